/** Lists are read in pages that continue behind their last row: no list is unbounded, and no page is skipped or repeated while rows come in. */

export const MAX_PAGE = 1_000

/** Where a page ended. The time is PostgreSQL's own text: a Date would lose the microseconds, and with them rows. */
export type Position = Readonly<{ at: string; id: string }>

/** `next` is null when there is no more. */
export type Page<T> = Readonly<{ rows: readonly T[]; next: Position | null }>

/** `limit` is brought into 1 … 1,000. */
export type PageOptions = Readonly<{ limit: number; after?: Position | null | undefined }>

export function pageLimit({ limit }: Pick<PageOptions, 'limit'>): number {
  return Math.min(MAX_PAGE, Math.max(1, Math.trunc(limit) || 1))
}

/** The rows of a query that asked for one more than the page holds; each carries its `position`. */
export function pageOf<Raw extends { position: string; id: string }, T>(
  found: readonly Raw[],
  options: PageOptions,
  read: (row: Raw) => T,
): Page<T> {
  const limit = pageLimit(options)
  const shown = found.slice(0, limit)
  const last = found.length > limit ? shown.at(-1) : undefined
  return { rows: shown.map(read), next: last === undefined ? null : { at: last.position, id: last.id } }
}
