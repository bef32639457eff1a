/** The control room: counted by the database, worded here. */
import { maskText } from '../../../core/mask.ts'
import { listAudit } from '../../../db/audit.ts'
import { type CostRow, listCosts, readBudget } from '../../../db/costs.ts'
import { type Attention, readAttention, readOverview, readSeries } from '../../../db/operate.ts'
import { listRejections } from '../../../db/rejections.ts'
import { listChunks, listDecisions, listRuns, type RunRow } from '../../../db/runs.ts'
import { counted } from '../../cli/output.ts'
import { answer, type Handlers, problem } from '../reply.ts'
import { badCursor, cursorOf, nameOf, nextOf, type Parts, readCursor, readPosition } from './parts.ts'

/** Bucket and number of buckets; so wide that a chart of 60 to 180 points is drawn. */
const ranges = {
  '1h': [60, 60],
  '24h': [900, 96],
  '7d': [7_200, 84],
  '30d': [21_600, 120],
} as const

export function operateHandlers({ database, settings, abilities, sampler, ticker, clock }: Parts) {
  return {
    async getStatus() {
      const { sources, articles, nextPollAt, hasDemo } = await readOverview(database)
      const { balanceBroken } = await readAttention(database)
      return answer({
        version: settings.version,
        engine: database.engine,
        sources,
        articles,
        nextPollAt,
        // The stand may be another process's.
        demo: { running: hasDemo || abilities.isDemoRunning(), allowed: settings.demoAllowed },
        balanceBroken,
      })
    },

    async listRuns({ query }) {
      const after = readPosition(query.cursor)
      if (after === null) return problem(400, badCursor)
      const filter = {
        sourceIds: query.source === undefined ? undefined : [query.source],
        failed: query.failed === 'true',
      }
      const page = await listRuns(database, filter, { limit: query.limit, after })
      return answer({ items: page.rows.map(runView), next: nextOf(page.next) })
    },

    async getRun({ params }) {
      const [run] = (await listRuns(database, { ids: [params.id] }, { limit: 1 })).rows
      if (run === undefined) return problem(404, 'There is no such run; old ones are pruned.')
      const [chunks, decisions] = await Promise.all([
        listChunks(database, params.id),
        listDecisions(database, { runId: params.id }, 1_000),
      ])
      return answer({
        ...runView(run),
        chunks,
        decisions: decisions.map(({ outcome, reason, url, title, decidedAt: at }) => ({
          outcome,
          reason,
          url,
          title,
          at,
        })),
      })
    },

    async listRejections({ query }) {
      const [at = '', id = ''] = query.cursor === undefined ? [] : (readCursor(query.cursor, 2) ?? [])
      if (query.cursor !== undefined && id === '') return problem(400, badCursor)
      const filter = { sourceIds: query.source === undefined ? undefined : [query.source], runId: query.run }
      const after = query.cursor === undefined ? undefined : { at, id }
      const page = await listRejections(database, filter, { limit: query.limit, after })
      return answer({
        items: page.rows.map(row => ({
          entryId: row.entryId,
          source: sourceOf(row),
          runId: row.runId,
          reason: row.reason,
          sqlState: row.sqlState,
          url: row.url,
          title: row.title,
          entries: row.entries,
          at: row.rejectedAt,
        })),
        next: nextOf(page.next),
      })
    },

    async getCosts({ query }) {
      const since = new Date(clock().getTime() - query.days * 86_400_000)
      const [days, models, purposes, sources, budget] = await Promise.all([
        ...(['day', 'model', 'purpose', 'source'] as const).map(by => listCosts(database, by, { since })),
        readBudget(database, { usdPerDay: settings.budgetPerDayUsd }),
      ] as const as [
        Promise<CostRow[]>,
        Promise<CostRow[]>,
        Promise<CostRow[]>,
        Promise<CostRow[]>,
        ReturnType<typeof readBudget>,
      ])
      return answer({
        days: days.map(row => ({ day: row.key ?? '', ...spent(row) })),
        models: models.map(row => ({ model: row.label, ...spent(row) })),
        purposes: purposes.map(row => ({ purpose: row.label, ...spent(row) })),
        sources: sources.map(row => ({ id: row.key, name: maskText(row.label), ...spent(row) })),
        budget: {
          perDayUsd: budget.limitUsd,
          todayUsd: budget.spentUsd,
          leftUsd: budget.leftUsd,
          waiting: budget.waiting,
          resetsAt: budget.resetsAt,
        },
      })
    },

    async getOperate({ query }) {
      const [bucketS, buckets] = ranges[query.range]
      const [{ buckets: series, failures, costs }, attention] = await Promise.all([
        readSeries(database, bucketS, buckets),
        readAttention(database),
      ])
      const each = <T>(of: (bucket: (typeof series)[number]) => T) => series.map(of)
      return answer({
        range: query.range,
        bucketS,
        at: each(bucket => bucket.at),
        balance: {
          offered: each(bucket => bucket.offered),
          saved: each(bucket => bucket.saved),
          duplicate: each(bucket => bucket.duplicate),
          old: each(bucket => bucket.old),
          filtered: each(bucket => bucket.filtered),
          rejected: each(bucket => bucket.rejected),
        },
        polls: each(bucket => bucket.polls),
        latency: { p50Ms: each(bucket => bucket.p50Ms), p95Ms: each(bucket => bucket.p95Ms) },
        failures,
        cost: { days: costs, budgetUsd: settings.budgetPerDayUsd },
        attention: attentionOf(attention, ticker.isDatabaseUp()),
      })
    },

    getLive() {
      const { slots, pool, handOver } = abilities.gauges()
      const samples = sampler.samples()
      return answer({
        now: { slots, pool, handOver, queue: sampler.queue() },
        samples: {
          at: samples.map(one => one.at),
          slots: samples.map(one => one.slots),
          pool: samples.map(one => one.pool),
          queue: samples.map(one => one.queue),
          held: samples.map(one => one.held),
        },
      })
    },

    async listAudit({ query }) {
      const after = readPosition(query.cursor)
      if (after === null) return problem(400, badCursor)
      const page = await listAudit(database, { limit: query.limit, after })
      return answer({
        items: page.rows as never,
        next: page.next === null ? null : cursorOf([page.next.at, page.next.id]),
      })
    },
  } satisfies Partial<Handlers>
}

function runView(run: RunRow) {
  const { id, worker, startedAt, durationMs, httpStatus, bytes, notModified, failureKind, failureText, complete } = run
  const { offered, saved, duplicate, old, filtered, rejected } = run
  return {
    id,
    source: sourceOf(run),
    worker,
    startedAt,
    durationMs,
    httpStatus,
    bytes: Number(bytes),
    notModified,
    failureKind,
    failureText: failureText && maskText(failureText),
    complete,
    tally: { offered, saved, duplicate, old, filtered, rejected },
  }
}

function sourceOf(row: Readonly<{ sourceId: string; sourceTitle: string | null; sourceUrl: string | null }>) {
  return { id: row.sourceId, name: nameOf(row.sourceTitle, row.sourceUrl), url: maskText(row.sourceUrl ?? '') }
}

function spent({ costUsd, calls, failed, tokensIn, tokensOut, unknownCost }: CostRow) {
  return { usd: costUsd, calls, failed, tokensIn, tokensOut, unknownCost }
}

/** The most urgent first. */
function attentionOf(found: Attention, isDatabaseUp: boolean) {
  const { failing, rejected, balanceBroken, waitingForBudget } = found
  const all = [
    { kind: 'database', count: isDatabaseUp ? 0 : 1, text: 'The database is not answering.' },
    {
      kind: 'balance',
      count: balanceBroken,
      text: `${counted(balanceBroken, 'poll')} of the last day do not add up: a bug, please report it.`,
    },
    { kind: 'failing', count: failing, text: `${counted(failing, 'source')} failing.` },
    { kind: 'budget', count: waitingForBudget, text: `${counted(waitingForBudget, 'article')} waiting to be read.` },
    { kind: 'rejected', count: rejected, text: `${counted(rejected, 'entry', 'entries')} rejected in the last day.` },
  ] as const
  return all.filter(one => one.count > 0)
}
