/** A word that no article has is taken for the nearest one that a title has, by trigrams. */
import { texts } from '../binary.ts'
import type { Database } from '../database.ts'
import { isCancelled } from '../sqlstate.ts'
import { sql } from '../statement.ts'

/** Words of a question that are looked up; a longer one is asked as it is. */
const MOST_WORDS = 10

/**
 * The question as it was probably meant: each unknown word of 4 letters or more replaced by the most similar known one (at least
 * .35 by pg_trgm). Null when there is nothing better to ask, it takes longer than `deadlineMs`, or the database has no pg_trgm. Two
 * round trips at most.
 */
export async function correctSpelling(database: Database, asked: string, deadlineMs: number): Promise<string | null> {
  const words = [...new Set(asked.toLowerCase().match(/\p{L}{4,30}/gu) ?? [])]
  if (words.length === 0 || words.length > MOST_WORDS || !(await hasTrigrams(database))) return null
  if (deadlineMs < 1) return null
  const asking = database.batch(
    [
      sql`select set_config('statement_timeout', ${String(Math.ceil(deadlineMs))}, true)`,
      sql`select asked.word, nearest.word as meant from unnest(${await texts(words)}::text[]) as asked (word)
        cross join lateral (
          select w.word from search_words w where w.word % asked.word and similarity(w.word, asked.word) >= 0.35
          order by similarity(w.word, asked.word) desc, abs(length(w.word) - length(asked.word)), w.word limit 1
        ) nearest
        where not exists (select from search_words known where known.word = asked.word)`,
    ],
    database.engine === 'pglite' ? undefined : deadlineMs + 500,
  )
  const [, rows = []] = await asking.catch(error => {
    if (isCancelled(error)) return []
    throw error
  })
  if (rows.length === 0) return null
  const meant = new Map(rows.map(row => [row.word as string, row.meant as string]))
  return asked.replace(/\p{L}{4,30}/gu, word => meant.get(word.toLowerCase()) ?? word)
}

const known = new WeakMap<Database, boolean>()

async function hasTrigrams(database: Database): Promise<boolean> {
  const before = known.get(database)
  if (before !== undefined) return before
  const [row] = await database.query(sql`select to_regclass('search_words_alike') is not null as here`)
  known.set(database, row?.here === true)
  return row?.here === true
}
