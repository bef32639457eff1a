/** Rows as they may leave Winnow: the addresses of feeds without credentials and tokens. */
import { maskText } from '../../core/mask.ts'

/** Of any row that names its source. */
export function masked<T extends { sourceUrl: string | null }>(row: T): T {
  return { ...row, sourceUrl: row.sourceUrl && maskText(row.sourceUrl) }
}

/** Of a run: what a server or a library said about its failure may repeat an address. */
export function publicRun<T extends { sourceUrl: string | null; failureText: string | null }>(run: T): T {
  return { ...masked(run), failureText: run.failureText && maskText(run.failureText) }
}
