/** Sources as people see them: what is followed, how it fares, and when it is asked next. */
import { z } from 'zod'
import { address, cursor, groupName, id, limit, pageOf, tally, time } from './common.ts'

const kind = z.enum(['feed', 'sitemap', 'page', 'hackernews', 'reddit'])
const keywords = z.array(z.string().min(1).max(500)).max(1_000)

/** What can be said for one source alone; absent asks its group, then the defaults. */
const ownSettings = z.object({
  include: keywords.optional(),
  exclude: keywords.optional(),
  windowDays: z.number().min(0.04).max(3_650).nullable().optional(),
  intervalS: z.int().min(60).max(2_592_000).optional(),
  read: z.enum(['off', 'full_text', 'summary']).optional(),
})

export const source = z
  .object({
    id,
    url: z.string().meta({ description: 'Without credentials and tokens.' }),
    title: z.string().nullable(),
    name: z.string().meta({ description: 'The title, or the host where there is none.' }),
    siteUrl: z.string().nullable(),
    group: z.string().nullable(),
    kind: z.string(),
    selector: z.string().nullable(),
    origin: z.enum(['file', 'user', 'demo']),
    enabled: z.boolean(),
    disabledReason: z.string().nullable(),
    health: z.enum(['ok', 'failing', 'paused', 'new']),
    failures: z.int().meta({ description: 'In a row.' }),
    failingSince: time.nullable(),
    failureKind: z.string().nullable(),
    failureText: z.string().nullable(),
    httpStatus: z.int().nullable().meta({ description: 'Of the last poll.' }),
    addedAt: time,
    polledAt: time.nullable(),
    succeededAt: time.nullable(),
    nextPollAt: time.nullable(),
    nextPollWhy: z.string().nullable().meta({ description: 'In words: `every 38 min`, `after 3 failures in a row`.' }),
    polling: z.boolean().meta({ description: 'A worker has it right now.' }),
    intervalS: z.int().nullable(),
    lastRunId: id.nullable(),
    articles: z.int(),
    unread: z.int(),
    days: z.array(z.int()).length(14).meta({ description: 'Articles of each of the last 14 days (UTC), today last.' }),
    perDay: z.number().meta({ description: 'The mean of `days`, to one decimal.' }),
    ownSettings: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'Source' })
export type Source = z.infer<typeof source>

export const sourceList = pageOf(source)
  .extend({ counts: z.object({ all: z.int(), failing: z.int(), paused: z.int() }) })
  .meta({ id: 'SourceList' })
export type SourceList = z.infer<typeof sourceList>

/** What the table of sources is ordered by; with `-`, from its end. */
export const sourceOrders = ['name', '-name', 'days', '-days', 'last', '-last', 'health', '-health'] as const
export const sourceQuery = z.object({
  state: z.enum(['all', 'failing', 'paused', 'ok', 'new']).default('all'),
  group: groupName.optional(),
  q: z.string().max(200).optional().meta({ description: 'Part of the title or the address.' }),
  sort: z.enum(sourceOrders).default('name').meta({
    description:
      'By name, by articles of the last 14 days, by the last poll, or by health, beginning with what has failed most often; with `-`, the other way round.',
  }),
  cursor: cursor.optional(),
  limit,
})

export const foundFeed = z
  .object({ url: z.string(), title: z.string().nullable(), format: z.string().nullable() })
  .meta({ id: 'FoundFeed' })

export const discoverRequest = z.strictObject({ url: address })
export const discovery = z
  .object({
    /** The canonical form of what was asked for. */
    url: z.string(),
    /** What to follow, best first; empty: the page has no feed. */
    feeds: z.array(foundFeed),
    /** How the address would be followed: a feed unless the address tells otherwise. */
    kind,
    /** It is followed already. */
    known: source.nullable(),
    /** Without a feed, Winnow can watch the page for new links: add it with kind `page`. */
    canWatch: z.boolean(),
  })
  .meta({ id: 'Discovery' })
export type Discovery = z.infer<typeof discovery>

export const addSource = z.strictObject({
  url: address,
  title: z.string().min(1).max(1_000).optional(),
  group: groupName.optional(),
  kind: kind.optional().meta({ description: 'Absent: what the address tells.' }),
  selector: z.string().min(1).max(500).optional().meta({ description: 'Kind `page`: which links count.' }),
  discover: z
    .boolean()
    .default(true)
    .meta({ description: 'Look for the feed of a page; false takes the address as it is.' }),
  endDemo: z.boolean().default(false).meta({ description: 'End the demo news stand, and take its articles away.' }),
  settings: ownSettings.strict().optional(),
})

export const addedSource = z
  .object({
    /** False: it was a source already. */
    added: z.boolean(),
    source,
    correlationId: id,
  })
  .meta({ id: 'AddedSource' })

/** What is absent stays as it is; null takes it away. */
export const changeSource = z.strictObject({
  title: z.string().min(1).max(1_000).nullable().optional(),
  group: groupName.nullable().optional(),
  enabled: z.boolean().optional(),
  reason: z.string().min(1).max(300).optional().meta({ description: 'Why it is paused.' }),
  settings: ownSettings.strict().optional().meta({ description: 'Replaces all that was said for it.' }),
})

export const removeQuery = z.object({ withArticles: z.enum(['true', 'false']).default('false') })
export const removed = z
  .object({ removed: z.int(), articlesRemoved: z.boolean(), correlationId: id })
  .meta({ id: 'RemovedSource' })

export const polledNow = z
  .object({
    correlationId: id,
    started: z.boolean().meta({ description: 'False: no worker runs here; it is due at once.' }),
  })
  .meta({ id: 'PolledNow' })

export const group = z
  .object({
    name: z.string(),
    sources: z.int(),
    unread: z.int(),
    failing: z.int(),
    markReadOnScroll: z.boolean(),
    position: z.int().nullable(),
  })
  .meta({ id: 'Group' })
export type Group = z.infer<typeof group>
export const groupList = z.object({ items: z.array(group) }).meta({ id: 'GroupList' })
export const changeGroup = z.strictObject({
  name: groupName.optional().meta({ description: 'Renames it; a name that exists joins the two.' }),
  markReadOnScroll: z.boolean().optional(),
  position: z.int().min(0).max(10_000).nullable().optional(),
})

export const run = z
  .object({
    id: id.meta({ description: 'The correlation id of the poll.' }),
    source: z.object({ id, name: z.string(), url: z.string() }),
    worker: z.string(),
    startedAt: time,
    durationMs: z.int(),
    httpStatus: z.int().nullable(),
    bytes: z.int(),
    notModified: z.boolean(),
    failureKind: z.string().nullable(),
    failureText: z.string().nullable(),
    complete: z.boolean(),
    tally,
  })
  .meta({ id: 'Run' })
export type Run = z.infer<typeof run>
export const runList = pageOf(run).meta({ id: 'RunList' })
export const runQuery = z.object({
  source: id.optional(),
  failed: z.enum(['true', 'false']).optional(),
  cursor: cursor.optional(),
  limit,
})
export const runDetail = run
  .extend({
    chunks: z.array(tally.extend({ chunk: z.int(), last: z.boolean(), storedAt: time })),
    decisions: z.array(
      z.object({
        outcome: z.string(),
        reason: z.string(),
        url: z.string().nullable(),
        title: z.string().nullable(),
        at: time,
      }),
    ),
  })
  .meta({ id: 'RunDetail' })

export const rejection = z
  .object({
    entryId: id,
    source: z.object({ id, name: z.string(), url: z.string() }),
    runId: id,
    reason: z.string(),
    sqlState: z.string().nullable(),
    url: z.string().nullable(),
    title: z.string().nullable(),
    entries: z.int().meta({ description: 'More than 1: a whole chunk was refused.' }),
    at: time,
  })
  .meta({ id: 'Rejection' })
export const rejectionList = pageOf(rejection).meta({ id: 'RejectionList' })
export const rejectionQuery = z.object({ source: id.optional(), run: id.optional(), cursor: cursor.optional(), limit })
