/** Which new articles are read by themselves: those of sources that ask for it. Of an archive only the newest, so that a first poll floods neither the model nor people. */
import { type Config, effectiveSettings } from '../config.ts'
import type { Due } from '../db/claim.ts'
import type { Database } from '../db/database.ts'
import type { FollowUps } from '../db/flush/flush.ts'
import { admissionStatements, admitReadings, articlesToRead, type ReadingSource } from '../db/reading/admit.ts'
import { listSources } from '../db/sources.ts'

/** Law 9: the intent to read commits with the article, in one statement, whatever the flush carries. What came as history waits for the sweep, which sees all of it. */
export function readingFollowUps(config: Config, sourceOf: (id: string) => Due['source'] | undefined): FollowUps {
  return async rows =>
    await admissionStatements(
      rows.flatMap(({ article, chunk }) => {
        const source = sourceOf(chunk.run.sourceId)
        const depth = source === undefined ? 'off' : effectiveSettings(config, source).read
        if (depth === 'off' || chunk.run.history || !/^https?:/.test(article.url)) return []
        const { language } = config.reading
        return [{ articleId: article.id, url: article.url, sourceId: chunk.run.sourceId, depth, language }]
      }),
    )
}

/** Older articles are not read because a setting was switched on today. */
const SINCE_DAYS = 30
const MOST_A_SWEEP = 500

/** State is the truth: what a source wants read and nobody began is begun. Resolves with how many. */
export async function admitUnread(database: Database, config: Config): Promise<number> {
  const wanting = (await listSources(database)).flatMap((source): ReadingSource[] => {
    const { read } = effectiveSettings(config, source)
    if (read === 'off' || !source.enabled) return []
    const { language, newestOfArchive } = config.reading
    return [{ sourceId: source.id, depth: read, language, historyMost: newestOfArchive }]
  })
  if (wanting.length === 0) return 0
  const unread = await articlesToRead(database, wanting, SINCE_DAYS, MOST_A_SWEEP)
  if (unread.length === 0) return 0
  return (await admitReadings(database, unread)).length
}
