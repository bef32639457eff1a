/** Law 7: one bad row costs one row. Trials, each rolled back, find by bisecting what the database refuses; the rest commits. */
import type { Decision } from '../../core/article.ts'
import { type Chunk, offeredOf, type Refusal } from '../../core/chunk.ts'

/** Above this many bad rows the chunk is refused whole and its source backs off. */
export const MAX_BAD_ROWS = 100
/** Seconds until a source is asked again whose chunk was refused whole. */
const REFUSED_POLL_S = 6 * 3600

/** Writes these chunks and rolls back: null when the database takes them, else why not. Throws what is not about data. */
export type Trial = (chunks: readonly Chunk[]) => Promise<Refusal | null>

export type Bad<T> = Readonly<{ item: T; refusal: Refusal }>

/**
 * The items that fail a trial of their own. Every item it does not name has passed one, alone or among others.
 * @returns null as soon as more than `limit` are bad.
 */
export async function findBad<T>(
  items: readonly T[],
  attempt: (items: readonly T[]) => Promise<Refusal | null>,
  limit: number,
): Promise<Bad<T>[] | null> {
  const bad: Bad<T>[] = []
  const suspects = [items]
  for (let group = suspects.pop(); group !== undefined; group = suspects.pop()) {
    const refusal = await attempt(group)
    if (refusal === null) continue
    const [first] = group
    if (group.length === 1 && first !== undefined) bad.push({ item: first, refusal })
    else if (group.length > 1) suspects.push(...halves(group).reverse())
    if (bad.length > limit) return null
  }
  return bad
}

/** The same chunks with what the database refuses moved to the rejected; a chunk that stays bad is refused whole. */
export async function isolate(chunks: readonly Chunk[], trial: Trial): Promise<Chunk[]> {
  const bad = (await findBad(chunks, trial, Number.POSITIVE_INFINITY)) ?? []
  if (bad.length === 0) return []
  const cleaned = new Map<Chunk, Chunk>()
  for (const { item, refusal } of bad) cleaned.set(item, await clean(item, refusal, trial))
  return chunks.map(chunk => cleaned.get(chunk) ?? chunk)
}

async function clean(chunk: Chunk, refusal: Refusal, trial: Trial): Promise<Chunk> {
  // Each row is tried without what surrounds it: an article is not to blame for its feed's title.
  const bare: Chunk = { ...withoutWords(chunk), decided: [] }
  const bad = await findBad(chunk.fresh, fresh => trial([{ ...bare, fresh }]), MAX_BAD_ROWS)
  if (bad === null)
    return refuseWhole(chunk, { ...refusal, reason: `more than ${MAX_BAD_ROWS} entries refused: ${refusal.reason}` })
  const refused = new Set(bad.map(one => one.item))
  const rejected = bad.map(({ item, refusal: { reason, sqlState } }): Decision => {
    return {
      entryId: item.id,
      outcome: 'rejected',
      reason,
      url: item.url.slice(0, 2_000),
      title: item.title,
      sqlState: sqlState ?? '',
    }
  })
  const mended: Chunk = {
    ...chunk,
    fresh: chunk.fresh.filter(article => !refused.has(article)),
    decided: [...chunk.decided, ...rejected],
  }
  for (const attempt of [mended, withoutWords(mended)]) {
    if ((await trial([attempt])) === null) return attempt
  }
  return refuseWhole(chunk, refusal)
}

/** Without what a feed says of itself: it is worth less than its entries. */
function withoutWords(chunk: Chunk): Chunk {
  const bookmark = chunk.bookmark && {
    ...chunk.bookmark,
    feedTitle: null,
    siteUrl: null,
    movedTo: null,
    validators: null,
  }
  return {
    ...chunk,
    bookmark,
    run: { ...chunk.run, failure: chunk.run.failure && { ...chunk.run.failure, message: '' } },
  }
}

/** Nothing of it is written but its tally, one rejection that tells why, and a bookmark that keeps the validators as they were. */
export function refuseWhole(chunk: Chunk, refusal: Refusal): Chunk {
  const failure = { kind: 'malformed' as const, message: `the database refused the entries: ${refusal.reason}` }
  const failures = (chunk.bookmark?.failures ?? 0) + 1
  return {
    ...chunk,
    fresh: [],
    decided: [],
    refused: { ...refusal, entries: offeredOf(chunk) },
    run: { ...chunk.run, failure },
    bookmark: chunk.bookmark && {
      ...chunk.bookmark,
      nextPollS: REFUSED_POLL_S,
      news: null,
      succeeded: false,
      failures,
      validators: null,
      feedTitle: null,
      siteUrl: null,
      movedTo: null,
    },
  }
}

function halves<T>(items: readonly T[]): [readonly T[], readonly T[]] {
  const middle = Math.ceil(items.length / 2)
  return [items.slice(0, middle), items.slice(middle)]
}
