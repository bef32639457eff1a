/** A submission joins the work in progress, or is answered from the store, or begins a reading; whoever comes at the same time shares it. One round trip. */
import type { Accepted, Request } from '../../core/reading.ts'
import { texts, uuids } from '../binary.ts'
import type { Database } from '../database.ts'
import { type Encoded, type Statement, sql } from '../statement.ts'
import { type Column, namesOf, rowsAs } from './rows.ts'

/** With a key, a repeated submission gets the answer of the first one, under the first one's id. */
export type Submission = Request & Readonly<{ idempotencyKey?: string | null }>

/** Answers in order. Idempotent: the same request again, because its answer was lost, is answered as the first time. */
export async function submitRequests(database: Database, requests: readonly Submission[]): Promise<Accepted[]> {
  const ids = await uuids(requests.map(request => request.id))
  const keys = await texts(requests.map(keyOf))
  const results = await database.batch([
    await insertRequests(requests),
    raisePriority(ids),
    beginReadings(ids),
    tellAccepted(ids),
    resolve(ids),
    sql`select q.id as request_id, q.idempotency_key, q.reading_id, q.article_id, q.answered_by, r.status
      from requests q join readings r on r.id = q.reading_id
      where q.id = any(${ids}::uuid[]) or q.idempotency_key = any(${keys}::text[])`,
  ])
  const rows = results.at(-1) ?? []
  return requests.map(request => {
    const key = keyOf(request)
    const row =
      rows.find(one => one.request_id === request.id) ?? rows.find(one => key !== null && one.idempotency_key === key)
    if (row === undefined) throw new Error(`request ${request.id} was committed without its reading`)
    return {
      requestId: row.request_id,
      readingId: row.reading_id,
      articleId: row.article_id,
      status: row.status,
      answeredBy: row.answered_by,
    }
  })
}

function keyOf({ idempotencyKey }: Submission): string | null {
  return idempotencyKey ?? null
}

const columns: readonly Column<Submission>[] = [
  ['id', 'uuid', one => one.id],
  ['url', 'text', one => one.url],
  ['source_id', 'uuid', one => one.sourceId],
  ['origin', 'text', one => one.origin],
  ['depth', 'text', one => one.depth],
  ['language', 'text', one => one.language],
  ['forced', 'bool', one => one.force],
  ['idempotency_key', 'text', keyOf],
]

/** First of all, so that of two submissions with one key only one goes on. Sorted by what they can collide with (law 5). */
async function insertRequests(requests: readonly Submission[]): Promise<Statement> {
  const said = await rowsAs('said', [...columns, ['article_id', 'uuid', one => one.articleId]], requests)
  return sql`insert into requests (${namesOf(columns)}, article_id)
    select ${namesOf(columns, 'said.')}, coalesce(known.article_id, said.article_id)
    from ${said} left join url_aliases known on known.alias_id = said.article_id
    order by said.idempotency_key nulls last, said.id
    on conflict do nothing`
}

/** A person waits now for what a source asked for. Locked in order, before anything is inserted (law 5). */
function raisePriority(ids: Encoded): Statement {
  return sql`update readings set priority = 0 where id in (
      select r.id from requests q join readings r on r.article_id = q.article_id and r.language = q.language
      where q.id = any(${ids}::uuid[]) and q.origin <> 'source' and r.due_at is not null and r.priority > 0
      order by r.id for update of r)`
}

/** What may answer: the same language or no matter which, and at least as deep. */
const covers = sql`r.article_id = q.article_id and (r.language = q.language or q.depth = 'full_text')
  and (r.depth = q.depth or r.depth = 'summary') and (not q.forced or r.edition <> '')`
const active = sql`r.due_at is not null`
/** A reading that had to do without something, such as a translation for want of a model, is no answer to whoever asks again. */
const finished = sql`(r.status = 'done' and not q.forced
  and not exists (select from reading_events e where e.reading_id = r.id and e.stage = 'done' and e.detail ? 'without'))`

/** One reading for all who want the same; the unique index decides between rivals. */
function beginReadings(ids: Encoded): Statement {
  return sql`insert into readings (id, article_id, source_id, url, depth, language, edition, priority)
    select distinct on (q.article_id, q.language, q.depth, q.forced) q.id, q.article_id, q.source_id, q.url, q.depth, q.language,
      case when q.forced then q.id::text else '' end, case when q.origin = 'source' then 1 else 0 end
    from requests q
    where q.id = any(${ids}::uuid[]) and q.reading_id is null
      and not exists (select from readings r where ${covers} and (${active} or ${finished}))
    order by q.article_id, q.language, q.depth, q.forced, q.origin = 'source', q.id
    on conflict do nothing`
}

function tellAccepted(ids: Encoded): Statement {
  return sql`insert into reading_events (reading_id, seq, stage, at, detail)
    select r.id, 0, 'accepted', r.accepted_at, jsonb_build_object('origin', q.origin, 'url', q.url)
    from requests q join readings r on r.id = q.id where q.id = any(${ids}::uuid[]) order by r.id
    on conflict do nothing`
}

/** The own one, else a finished one, else the one at work; a reading that failed in this very moment was joined all the same. */
function resolve(ids: Encoded): Statement {
  return sql`update requests set reading_id = found.reading_id, answered_by = found.answered_by
    from (
      select q.id, best.reading_id, best.answered_by
      from requests q cross join lateral (
        select r.id as reading_id,
          case when r.id = q.id then 'new' when ${finished} then 'stored' else 'joined' end as answered_by
        from readings r where ${covers}
        order by r.id = q.id desc, ${finished} desc, ${active} desc, r.accepted_at desc, r.id limit 1
      ) best
      where q.id = any(${ids}::uuid[]) and q.reading_id is null
    ) found
    where requests.id = found.id`
}
