/**
 * The product's own client in a network namespace of its own, at one end of a wire whose other end is the outside. Run by namespace.test.ts as
 * root within `unshare -n -m`; prints what it saw as JSON. Nothing here is told to the client but what its configuration could say.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { createAddressGuard } from '../../src/net/address-guard.ts'
import { createGate, type Slot } from '../../src/net/gate.ts'
import { createHttp } from '../../src/net/http.ts'
import { type FromOutside, outside, startCanaries, type ToOutside } from './outside.ts'

/** This machine's own end of the wire, and a public address of its own. */
const own = { wire: '10.77.0.1', publicAddress: '93.184.215.99', loopback: ['127.0.0.1', '::1'] } as const

/** Names, as the system's own resolver finds them in /etc/hosts: the one file that is replaced, in this mount namespace only. */
const hosts = {
  'public.example': [outside.publicSite],
  'private.example': ['10.77.0.2'],
  'metadata.example': ['169.254.169.254'],
  'loopback.example': ['127.0.0.1'],
  'six.example': ['::1'],
  'own.example': [own.publicAddress],
  'mixed.example': ['10.77.0.2', outside.publicSite],
} as const

export type Seen = Readonly<{
  /** What came back from each address: the body, or the kind of the failure. */
  direct: Record<string, string>
  /** The same for a redirect from the public site to each address. */
  redirected: Record<string, string>
  /** Connections each canary heard from the product; and, afterwards, from a client without a guard, to prove that they listen. */
  heard: Record<string, number>
  heardUnguarded: Record<string, number>
}>

const inside = [...outside.canaries, own.wire, own.publicAddress, ...own.loopback]
const urls = [...inside.map(address => `http://${address.includes(':') ? `[${address}]` : address}/`)]
const names = Object.keys(hosts).map(name => `http://${name}/`)

if (process.argv.includes('run')) console.log(JSON.stringify(await run(process.argv.at(-1) ?? '')))

async function run(folder: string): Promise<Seen> {
  const beyond = await connect(folder)
  const near = await startCanaries([own.wire, own.publicAddress, ...own.loopback])
  const http = createHttp({ guard: createAddressGuard({ trusted: [] }), userAgent: 'winnow-test' })
  const get = createGate({ name: 'inside', limit: 1 }).limited(async (slot: Slot, url: string) => {
    const answer = await http.get(slot, { url, maxBytes: 1_000, totalMs: 5_000 })
    return answer.ok ? Buffer.from(answer.value.body).toString() : answer.failure.kind
  })

  const direct: Record<string, string> = {}
  const redirected: Record<string, string> = {}
  for (const url of [`http://${outside.publicSite}/`, ...urls, ...names]) {
    direct[url] = await get(url)
    await tell(beyond, { kind: 'redirectTo', url })
    redirected[url] = await get(`http://${outside.publicSite}/redirect`)
  }
  const heard = { ...near, ...(await tell(beyond, { kind: 'count' })).heard }
  for (const url of urls) await fetch(url).catch(() => {})
  const heardUnguarded = { ...near, ...(await tell(beyond, { kind: 'count' })).heard }
  await http.close()
  beyond.disconnect()
  return { direct, redirected, heard, heardUnguarded }
}

/** Lays the wire, gives both ends their addresses, and starts the outside. */
async function connect(folder: string): Promise<ChildProcess> {
  const hostsFile = join(folder, 'hosts')
  writeFileSync(
    hostsFile,
    Object.entries(hosts)
      .flatMap(([name, all]) => all.map(a => `${a} ${name}\n`))
      .join(''),
  )
  execFileSync('mount', ['--bind', hostsFile, '/etc/hosts'])

  const script = fileURLToPath(new URL('./outside.ts', import.meta.url))
  const set = [
    'ip link set lo up',
    // The other end of the wire is put into this namespace from the other side, once it is known to be there.
    'echo ready && read -r',
    'ip link set far up',
    ...[...outside.canaries, outside.publicSite].map(address => `ip addr add ${address}/32 dev far`),
    `ip route add ${own.wire}/32 dev far`,
    `exec "$0" "$1" serve`,
  ].join(' && ')
  const beyond = spawn('unshare', ['-n', 'bash', '-c', set, process.execPath, script], {
    stdio: ['pipe', 'pipe', 'inherit', 'ipc'],
  })
  const listening = once(beyond, 'message')
  await once(beyond.stdout as Readable, 'data')
  const ip = (command: string) => execFileSync('ip', command.split(' '), { stdio: 'inherit' })
  ip('link set lo up')
  ip(`link add near type veth peer name far netns ${beyond.pid}`)
  ip('link set near up')
  for (const address of [own.wire, own.publicAddress]) ip(`addr add ${address}/32 dev near`)
  for (const address of [...outside.canaries, outside.publicSite])
    ip(`route add ${address}/32 dev near src ${own.wire}`)
  beyond.stdin?.end('\n')
  await listening
  return beyond
}

async function tell(beyond: ChildProcess, message: ToOutside): Promise<Extract<FromOutside, { kind: 'count' }>> {
  const answer = once(beyond, 'message')
  beyond.send(message)
  return (await answer)[0]
}
