/** The world outside, in a network namespace of its own: a really public web server, and canaries on addresses of the inside. Started by inside.ts. */
import { createServer as createHttpServer } from 'node:http'
import { createServer } from 'node:net'

/** Addresses beyond the wire; the first is public, the rest is what a redirect must never reach. */
export const outside = {
  publicSite: '93.184.215.14',
  canaries: ['10.77.0.2', '169.254.169.254', '192.168.7.7'],
} as const

export type ToOutside = { kind: 'count' } | { kind: 'redirectTo'; url: string }
/** Connections each canary heard, requests the public site answered. */
export type FromOutside = { kind: 'listening' } | { kind: 'count'; heard: Record<string, number>; requests: number }

if (process.argv.includes('serve')) await serve()

async function serve(): Promise<void> {
  let target = ''
  let requests = 0
  const site = createHttpServer((request, response) => {
    requests += 1
    if (request.url === '/redirect') response.writeHead(302, { Location: target }).end()
    else response.end('hello from outside')
  })
  await new Promise<void>(resolve => site.listen(80, outside.publicSite, resolve))
  const heard = await startCanaries(outside.canaries)
  process.on('message', (message: ToOutside) => {
    if (message.kind === 'redirectTo') target = message.url
    process.send?.({ kind: 'count', heard, requests } satisfies FromOutside)
  })
  process.on('disconnect', () => process.exit())
  process.send?.({ kind: 'listening' } satisfies FromOutside)
}

/** Listens on port 80 of each address; the counts go up with every connection. */
export async function startCanaries(addresses: readonly string[]): Promise<Record<string, number>> {
  const heard: Record<string, number> = {}
  for (const address of addresses) {
    heard[address] = 0
    const canary = createServer(socket => {
      heard[address] = (heard[address] ?? 0) + 1
      socket.destroy()
    })
    await new Promise<void>(resolve => canary.listen(80, address, resolve))
    canary.unref()
  }
  return heard
}
