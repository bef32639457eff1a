/** Sources written in winnow.yaml: the file is the truth for them, so the store follows it at every start. */
import { v7 as uuidV7 } from 'uuid'
import type { Config } from '../config.ts'
import type { EventName } from '../core/events.ts'
import { sourceId } from '../core/identity.ts'
import { audit } from '../db/audit.ts'
import type { Database } from '../db/database.ts'
import { listSources, putSources, setEnabled } from '../db/sources.ts'

/** Adds and updates what the file names; what it names no longer is disabled, never deleted. Resolves with how many were new. */
export async function followFile(database: Database, config: Config): Promise<number> {
  const named = config.sources.map(source => ({
    id: sourceId(source.url),
    url: source.url,
    title: source.title,
    group: source.group,
    kind: source.kind,
    selector: source.selector,
    origin: 'file' as const,
    ownSettings: source.settings,
    enabled: source.enabled,
  }))
  const added = named.length > 0 ? await putSources(database, named) : []
  const present = await listSources(database, { origin: 'file' })
  const correlationId = uuidV7()
  const changed = (action: EventName, subject: string | null, detail: Record<string, unknown>) =>
    audit(database, { actor: 'winnow.yaml', action, subject, correlationId, detail })
  if (added.length > 0) await changed('sources.imported', null, { added })
  // Without a file nothing was said: a command run in another folder must not switch sources off.
  if (config.file === null) return added.length
  const gone = present.filter(source => source.enabled && !named.some(one => one.id === source.id))
  const reason = 'no longer in winnow.yaml'
  const ids = gone.map(source => source.id)
  if (gone.length > 0) await setEnabled(database, ids, false, reason)
  for (const source of gone) await changed('source.disabled', source.id, { url: source.url, reason })
  return added.length
}
