/** What this design replaces, written as most programs write it: ask and insert one by one, or plain `VALUES … ON CONFLICT`. */
import type { Article } from '../src/core/article.ts'
import type { Run } from '../src/core/chunk.ts'
import type { Database } from '../src/db/database.ts'

const columns =
  'id, source_id, run_id, history, url, title, language, content_text, content_hash, published_at, sort_at'
const insertInto = `insert into articles (${columns})`
/** 65,535 parameters are the protocol's limit. */
const ROWS_PER_STATEMENT = 4_000

export async function insertOne(database: Database, run: Run, article: Article): Promise<void> {
  const { rows } = await database.execute('select 1 from articles where id = $1', [article.id])
  if (rows.length > 0) return
  await database.execute(
    `${insertInto} values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11) on conflict do nothing`,
    rowOf(run, article),
  )
}

export async function insertValues(database: Database, run: Run, articles: readonly Article[]): Promise<void> {
  for (let at = 0; at < articles.length; at += ROWS_PER_STATEMENT) {
    const values: unknown[] = []
    const rows = articles.slice(at, at + ROWS_PER_STATEMENT).map(article => {
      const row = rowOf(run, article)
      values.push(...row)
      return `(${row.map((_, column) => `$${values.length - row.length + column + 1}`).join(',')})`
    })
    await database.execute(`${insertInto} values ${rows.join(',')} on conflict do nothing returning id`, values)
  }
}

function rowOf(run: Run, article: Article): unknown[] {
  const { id, url, title, language, contentText, contentHash, publishedAt, sortAt } = article
  return [id, run.sourceId, run.id, false, url, title, language, contentText, contentHash, publishedAt, sortAt]
}
