/** Nothing that came from outside may make us talk to an inside: the address that was checked is the address that is connected to. */
import { lookup as systemLookup } from 'node:dns/promises'
import { isIP, type LookupFunction } from 'node:net'
import { networkInterfaces } from 'node:os'
import { buildConnector } from 'undici'
import { type Failure, failed, type Outcome, ok } from '../core/failure.ts'
import { deniedPorts, isPublic, spelled } from './addresses.ts'

/** Every address of a name; rejects, or answers nothing, when there is none. */
export type Resolve = (hostname: string) => Promise<readonly string[]>

export type GuardOptions = Readonly<{
  /** Origins the operator wrote down, `http://127.0.0.1:8080`; anything after the port is ignored. */
  trusted: readonly string[]
  denyPorts?: ReadonlySet<number>
  resolve?: Resolve
  /** This machine's own addresses: a service behind a firewall that shuts out strangers is still open to ourselves. */
  ownAddresses?: () => readonly string[]
}>

export type AddressGuard = Readonly<{
  /**
   * Everything that can be told from the address itself: scheme, user name, port, IP literal. Names are checked when they are resolved.
   * @param fromOperator The operator wrote this very address (not a person, redirect or page): only then does trust count.
   */
  check(url: URL, fromOperator?: boolean): Outcome<void>
  /** For `net.connect` and `tls.connect`: answers with the permitted addresses of a name only. Never called for IP literals, see `connector`. */
  lookup: LookupFunction
  /** For undici's `connect`. With `fromOperator`, connections to trusted origins skip the check: keep those in a pool of their own. */
  connector(options: { connectMs: number; fromOperator: boolean }): buildConnector.connector
  trusts(url: URL): boolean
  /** @throws TypeError when it is not an http or https address. */
  trust(origin: string): void
  distrust(origin: string): void
}>

/** What a refused connection fails with, so that the refusal survives its way through the socket. */
export class AddressRefused extends Error {
  readonly code = 'ERR_ADDRESS_REFUSED'
  readonly failure: Failure
  constructor(failure: Failure) {
    super(failure.message)
    this.failure = failure
  }
}

/** The origin a connector was asked to connect to, as a URL. */
export function targetUrl({ protocol, host, hostname, port }: buildConnector.Options): URL {
  return new URL(`${protocol}//${host ?? `${isIP(hostname) === 6 ? `[${hostname}]` : hostname}:${port}`}`)
}

export function createAddressGuard(options: GuardOptions): AddressGuard {
  const { denyPorts = deniedPorts, resolve = systemResolve, ownAddresses = interfaceAddresses } = options
  const trusted = new Set(options.trusted.map(originOf))
  const trusts = (url: URL): boolean => trusted.has(url.origin)

  function check(url: URL, fromOperator = false): Outcome<void> {
    if (url.protocol !== 'http:' && url.protocol !== 'https:')
      return blocked(`only http and https can be fetched, not ${url.protocol}`)
    if (url.username || url.password)
      return blocked('an address with a user name in it is only accepted as a source itself')
    if (fromOperator && trusts(url)) return ok(undefined)
    const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80))
    if (denyPorts.has(port)) return blocked(`port ${port} belongs to another service than the web; ${howToAllow}`)
    const host = url.hostname.replace(/^\[|\]$/g, '')
    const inside = isIP(host) > 0 ? !permits(ownAddresses())(host) : localName.test(host)
    return inside ? blockedHost(url.hostname) : ok(undefined)
  }

  const lookup = lookupThat(resolve, () => permits(ownAddresses()))

  function connector({ connectMs, fromOperator }: { connectMs: number; fromOperator: boolean }) {
    const base = { timeout: connectMs, allowH2: false, autoSelectFamily: true }
    const guarded = buildConnector({ ...base, lookup } as buildConnector.BuildOptions)
    const open = buildConnector({
      ...base,
      lookup: lookupThat(resolve, () => anyAddress),
    } as buildConnector.BuildOptions)
    const connect: buildConnector.connector = (target, done) => {
      const url = targetUrl(target)
      if (fromOperator && trusts(url)) return open(target, done)
      const allowed = check(url)
      // Answered later, as a socket would: undici does not expect its connector to fail before it returns.
      if (!allowed.ok) return queueMicrotask(() => done(new AddressRefused(allowed.failure), null))
      return guarded(target, done)
    }
    return connect
  }

  return {
    check,
    lookup,
    connector,
    trusts,
    trust: origin => void trusted.add(originOf(origin)),
    distrust: origin => void trusted.delete(originOf(origin)),
  }
}

type Permits = (address: string) => boolean
type Found = { address: string; family: number }

const howToAllow =
  'sources written in winnow.yaml are trusted, and pages of what its fetch.trusted lists, each for its exact origin'

/** RFC 6761 reserves these names for loopback; they must not even be asked for. */
const localName = /(^|\.)localhost\.?$/i

/** A name may carry ten thousand records; a connection attempt for each is more than anyone needs. */
const mostPerFamily = 4

const anyAddress: Permits = () => true

function permits(own: readonly string[]): Permits {
  const ours = new Set(own.map(spelled))
  return address => isPublic(address) && !ours.has(spelled(address))
}

/**
 * A name with public and private answers keeps the public ones. Refusing it whole would gain nothing (who controls the answers could
 * leave the private one out) and would lose real sites whose second record is an internal leftover.
 */
function lookupThat(resolve: Resolve, rule: () => Permits): LookupFunction {
  async function find(hostname: string, family: unknown): Promise<[Found, ...Found[]]> {
    const answers = (await resolve(hostname)).filter(address => isIP(address) > 0)
    if (answers.length === 0) throw Object.assign(new Error('no address'), { code: 'ENOTFOUND' })
    const open = answers.filter(rule()).map(address => ({ address, family: isIP(address) }))
    const wanted = [4, 6].filter(version => !family || String(family).endsWith(String(version)))
    const [first, ...rest] = wanted.flatMap(version => open.filter(a => a.family === version).slice(0, mostPerFamily))
    if (!first) throw new AddressRefused(blockedHost(hostname).failure)
    return [first, ...rest]
  }
  return (hostname, { all, family }, answer) => {
    find(hostname, family).then(
      found => (all ? answer(null, found) : answer(null, found[0].address, found[0].family)),
      (error: NodeJS.ErrnoException) => answer(error, []),
    )
  }
}

function blocked(message: string): ReturnType<typeof failed> {
  return failed({ kind: 'blocked', message })
}

/** Names what was asked for, never what it resolved to: the text must not be a window into the inside. */
function blockedHost(hostname: string): ReturnType<typeof failed> {
  return blocked(`${hostname} is a private or reserved address; ${howToAllow}`)
}

function originOf(text: string): string {
  const url = URL.parse(text)
  if (!url || !/^https?:$/.test(url.protocol)) throw new TypeError('a trusted origin must be an http or https address')
  return url.origin
}

async function systemResolve(hostname: string): Promise<readonly string[]> {
  return (await systemLookup(hostname, { all: true })).map(({ address }) => address)
}

function interfaceAddresses(): readonly string[] {
  return Object.values(networkInterfaces()).flatMap(list => (list ?? []).map(({ address }) => address))
}
