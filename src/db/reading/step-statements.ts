/** One batch of steps as statements: the locks first, the readings' own rows last. Their number is the same for any number of steps (law 2). */
import { uuidV8 } from '../../core/identity.ts'
import { isTerminal, type NotePurpose, type StageEvent, type Step, stageOrder } from '../../core/reading.ts'
import { uuids } from '../binary.ts'
import { type Budgets, claimPurchases, insertCalls, purchaseIdsOf, settlePurchases } from '../ledger.ts'
import { type Statement, sql } from '../statement.ts'
import { type Column, rowsAs, sortedIds } from './rows.ts'
import {
  each,
  holding,
  insertAliases,
  insertArticles,
  insertExtractions,
  insertFetches,
  insertNotes,
  type KeyedStep,
  type Of,
} from './step-rows.ts'

/** The key tells a step that comes twice from one that comes late. Made of what is unique in a step already; its texts are not hashed. */
export function keyed(step: Step): KeyedStep {
  const { readingId, leaseVersion, status, events, fetches, extraction, aliases, calls, purchases, notes, claims } =
    step
  const parts = [
    [readingId, leaseVersion, status, extraction?.contentHash, step.failure, step.park],
    events.map(event => [event.stage, event.at]),
    [...fetches, ...aliases, ...calls, ...notes].map(one => one.id),
    purchases.map(one => [one.id, one.version, one.state]),
    claims.map(purchaseIdsOf),
  ]
  return { step, key: uuidV8(`step:${JSON.stringify(parts)}`) }
}

/** `claims` is the place of the statement that answers them; the last statement's rows are the places of the steps that were stored. */
export async function stepStatements(
  batch: readonly KeyedStep[],
  worker: string,
  budgets: Budgets,
): Promise<{ statements: Statement[]; claims: number }> {
  const before = [
    await lock(batch, budgets),
    await moveToKnown(batch),
    await insertArticles(batch),
    await insertAliases(batch),
    await insertFetches(batch),
    await insertExtractions(batch),
    await insertNotes(batch),
    // Not only of the steps that hold: a call was paid for whoever has the lease now, and a purchase has a fence of its own.
    // Thrown away they would be missing in the budget, and the next one would buy the same again.
    await insertCalls(batch.flatMap(({ step }) => step.calls.map(call => ({ readingId: step.readingId, call })))),
    await settlePurchases(batch.flatMap(({ step }) => step.purchases)),
  ]
  const claims = batch.flatMap(({ step, key }, at) =>
    step.claims.map((claim, place) => ({ step: at, place, leaseVersion: step.leaseVersion, stepKey: key, claim })),
  )
  const statements = [
    ...before,
    claimPurchases(claims, worker, budgets),
    await insertEvents(batch),
    await moveReadings(batch),
    await storedSteps(batch),
  ]
  return { statements, claims: before.length }
}

/**
 * The page may turn out to be another article than its address said: a redirect led to it, or it is stored already under another of
 * its addresses. Then the reading goes on as that article's, and the address it came by becomes an alias, so that one article never
 * stands there twice. Not where the address has an article of its own, and not on the word of a page whose template may name one
 * address for all: then the titles must agree too.
 */
async function moveToKnown(batch: readonly KeyedStep[]): Promise<Statement> {
  const rows = each(batch, ({ aliases, article }) => [
    ...(article === null ? [] : [{ id: article.id, reason: 'a redirect led there', certain: true, leads: true }]),
    ...aliases.map(alias => ({ ...alias, leads: false })),
  ])
  const columns: readonly Column<(typeof rows)[number]>[] = [
    ['alias_id', 'uuid', one => one.it.id],
    ['reason', 'text', one => one.it.reason],
    ['certain', 'bool', one => one.it.certain],
    ['leads', 'bool', one => one.it.leads],
    ['title', 'text', one => one.keyed.step.article?.title ?? null],
  ]
  return sql`with known as (
      select distinct on (r.id) r.id, r.article_id as was, r.url, target.id as article_id, said.reason
      from ${await holding(columns, rows)}
      cross join lateral (select coalesce((select article_id from url_aliases where alias_id = said.alias_id), said.alias_id) as id) target
      left join articles a on a.id = target.id
      where target.id <> r.article_id
        and (said.leads or a.id is not null and (said.certain or lower(a.title) = lower(said.title)))
        and not exists (select from articles own where own.id = r.article_id)
        and not exists (select from readings o where o.article_id = target.id and o.due_at is not null
          and o.language = r.language and o.depth = r.depth and (o.edition = '') = (r.edition = ''))
      order by r.id, said.leads desc, said.certain desc, said.alias_id
    ), moved as (
      update readings r set article_id = known.article_id from known where r.id = known.id returning r.id
    ), asked as (
      update requests q set article_id = known.article_id from known where q.reading_id = known.id
    )
    insert into url_aliases (alias_id, article_id, url, reason)
    select distinct on (known.was) known.was, known.article_id, known.url, known.reason from known join moved on moved.id = known.id
    where not exists (select from url_aliases twin where twin.article_id = known.was)
    order by known.was
    on conflict do nothing`
}

async function lock(batch: readonly KeyedStep[], budgets: Budgets): Promise<Statement> {
  const steps = batch.map(({ step }) => step)
  const budgeted =
    (budgets.usdPerDay !== null || budgets.usdPerSourceDay !== null) && steps.some(step => step.claims.length > 0)
  const purchases = steps.flatMap(step => [...step.purchases.map(one => one.id), ...step.claims.flatMap(purchaseIdsOf)])
  return sql`select lock_steps(${budgeted}, ${await uuids(sortedIds(steps.map(step => step.readingId)))}::uuid[], ${await uuids(sortedIds(purchases))}::uuid[])`
}

/** A stage happens once: a second event of its number is not written. An end without its event gets one. */
async function insertEvents(batch: readonly KeyedStep[]): Promise<Statement> {
  const columns: readonly Column<Of<StageEvent>>[] = [
    ['seq', 'int', one => stageOrder[one.it.stage]],
    ['stage', 'text', one => one.it.stage],
    ['at', 'time', one => one.it.at],
    ['detail', 'json', one => one.it.detail],
  ]
  return sql`insert into reading_events (reading_id, seq, stage, at, detail)
    select said.reading_id, said.seq, said.stage, coalesce(said.at, now()), said.detail
    from ${await holding(columns, each(batch, eventsOf))} order by said.reading_id, said.seq
    on conflict do nothing`
}

function eventsOf(step: Step): readonly StageEvent[] {
  const { status, events, failure } = step
  if (status !== 'done' && status !== 'failed' && status !== 'cancelled') return events
  if (events.some(event => event.stage === status)) return events
  return [...events, { stage: status, at: events.at(-1)?.at ?? new Date(Number.NaN), detail: failure ?? {} }]
}

const stepColumns: readonly Column<KeyedStep>[] = [
  ['reading_id', 'uuid', one => one.step.readingId],
  ['lease_version', 'bigint', one => one.step.leaseVersion],
  ['step_key', 'uuid', one => one.key],
]

/**
 * The reading moves last, so that everything before judged the step by the same row. A step that is repeated moves nothing: by now
 * the reading may be parked. With its end, or when it is parked, the lease is given back.
 */
async function moveReadings(batch: readonly KeyedStep[]): Promise<Statement> {
  const noteOf = (step: Step, purpose: NotePurpose) => step.notes.find(note => note.purpose === purpose)?.id ?? null
  const columns: readonly Column<KeyedStep>[] = [
    ...stepColumns,
    ['status', 'text', one => one.step.status],
    ['ends', 'bool', one => one.step.status !== null && isTerminal(one.step.status)],
    ['content_hash', 'uuid', one => one.step.extraction?.contentHash ?? null],
    ['summary_id', 'uuid', one => noteOf(one.step, 'summary')],
    ['translation_id', 'uuid', one => noteOf(one.step, 'translation')],
    ['insights_id', 'uuid', one => noteOf(one.step, 'insights')],
    ['failed_stage', 'text', one => failureOf(one.step)?.stage ?? null],
    ['failure_kind', 'text', one => failureOf(one.step)?.kind ?? null],
    ['failure_text', 'text', one => failureOf(one.step)?.message ?? null],
    ['park_s', 'int', one => one.step.park?.waitS ?? null],
    ['park_reason', 'text', one => one.step.park?.reason ?? null],
    ['in_vain', 'bool', one => one.step.park?.attempt ?? false],
  ]
  return sql`update readings r set
      status = farther_status(r.status, said.status), attempts = case when said.in_vain then r.attempts else 0 end, steps = r.steps || said.step_key,
      content_hash = coalesce(said.content_hash, r.content_hash), summary_id = coalesce(said.summary_id, r.summary_id),
      translation_id = coalesce(said.translation_id, r.translation_id), insights_id = coalesce(said.insights_id, r.insights_id),
      failed_stage = said.failed_stage, failure_kind = said.failure_kind, failure_text = said.failure_text,
      waiting_reason = case when not said.ends then said.park_reason end,
      due_at = case when said.ends then null when said.park_s is null then r.due_at else now() + make_interval(secs => said.park_s) end,
      ended_at = case when said.ends then now() end,
      lease_until = case when said.ends or said.park_s is not null then null else r.lease_until end,
      leased_by = case when said.ends or said.park_s is not null then null else r.leased_by end
    from ${await rowsAs('said', columns, batch)}
    where r.id = said.reading_id and step_holds(said.reading_id, said.lease_version, said.step_key) and not said.step_key = any(r.steps)`
}

/** Only an end has failed: what was merely parked says why in its reason. */
function failureOf({ status, failure }: Step): Step['failure'] {
  return status === 'failed' ? failure : null
}

async function storedSteps(batch: readonly KeyedStep[]): Promise<Statement> {
  const places = batch.map((one, at) => ({ ...one, at }))
  const columns: readonly Column<(typeof places)[number]>[] = [...stepColumns, ['step', 'int', one => one.at]]
  return sql`select said.step from ${await rowsAs('said', columns, places)}
    join readings r on r.id = said.reading_id and r.lease_version = said.lease_version and said.step_key = any(r.steps)`
}
