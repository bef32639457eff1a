/** OPML imports, in batches and with their progress. An import that a restart ends is simply begun again: what is known is passed over. */
import { randomUUID } from 'node:crypto'
import type { Outcome } from '../../core/failure.ts'
import { ok } from '../../core/failure.ts'
import { sourceId } from '../../core/identity.ts'
import { maskText } from '../../core/mask.ts'
import { auditStatement } from '../../db/audit.ts'
import type { Database } from '../../db/database.ts'
import { knownSources, type NewSource, putSources } from '../../db/sources.ts'
import type { Log } from '../../log.ts'
import { decode } from '../../parse/decode.ts'
import { type OpmlSource, parseOpml } from '../../parse/opml.ts'
import { lineOf } from '../cli/add.ts'
import { feedAddress, withoutCredentials } from '../cli/feed-address.ts'
import type { Abilities } from './options.ts'
import type { ImportJob } from './schemas/access.ts'

export type Imports = Readonly<{
  /** The import runs on by itself; `malformed` or `tooLarge` when the file is no OPML. */
  begin(
    file: Uint8Array,
    options: Readonly<{ group: string | null; actor: string; correlationId: string }>,
  ): Outcome<ImportJob>
  find(id: string): ImportJob | null
  /** Ends after the batch at work. */
  close(): Promise<void>
}>

const BATCH = 500
/** Imports remembered, and refusals of one named. */
const KEPT = 20
const NAMED = 100

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

export function createImports(database: Database, abilities: Pick<Abilities, 'mayAsk'>, log: Log): Imports {
  const jobs = new Map<string, Mutable<ImportJob>>()
  const running = new Set<Promise<void>>()
  let closing = false

  async function run(job: Mutable<ImportJob>, list: readonly OpmlSource[], options: Parameters<Imports['begin']>[1]) {
    const { actor, correlationId } = options
    try {
      for (let at = 0; at < list.length; at += BATCH) {
        if (closing) throw new Error('Winnow is stopping; a second import goes on where this ended.')
        const slice = list.slice(at, at + BATCH)
        const sources = slice.flatMap(one => sourceOf(one, options.group, job))
        const known = await knownSources(
          database,
          sources.map(source => source.id),
        )
        const fresh = sources.filter(source => !known.has(source.id))
        const detail = { sources: fresh.length }
        if (fresh.length > 0)
          await putSources(database, fresh, [
            auditStatement({ actor, action: 'sources.imported', subject: null, correlationId, detail }),
          ])
        job.added += fresh.length
        job.known += known.size
        job.done += slice.length
      }
      job.state = 'done'
    } catch (error) {
      log.event('warn', 'job.failed', { correlationId, error, stage: 'import' })
      job.error = closing
        ? (error as Error).message
        : 'The database is not answering. Import the file again: it goes on where this ended.'
      job.state = 'failed'
    }
  }

  function sourceOf(feed: OpmlSource, group: string | null, job: Mutable<ImportJob>): NewSource[] {
    const url = feedAddress(feed.url)
    const allowed = url === null ? null : abilities.mayAsk(withoutCredentials(url).href)
    if (url !== null && allowed?.ok === true)
      return [
        {
          id: sourceId(url),
          url,
          title: lineOf(feed.title, 1_000),
          group: lineOf(group ?? feed.group, 100),
          origin: 'user',
          ownSettings: {},
          enabled: true,
        },
      ]
    job.refusedCount++
    const reason = allowed === null || allowed.ok ? 'not an http or https address' : allowed.failure.message
    if (job.refused.length < NAMED) job.refused.push({ url: maskText(feed.url).slice(0, 200), reason })
    return []
  }

  return {
    begin(file, options) {
      const parsed = parseOpml(decode(file, 'text/xml'))
      if (!parsed.ok) return parsed
      const list = once(parsed.value)
      const job: Mutable<ImportJob> = {
        id: randomUUID(),
        state: 'running',
        feeds: list.length,
        done: 0,
        added: 0,
        known: 0,
        refused: [],
        refusedCount: 0,
        error: null,
      }
      jobs.set(job.id, job)
      const [oldest] = jobs.keys()
      if (jobs.size > KEPT && oldest !== undefined) jobs.delete(oldest)
      const work = run(job, list, options).finally(() => running.delete(work))
      running.add(work)
      return ok(job)
    },
    find: id => jobs.get(id) ?? null,
    async close() {
      closing = true
      await Promise.all(running)
    },
  }
}

/** Two spellings of one address are one source. */
function once(list: readonly OpmlSource[]): OpmlSource[] {
  const byAddress = new Map<string, OpmlSource>()
  for (const feed of list) {
    const key = feedAddress(feed.url) ?? feed.url
    if (!byAddress.has(key)) byAddress.set(key, feed)
  }
  return [...byAddress.values()]
}
