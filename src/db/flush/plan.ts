/** Sorts a flush out before it is written: what is new, who carried what is known, which decisions changed. First article wins, in order of arrival. */
import type { Article, Decision } from '../../core/article.ts'
import type { Chunk } from '../../core/chunk.ts'
import { decisionKey, type Probed } from './probe.ts'

/** A new article with the chunk that brings it. */
export type Row = Readonly<{ article: Article; chunk: Chunk; ordinal: number }>
export type Carried<T> = Readonly<{ item: T; chunk: Chunk }>

export type Plan = Readonly<{
  chunks: readonly Chunk[]
  /** Sorted by id over the whole flush: the deadlock guard (law 5). */
  rows: readonly Row[]
  /** Known duplicates per chunk ordinal. */
  duplicates: readonly number[]
  /** New entries beyond the source's day, per chunk ordinal: rejected, and said in one row. */
  flooded: readonly number[]
  sightings: readonly Readonly<{ articleId: string; chunk: Chunk }>[]
  versions: readonly Readonly<{ articleId: string; article: Article; chunk: Chunk }>[]
  decisions: readonly Carried<Decision>[]
  /** Rejected now and not on record yet with that reason. */
  rejections: readonly Carried<Decision>[]
  /** Decisions that no longer hold: the entry is an article now. */
  overturned: readonly Readonly<{ entryId: string; sourceId: string }>[]
}>

export function planFlush(chunks: readonly Chunk[], probed: Probed): Plan {
  const owners = new Map<string, Chunk>()
  const rows: Row[] = []
  const duplicates: number[] = []
  const flooded: number[] = []
  const sightings = new Map<string, { articleId: string; chunk: Chunk }>()
  const versions: { articleId: string; article: Article; chunk: Chunk }[] = []
  const overturned = new Map<string, { entryId: string; sourceId: string }>()

  for (const [ordinal, chunk] of chunks.entries()) {
    const { sourceId } = chunk.run
    let known = 0
    let fresh = probed.savedOfRuns.get(chunk.run.id) ?? 0
    let beyond = 0
    for (const article of chunk.fresh) {
      const stored = probed.articles.get(article.id)
      const owner = owners.get(article.id)
      const key = decisionKey(article.id, sourceId)
      if (probed.decisions.has(key)) overturned.set(key, { entryId: article.id, sourceId })
      if (stored === undefined && owner === undefined) {
        if (chunk.newLimit !== null && fresh >= chunk.newLimit) {
          beyond++
          continue
        }
        fresh++
        owners.set(article.id, chunk)
        rows.push({ article, chunk, ordinal })
        continue
      }
      known++
      const articleId = stored?.articleId ?? article.id
      if ((stored?.sourceId ?? owner?.run.sourceId) !== sourceId)
        sightings.set(`${articleId} ${sourceId}`, { articleId, chunk })
      else if (stored !== undefined && stored.contentHash !== article.contentHash)
        versions.push({ articleId, article, chunk })
    }
    duplicates.push(known)
    flooded.push(beyond)
  }
  const decisions = changedDecisions(chunks, probed, owners)
  return {
    chunks,
    rows: rows.sort((a, b) => (a.article.id < b.article.id ? -1 : 1)),
    duplicates,
    flooded,
    sightings: sortedBy([...sightings.values()], sighting => sighting.articleId + sighting.chunk.run.sourceId),
    versions: sortedBy(versions, version => version.articleId + version.article.contentHash),
    decisions,
    rejections: decisions.filter(({ item }) => item.outcome === 'rejected'),
    overturned: [...overturned.values()],
  }
}

/** Only what a repeated poll would change: an entry that is an article has none, an equal decision is on record. */
function changedDecisions(
  chunks: readonly Chunk[],
  probed: Probed,
  owners: ReadonlyMap<string, Chunk>,
): Carried<Decision>[] {
  const changed = new Map<string, Carried<Decision>>()
  for (const chunk of chunks) {
    for (const item of chunk.decided) {
      const key = decisionKey(item.entryId, chunk.run.sourceId)
      const stored = probed.decisions.get(key)
      const same = stored?.outcome === item.outcome && stored.reason === item.reason
      if (same || changed.has(key) || probed.articles.has(item.entryId) || owners.has(item.entryId)) continue
      changed.set(key, { item, chunk })
    }
  }
  return sortedBy([...changed.values()], ({ item, chunk }) => item.entryId + chunk.run.sourceId)
}

function sortedBy<T>(items: T[], key: (item: T) => string): T[] {
  return items
    .map(item => ({ item, key: key(item) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ item }) => item)
}
