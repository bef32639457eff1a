/** `npm run bench -- NAME [--json]`: measures on this machine; the last line is JSON, kept with date and versions in docs/benchmarks.md. */
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'

export type Bench = Readonly<{
  /** Runs it, telling a person how far it is; resolves with what is measured. */
  run(say: (line: string) => void): Promise<Record<string, unknown>>
}>

const benches: Readonly<Record<string, () => Promise<Bench>>> = {
  ingest: () => import('./ingest.ts'),
  roundtrip: () => import('./roundtrip.ts'),
  decouple: () => import('./decouple.ts'),
  parse: () => import('./parse.ts'),
  poll: () => import('./poll.ts'),
  grow: () => import('./grow.ts'),
  read: () => import('./read.ts'),
  summary: () => import('./summary.ts'),
  extract: () => import('./extract.ts'),
  web: () => import('./web.ts'),
  api: () => import('./api.ts'),
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean' }, articles: { type: 'string' } },
})
const [name = ''] = positionals
const load = Object.hasOwn(benches, name) ? benches[name] : undefined
if (load === undefined) {
  process.stderr.write(`bench: name one of ${Object.keys(benches).join(', ')}\n`)
  process.exitCode = 2
} else {
  const say = values.json ? () => {} : (line: string) => void process.stdout.write(`${line}\n`)
  say(`${name}: Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown CPU'}`)
  const measured = await (await load()).run(say)
  process.stdout.write(`${JSON.stringify(measured)}\n`)
}
