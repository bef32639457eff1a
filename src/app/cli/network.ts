/** The network for one command: everything it fetches was typed by somebody, so it goes through the address guard, in a slot. */
import { type Config, trustedOrigins } from '../../config.ts'
import { type AddressGuard, createAddressGuard } from '../../net/address-guard.ts'
import { createGate } from '../../net/gate.ts'
import { createHttp, type LimitedGet } from '../../net/http.ts'

export type Network = Readonly<{ get: LimitedGet; guard: AddressGuard }>

export async function withNetwork<T>(config: Config, work: (network: Network) => Promise<T>): Promise<T> {
  const guard = createAddressGuard({ trusted: trustedOrigins(config) })
  const http = createHttp({ guard, userAgent: config.fetch.userAgent, allowDowngrade: config.fetch.allowDowngrade })
  const gate = createGate({ name: 'command', limit: 3 })
  try {
    return await work({ get: gate.limited(http.get), guard })
  } finally {
    await http.close()
  }
}
