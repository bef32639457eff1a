/** First round trip of a flush: what the store knows already about the entries at hand. `= any` uses the index; an anti-join on unnest would scan. */
import type { Chunk } from '../../core/chunk.ts'
import type { Row } from '../batch.ts'
import { uuids } from '../binary.ts'
import type { Send } from '../database.ts'
import { sql } from '../statement.ts'

export type Known = Readonly<{ articleId: string; sourceId: string; contentHash: string }>

export type Probed = Readonly<{
  /** By the id that was offered: the article itself, or the one its alias points to. */
  articles: ReadonlyMap<string, Known>
  /** By `entryId sourceId`: outcome and reason as stored. */
  decisions: ReadonlyMap<string, Readonly<{ outcome: string; reason: string }>>
  /** By run: what its earlier chunks saved; a flood is counted over the whole run. */
  savedOfRuns: ReadonlyMap<string, number>
}>

export async function probe(send: Send, chunks: readonly Chunk[]): Promise<Probed> {
  const ids = offeredIds(chunks)
  const encoded = await uuids(ids)
  const runs = await uuids(chunks.map(chunk => chunk.run.id))
  const [articles = [], aliases = [], decisions = [], saved = []] = await send([
    sql`select id, source_id, content_hash from articles where id = any(${encoded}::uuid[])`,
    sql`select l.alias_id as offered, a.id, a.source_id, a.content_hash
        from url_aliases l join articles a on a.id = l.article_id where l.alias_id = any(${encoded}::uuid[])`,
    sql`select entry_id, source_id, outcome, reason from decisions where entry_id = any(${encoded}::uuid[])`,
    sql`select run_id, sum(saved) as saved from run_chunks where run_id = any(${runs}::uuid[]) group by run_id`,
  ])
  return {
    // An alias wins over an article of the same id: the twin was stored before it was seen to be one.
    articles: new Map([...articles, ...aliases].map(row => [row.offered ?? row.id, known(row)])),
    decisions: new Map(
      decisions.map(row => [decisionKey(row.entry_id, row.source_id), row as { outcome: string; reason: string }]),
    ),
    savedOfRuns: new Map(saved.map(row => [row.run_id, row.saved])),
  }
}

function known(row: Row): Known {
  return { articleId: row.id, sourceId: row.source_id, contentHash: row.content_hash }
}

export function decisionKey(entryId: string, sourceId: string): string {
  return `${entryId} ${sourceId}`
}

function offeredIds(chunks: readonly Chunk[]): string[] {
  const ids = new Set<string>()
  for (const chunk of chunks) {
    for (const article of chunk.fresh) ids.add(article.id)
    for (const decision of chunk.decided) ids.add(decision.entryId)
  }
  return [...ids]
}
