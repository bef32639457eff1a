/** Huge pages for buffers of gigabytes, as PostgreSQL's manual advises: with small ones the processor looks up addresses for a good part of its time. */
import { readFile, writeFile } from 'node:fs/promises'

/** How many pages of 2 MiB Linux may make when a program asks for them; they are its own again when that program ends. */
const ceiling = '/proc/sys/vm/nr_overcommit_hugepages'
const PAGE = 2 * 2 ** 20
/** What a server shares beside its buffers. */
const SPARE = 1.06

/** Raises the ceiling where this process may (Linux, root), and answers how to put it back. PostgreSQL does without what it does not get. */
export async function allowHugePages(bytes: number): Promise<() => Promise<void>> {
  try {
    const before = await readFile(ceiling, 'utf8')
    await writeFile(ceiling, String(Math.max(Number(before), Math.ceil((bytes * SPARE) / PAGE))))
    return () => writeFile(ceiling, before)
  } catch {
    return async () => {}
  }
}
