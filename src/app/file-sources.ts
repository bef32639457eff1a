/** Sources written in winnow.yaml: the file is the truth for them, so the store follows it at every start. */
import type { Config } from '../config.ts'
import { sourceId } from '../core/identity.ts'
import type { Database } from '../db/database.ts'
import { listSources, putSources, setEnabled } from '../db/sources.ts'

/** Adds and updates what the file names; what it names no longer is disabled, never deleted. Resolves with how many were new. */
export async function followFile(database: Database, config: Config): Promise<number> {
  const named = config.sources.map(source => ({
    id: sourceId(source.url),
    url: source.url,
    title: source.title,
    group: source.group,
    origin: 'file' as const,
    ownSettings: source.settings,
    enabled: source.enabled,
  }))
  const added = named.length > 0 ? await putSources(database, named) : []
  const present = await listSources(database, { origin: 'file' })
  const gone = present.filter(source => source.enabled && !named.some(one => one.id === source.id))
  if (gone.length > 0)
    await setEnabled(
      database,
      gone.map(source => source.id),
      false,
      'no longer in winnow.yaml',
    )
  return added.length
}
