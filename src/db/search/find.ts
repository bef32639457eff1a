/** One question within its time: as it was spelt or, when no article has it so, as it was probably meant. */
import type { Database } from '../database.ts'
import type { Found, SearchFilter, SearchOptions } from './found.ts'
import { searchArticles } from './search.ts'
import { correctSpelling } from './spelling.ts'

/** `meant` is what was asked instead, null when it was asked as it stands. */
export type Answer = Found & Readonly<{ meant: string | null }>

/** `deadlineMs` is for all of it. Another page is asked for as the first one was. Rejects as `searchArticles` does. */
export async function findArticles(
  database: Database,
  asked: string,
  filter: SearchFilter,
  options: SearchOptions,
): Promise<Answer> {
  const began = performance.now()
  const left = () => options.deadlineMs - (performance.now() - began)
  const first = await searchArticles(database, asked, filter, options)
  // Time was over: nobody knows that no article has it.
  if (first.hits.length > 0 || first.isPartial) return { ...first, meant: null }
  const meant = await correctSpelling(database, asked, left())
  if (meant === null) return { ...first, meant }
  return { ...(await searchArticles(database, meant, filter, { ...options, deadlineMs: left() })), meant }
}
