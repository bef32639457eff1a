/** The ledger is the cache: claimed before the call, bought once, and every call a row (law 11). These statements ride in the transaction of a step. */
import { uuidV8 } from '../core/identity.ts'
import type { Call, Claim, ClaimAnswer, Purchase, PurchaseKey } from '../core/purchase.ts'
import type { Row } from './batch.ts'
import { type Column, namesOf, rowsAs, storableJson } from './reading/rows.ts'
import { type Statement, sql } from './statement.ts'

/** US dollars of a day (UTC, the database's clock), for everything and for each source; null: no limit. */
export type Budgets = Readonly<{ usdPerDay: number | null; usdPerSourceDay: number | null }>

/** The same purchase has the same id on every machine. */
export function purchaseId(key: PurchaseKey): string {
  const { contentHash, promptVersion, model, language, purpose, edition } = key
  return uuidV8(`purchase:${JSON.stringify([contentHash, promptVersion, model, language, purpose, edition])}`)
}

/** The purchases a claim may touch: one for each of its models. */
export function purchaseIdsOf(claim: Claim): string[] {
  return claim.models.map(model => purchaseId({ ...claim, model }))
}

/** A claim within a batch: the place of its step, its own place there, and the key by which it is known when it is repeated. */
export type PlacedClaim = Readonly<{ step: number; place: number; leaseVersion: number; stepKey: string; claim: Claim }>

/** One statement for all claims of a batch; a claim without models is refused by the database as bad data. Its rows: `readAnswer`. */
export function claimPurchases(claims: readonly PlacedClaim[], worker: string, budgets: Budgets): Statement {
  const said = claims.map(({ step, place, leaseVersion, stepKey, claim }) => {
    const ids = purchaseIdsOf(claim)
    return {
      step,
      place,
      reading_id: claim.readingId,
      lease_version: leaseVersion,
      step_key: stepKey,
      claim_key: uuidV8(`claim:${stepKey}:${place}`),
      source_id: claim.sourceId,
      id: ids[0],
      models: claim.models.map((model, at) => ({ id: ids[at], model })),
      content_hash: claim.contentHash,
      prompt_version: claim.promptVersion,
      language: claim.language,
      purpose: claim.purpose,
      edition: claim.edition,
      estimate_usd: Math.max(0, claim.estimateUsd),
      lease_s: claim.leaseS,
    }
  })
  return sql`select * from claim_purchases(${storableJson(said)}::jsonb, ${worker}, ${decimal(budgets.usdPerDay)}::numeric, ${decimal(budgets.usdPerSourceDay)}::numeric)`
}

function decimal(usd: number | null): string | null {
  return usd === null ? null : String(usd)
}

export function readAnswer(row: Row): ClaimAnswer {
  switch (row.verdict) {
    case 'mine':
      return { is: 'mine', purchaseId: row.purchase_id, model: row.model, version: row.version }
    case 'bought':
      return { is: 'bought', purchaseId: row.purchase_id, model: row.model, result: row.result }
    case 'budget':
      return { is: 'budget', waitS: row.wait_s, reason: row.reason }
    default:
      return { is: 'busy' }
  }
}

/** Fenced by the purchase's own version: only who claimed it last settles it, and only once. The rows are locked already (law 5). */
export async function settlePurchases(purchases: readonly Purchase[]): Promise<Statement> {
  const said = await rowsAs<Purchase>(
    'said',
    [
      ['id', 'uuid', one => one.id],
      ['version', 'bigint', one => one.version],
      ['state', 'text', one => one.state],
      ['result', 'json', one => one.result],
      ['cost_usd', 'number', one => one.costUsd],
    ],
    purchases,
  )
  return sql`update purchases p set state = said.state, result = case when said.state = 'bought' then said.result end,
      cost_usd = p.cost_usd + said.cost_usd, lease_until = null, at = now()
    from ${said} where p.id = said.id and p.version = said.version and p.state = 'claimed'`
}

export type CallOfReading = Readonly<{ readingId: string; call: Call }>

/** Whatever became of the reading: a call that was made has cost something, and the budget must know. */
export async function insertCalls(calls: readonly CallOfReading[]): Promise<Statement> {
  return sql`insert into llm_calls (${namesOf(callColumns)}, source_id)
    select ${namesOf(callColumns, 'said.')}, r.source_id from ${await rowsAs('said', callColumns, calls)}
    left join readings r on r.id = said.reading_id order by said.id
    on conflict do nothing`
}

const callColumns: readonly Column<CallOfReading>[] = [
  ['id', 'uuid', one => one.call.id],
  ['reading_id', 'uuid', one => one.readingId],
  ['purchase_id', 'uuid', one => one.call.purchaseId],
  ['purpose', 'text', one => one.call.purpose],
  ['provider', 'text', one => one.call.provider],
  ['model', 'text', one => one.call.model],
  ['mode', 'text', one => one.call.mode],
  ['attempt', 'int', one => one.call.attempt],
  ['started_at', 'time', one => one.call.startedAt],
  ['duration_ms', 'int', one => one.call.durationMs],
  ['tokens_in', 'bigint', one => one.call.tokensIn],
  ['tokens_out', 'bigint', one => one.call.tokensOut],
  ['cost_usd', 'number', one => one.call.costUsd],
  ['cost_known', 'bool', one => one.call.costKnown],
  ['http_status', 'int', one => one.call.httpStatus],
  ['finish_reason', 'text', one => one.call.finishReason],
  ['outcome', 'text', one => one.call.outcome],
  ['failure_kind', 'text', one => one.call.failure?.kind ?? null],
  ['failure_text', 'text', one => one.call.failure?.message ?? null],
  ['request', 'json', one => one.call.request],
  ['provider_request_id', 'text', one => one.call.providerRequestId],
]
