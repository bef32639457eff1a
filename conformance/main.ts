/** `npm run conformance -- DIR [--servers] [--json]`: rates and failing files for a person, and one JSON line last for a machine. */
import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { runConformance } from './run.ts'
import type { Miss } from './tally.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean' }, servers: { type: 'boolean' } },
})
const [folder] = positionals
if (folder === undefined || !existsSync(folder)) {
  process.stderr.write(
    'conformance: name a folder laid out like shared/corpora: npm run conformance -- DIR [--servers] [--json]\n',
  )
  process.exitCode = 2
} else {
  const { report, misses } = await runConformance(folder, { servers: values.servers === true })
  if (!values.json) {
    for (const [corpus, rates] of Object.entries(report)) print(corpus, rates, misses)
  }
  process.stdout.write(`${JSON.stringify(report)}\n`)
}

function print(corpus: string, rates: unknown, misses: readonly Miss[]): void {
  process.stdout.write(`${corpus}  ${JSON.stringify(rates)}\n`)
  for (const miss of misses.filter(one => one.corpus === corpus)) {
    const [expected, got] = [miss.expected, miss.got].map(value => (JSON.stringify(value) ?? 'nothing').slice(0, 100))
    process.stdout.write(`  ${miss.file}  ${miss.what}: expected ${expected}, got ${got}\n`)
  }
}
