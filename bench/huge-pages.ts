/** Huge pages for buffers of gigabytes, as PostgreSQL's manual advises. Linux makes them only up to a ceiling, which is nought unless somebody raised it. */
import { readFile, writeFile } from 'node:fs/promises'

/** How many pages of 2 MiB may be made when a program asks for them; those that it has got stay its own when the ceiling falls again. */
const ceiling = '/proc/sys/vm/nr_overcommit_hugepages'
const PAGE = 2 * 2 ** 20
/** What a server shares beside its buffers. */
const SPARE = 1.06

/** With the ceiling raised while `start` runs, where this process may do that (Linux, root). PostgreSQL does without what it does not get. */
export async function withHugePages<T>(bytes: number, start: () => Promise<T>): Promise<T> {
  const before = await readFile(ceiling, 'utf8').catch(() => null)
  const wanted = Math.max(Number(before), Math.ceil((bytes * SPARE) / PAGE))
  const isRaised =
    before !== null &&
    (await writeFile(ceiling, String(wanted))
      .then(() => true)
      .catch(() => false))
  try {
    return await start()
  } finally {
    if (isRaised) await writeFile(ceiling, before)
  }
}
