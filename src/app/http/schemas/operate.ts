/** The control room: how it goes, what it costs, and why something is as it is. */
import { z } from 'zod'
import { articleItem } from './articles.ts'
import { address, id, time } from './common.ts'

export const operateQuery = z.object({ range: z.enum(['1h', '24h', '7d', '30d']).default('24h') })

const counted = z.array(z.int())
const measured = z.array(z.number().nullable())

export const operate = z
  .object({
    range: z.enum(['1h', '24h', '7d', '30d']),
    bucketS: z.int(),
    /** Where each bucket begins; all series have as many values. */
    at: z.array(time),
    balance: z.object({
      offered: counted,
      saved: counted,
      duplicate: counted,
      old: counted,
      filtered: counted,
      rejected: counted,
    }),
    polls: counted,
    latency: z
      .object({ p50Ms: measured, p95Ms: measured })
      .meta({ description: 'Of polls, network and parsing; null: no poll.' }),
    failures: z.array(z.object({ kind: z.string(), count: z.int(), sources: z.int() })),
    cost: z.object({
      days: z.array(z.object({ day: z.iso.date(), usd: z.number() })),
      budgetUsd: z.number().nullable(),
    }),
    /** The sentence on top: what needs a look, the most urgent first; empty: all is well. */
    attention: z.array(
      z.object({
        kind: z.enum(['failing', 'rejected', 'budget', 'database', 'balance', 'queue']),
        text: z.string(),
        count: z.int(),
      }),
    ),
  })
  .meta({ id: 'Operate' })
export type Operate = z.infer<typeof operate>

const gauge = z.object({ used: z.int(), limit: z.int(), waiting: z.int() })
export const live = z
  .object({
    now: z.object({
      slots: gauge.meta({ description: 'Network calls in flight.' }),
      pool: gauge.meta({ description: 'Database connections lent out.' }),
      handOver: z.object({ rows: z.int(), bytes: z.int(), limitRows: z.int(), limitBytes: z.int() }),
      queue: z.int().meta({ description: 'Readings that wait or are at work, and sources that are due.' }),
    }),
    /** One a second, oldest first, at most 600: shares of the limit from 0 to 1, and the depth of the queue. */
    samples: z.object({
      at: z.array(time),
      slots: z.array(z.number()),
      pool: z.array(z.number()),
      queue: counted,
      held: counted,
    }),
  })
  .meta({ id: 'Live', description: 'Slots against the pool: the proof of the decoupling, of this process.' })
export type Live = z.infer<typeof live>

export const costQuery = z.object({ days: z.coerce.number<number | string>().int().min(1).max(365).default(30) })
const spent = {
  usd: z.number(),
  calls: z.int(),
  failed: z.int(),
  tokensIn: z.int(),
  tokensOut: z.int(),
  unknownCost: z.int().meta({ description: 'Calls whose price nobody knows; they count as 0.' }),
}
export const costs = z
  .object({
    days: z.array(z.object({ day: z.iso.date(), ...spent })),
    models: z.array(z.object({ model: z.string(), ...spent })),
    purposes: z.array(z.object({ purpose: z.string(), ...spent })),
    sources: z.array(z.object({ id: id.nullable(), name: z.string(), ...spent })),
    budget: z.object({
      perDayUsd: z.number().nullable(),
      todayUsd: z.number(),
      leftUsd: z.number().nullable(),
      waiting: z.int().meta({ description: 'Articles that wait for the budget.' }),
      resetsAt: time,
    }),
  })
  .meta({ id: 'Costs' })
export type Costs = z.infer<typeof costs>

export const whyQuery = z
  .object({
    url: address.optional(),
    id: id.optional().meta({ description: 'Of an article, a poll or a submission.' }),
  })
  .refine(({ url, id: one }) => (url === undefined) !== (one === undefined), 'Give either `url` or `id`.')

export const why = z
  .object({
    subject: z.object({
      kind: z.enum(['article', 'run', 'submission', 'entry', 'unknown']),
      id: id.nullable(),
      url: z.string().nullable(),
    }),
    /** One sentence: what became of it. */
    verdict: z.string(),
    article: articleItem.nullable(),
    /** Oldest first. */
    moments: z.array(
      z.object({
        at: time.nullable(),
        kind: z.string(),
        state: z.enum(['ok', 'stop', 'failed', 'note']),
        text: z.string(),
        correlationId: id.nullable(),
        source: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'Why' })
export type Why = z.infer<typeof why>

export const status = z
  .object({
    version: z.string(),
    engine: z.enum(['postgres', 'pglite']),
    sources: z.object({
      total: z.int(),
      enabled: z.int(),
      failing: z.int(),
      paused: z.int(),
      polling: z.int(),
      due: z.int(),
      demo: z.int(),
    }),
    articles: z.int(),
    nextPollAt: time.nullable(),
    demo: z.object({ running: z.boolean(), allowed: z.boolean() }),
    balanceBroken: z.int(),
  })
  .meta({ id: 'Status' })
