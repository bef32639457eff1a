/** The time a page takes with its way to the extractor's thread and back, over the pages of the readability corpus. */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { scoreReadability } from '../conformance/readability.ts'

const folder = fileURLToPath(new URL('../../shared/corpora', import.meta.url))
const rounds = 3

/** The last round counts: by then the thread's code is compiled, as in a process that has run for a while. */
export async function run(say: (line: string) => void): Promise<Record<string, unknown>> {
  if (!existsSync(`${folder}/readability`)) throw new Error('the shared corpora are not beside this checkout')
  let measured = {}
  for (let round = 1; round <= rounds; round++) {
    measured = await scoreReadability(folder, ({ file, got }) => say(`${file}: ${got}`))
    say(`round ${round}: ${JSON.stringify(measured)}`)
  }
  return measured
}
