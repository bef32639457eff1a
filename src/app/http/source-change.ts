/** Changes to a source commit with their audit entry; what winnow.yaml decides is changed there. */
import { checkKeyword } from '../../core/keywords.ts'
import { auditStatement } from '../../db/audit.ts'
import type { Database } from '../../db/database.ts'
import type { ListedSource } from '../../db/source-list.ts'
import { putSources, setEnabled } from '../../db/sources.ts'
import { lineOf } from '../cli/add.ts'
import { problem, type RefusedReply } from './reply.ts'

export const NEWER = 'Somebody else changed it at the same moment. Please look again.'

type Settings = Readonly<Record<string, unknown>> &
  Readonly<{ include?: readonly string[]; exclude?: readonly string[] }>
type Change = Readonly<{
  title?: string | null
  group?: string | null
  enabled?: boolean
  reason?: string
  settings?: Settings
}>
type By = Readonly<{ actor: string; correlationId: string }>

/** As they are stored; a keyword that cannot be read is told. */
export function settingsOf(settings: Settings): { settings: Record<string, unknown> } | { wrong: string } {
  for (const keyword of [...(settings.include ?? []), ...(settings.exclude ?? [])]) {
    const wrong = checkKeyword(keyword)
    if (wrong !== null) return { wrong: `The keyword ${JSON.stringify(keyword.slice(0, 100))}: ${wrong}` }
  }
  return { settings: Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)) }
}

/** Null when it is done. */
export async function changed(
  database: Database,
  found: ListedSource,
  change: Change,
  by: By,
): Promise<RefusedReply | null> {
  const { title, group, enabled, settings, reason } = change
  const read = settingsOf(settings ?? found.ownSettings)
  if ('wrong' in read) return problem(422, read.wrong)
  const isOther = title !== undefined || group !== undefined || settings !== undefined
  if (isOther && found.origin !== 'user')
    return problem(
      409,
      found.origin === 'file'
        ? 'The source is written in winnow.yaml: change it there.'
        : 'The demo decides about its own sources.',
    )
  if (isOther) {
    const source = {
      id: found.id,
      url: found.url,
      title: title === undefined ? found.title : lineOf(title, 1_000),
      group: group === undefined ? found.group : lineOf(group, 100),
      origin: found.origin,
      ownSettings: read.settings,
      enabled: found.enabled,
      kind: found.kind,
      selector: found.selector,
    }
    const detail = { title: source.title, group: source.group, ownSettings: source.ownSettings }
    await putSources(
      database,
      [source],
      [auditStatement({ ...by, action: 'source.changed', subject: found.id, detail })],
    )
  }
  if (enabled !== undefined && enabled !== found.enabled) {
    const why = enabled ? null : (lineOf(reason, 300) ?? 'paused by hand')
    const entry = enabled
      ? ({ ...by, action: 'source.changed', subject: found.id, detail: { enabled } } as const)
      : ({ ...by, action: 'source.disabled', subject: found.id, detail: { reason: why } } as const)
    await setEnabled(database, [found.id], enabled, why, [auditStatement(entry)])
  }
  return null
}
