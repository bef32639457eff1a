/** Three gates in a row, the narrowest first: a call waits for its host, then its kind, then the whole, so that a slow host holds nothing others need. */
import { createGate, type Gate, GateRefusal, type GateStats, type Slot } from './gate.ts'

export type GatesOptions<Kind extends string> = Readonly<{
  /** Most calls at once, all in all. */
  global: number
  /** Most calls at once to one host and port. */
  perHost: number
  /** Most calls at once of one kind; a kind that is not named is only under the other two. */
  perKind?: Readonly<Partial<Record<Kind, number>>>
  /** Most hosts with a gate of their own, 10,000 unless told; while there are more at once, the rest share one gate. */
  mostHosts?: number
  /** A monotonic clock in milliseconds. */
  now?: () => number
}>

export type GatesStats = Readonly<{
  /** Every call is in here exactly once, or waits for it. */
  global: GateStats
  kinds: readonly GateStats[]
  /** Hosts with a call that runs or waits; an idle host has no gate. `waiting` counts calls held back by their own host. */
  hosts: Readonly<{ live: number; waiting: number }>
}>

export type Gates<Kind extends string> = Readonly<{
  /**
   * Wraps `fn` once, as `Gate.limited` does. @param hostOf From the call's arguments to its host and port, see `hostAndPort`.
   * Who follows a redirect to another host does so on the first host's permit: asking for a second one while holding the first could wait in a circle.
   */
  limited<A extends unknown[], T>(
    kind: Kind,
    hostOf: (...args: A) => string,
    fn: (slot: Slot, ...args: A) => Promise<T>,
    signalOf?: (...args: A) => AbortSignal | undefined,
  ): (...args: A) => Promise<T>
  stats(): GatesStats
  /** Shutdown: who waits at any of the gates, and who comes later, gets a `GateRefusal`. Calls that run are left alone. */
  close(reason: string): void
}>

export function createGates<Kind extends string = string>(options: GatesOptions<Kind>): Gates<Kind> {
  const { perHost, perKind = {}, mostHosts = 10_000, now } = options
  const whole = createGate({ name: 'network', limit: options.global, now })
  const kinds = new Map(
    Object.entries(perKind).map(([kind, limit]) => [kind, createGate({ name: kind, limit: Number(limit), now })]),
  )
  const hosts = hostGates({ limit: perHost, most: mostHosts, now })
  let closed: string | null = null

  return {
    limited(kind, hostOf, fn, signalOf) {
      const inner = whole.limited(fn, signalOf)
      const ofKind =
        kinds.get(kind)?.limited((_slot, ...args: Parameters<typeof inner>) => inner(...args), signalOf) ?? inner
      return async (...args) => {
        if (closed !== null) throw new GateRefusal(whole.stats().name, closed)
        return await hosts.pass(hostOf(...args), () => ofKind(...args), signalOf?.(...args))
      }
    },
    stats: () => ({
      global: whole.stats(),
      kinds: [...kinds.values()].map(gate => gate.stats()),
      hosts: hosts.stats(),
    }),
    close(reason) {
      closed ??= reason
      for (const gate of [...hosts.gates(), ...kinds.values(), whole]) gate.close(reason)
    },
  }
}

/** The host and port a URL is served from, `example.com:443`; one name for all that is no address, which fails at once anyway. */
export function hostAndPort(url: string): string {
  const parsed = URL.parse(url)
  if (!parsed?.hostname) return '(no host)'
  const port = parsed.port || (parsed.protocol === 'https:' ? '443' : '80')
  return `${parsed.hostname.replace(/\.$/, '')}:${port}`
}

/** Made when the first call comes and forgotten with the last: as many as there are hosts being asked, not as there are hosts. */
function hostGates({ limit, most, now }: { limit: number; most: number; now?: () => number }) {
  const gates = new Map<string, Readonly<{ gate: Gate; calls: { count: number } }>>()
  // A wrong limit is a bug to be seen at the start, not with the first host.
  createGate({ name: 'host', limit, now })

  async function pass<T>(host: string, call: () => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
    const key = gates.has(host) || gates.size < most ? host : shared
    const own = gates.get(key) ?? { gate: createGate({ name: key, limit, now }), calls: { count: 0 } }
    gates.set(key, own)
    own.calls.count += 1
    try {
      return await own.gate.limited(call, () => signal)()
    } finally {
      own.calls.count -= 1
      if (own.calls.count === 0) gates.delete(key)
    }
  }

  return {
    pass,
    gates: () => [...gates.values()].map(({ gate }) => gate),
    stats() {
      const all = [...gates.values()].map(({ gate }) => gate.stats())
      return { live: all.length, waiting: all.reduce((sum, { waiting }) => sum + waiting, 0) }
    },
  }
}

const shared = '(all other hosts)'
