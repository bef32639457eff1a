/** A source as it may leave Winnow: no credentials, no tokens, and its health in words. */
import { maskDeep, maskText } from '../../core/mask.ts'
import type { ListedSource } from '../../db/source-list.ts'
import { took } from '../cli/output.ts'
import { nameOf } from './handlers/parts.ts'
import type { Draft } from './reply.ts'
import type { Source } from './schemas/sources.ts'

export function sourceView(row: ListedSource, now: Date): Draft<Source> {
  const { failures, enabled, polledAt, days, failureText, hostBlockedUntil, nextPollAt } = row
  const health = !enabled ? 'paused' : failures > 0 ? 'failing' : polledAt === null ? 'new' : 'ok'
  const isBlocked = hostBlockedUntil !== null && hostBlockedUntil > now
  return {
    id: row.id,
    url: maskText(row.url),
    title: row.title,
    name: nameOf(row.title, row.url),
    siteUrl: row.siteUrl && maskText(row.siteUrl),
    group: row.group,
    kind: row.kind,
    selector: row.selector,
    origin: row.origin,
    enabled,
    disabledReason: row.disabledReason && maskText(row.disabledReason),
    health,
    failures,
    failingSince: health === 'failing' ? row.failingSince : null,
    failureKind: health === 'failing' ? row.failureKind : null,
    failureText: health === 'failing' ? failureText && maskText(failureText) : null,
    httpStatus: row.httpStatus,
    addedAt: row.addedAt,
    polledAt,
    succeededAt: row.succeededAt,
    nextPollAt: isBlocked && nextPollAt !== null && hostBlockedUntil > nextPollAt ? hostBlockedUntil : nextPollAt,
    nextPollWhy: enabled ? whyThen(row, isBlocked) : null,
    polling: row.isPolling,
    intervalS: row.intervalS,
    lastRunId: row.runId,
    articles: row.articles,
    unread: row.unread,
    days,
    perDay: Math.round((10 * days.reduce((sum, n) => sum + n, 0)) / days.length) / 10,
    ownSettings: maskDeep(row.ownSettings) as Record<string, never>,
  }
}

function whyThen({ failures, intervalS }: ListedSource, isBlocked: boolean): string | null {
  if (isBlocked) return 'its host asked to be left alone until then'
  if (failures > 0) return failures === 1 ? 'after a failure' : `after ${failures} failures in a row`
  return intervalS === null ? null : `every ${took(intervalS * 1_000)}`
}
