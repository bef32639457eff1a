/** A look at a source before it is followed, by the way it will be polled: fetched in a slot, parsed in a thread. */
import type { Config } from '../../config.ts'
import type { Article } from '../../core/article.ts'
import type { Feed } from '../../core/entry.ts'
import { type Outcome, ok } from '../../core/failure.ts'
import { sourceId } from '../../core/identity.ts'
import type { Validators } from '../../core/source.ts'
import { makeStorable } from '../../core/storable.ts'
import { createGate } from '../../net/gate.ts'
import { type FetchedSource, fetchSource, type PolledSource } from '../../net/kinds/source.ts'
import { createRobots } from '../../net/robots.ts'
import { joinFeeds } from '../../parse/kinds/join.ts'
import type { Job } from '../../parse/messages.ts'
import { createParser } from '../../parse/pool.ts'
import { CommandError, type Context, exitCodes } from '../context.ts'
import type { Wanted } from './kind-options.ts'
import { withNetwork } from './network.ts'
import { address, clean, counted, table } from './output.ts'

export type Seen = Readonly<{
  title: string | null
  /** As they would be stored, before any filter. */
  articles: readonly Article[]
  /** Entries that could not be stored. */
  rejected: number
  /** Documents of the source that did not answer, or could not be read. */
  skipped: number
}>

/** What a look needs of the two banks. */
export type Eyes = Readonly<{
  fetch: (source: PolledSource) => Promise<Outcome<FetchedSource>>
  parse: (job: Job) => Promise<Outcome<Feed>>
}>

/** Opens network and parser for one look. */
export async function look({ config, stop }: Pick<Context, 'config' | 'stop'>, wanted: Wanted): Promise<Outcome<Seen>> {
  const parser = createParser({ workers: 1, deadlineMs: PARSE_DEADLINE_MS })
  try {
    return await withNetwork(config, ({ get }) => {
      // Each request takes a slot of the command's own gate; this one is for the source as a whole.
      const whole = createGate({ name: 'look', limit: 1 }).limited(fetchSource)
      const http = { get: (_slot: unknown, request: Parameters<typeof get>[0]) => get(request), close: async () => {} }
      const robots = createRobots({ http, userAgent: config.fetch.userAgent })
      const options = { robots, signal: stop, totalMs: config.fetch.timeoutMs }
      return see(
        { fetch: source => whole(http, source, nothing, options), parse: job => parser.parse(job) },
        config,
        wanted,
      )
    })
  } finally {
    await parser.close()
  }
}

/** One visit. Typed by a person, the source is trusted with nothing. */
export async function see(eyes: Eyes, { fetch }: Pick<Config, 'fetch'>, wanted: Wanted): Promise<Outcome<Seen>> {
  const { kind, url, selector } = wanted
  const fetched = await eyes.fetch({ kind, url, origin: 'user', settings: { maxBytes: fetch.maxBytes } })
  if (!fetched.ok) return fetched
  const documents: Outcome<Feed>[] = []
  for (const { body: bytes, contentType, url: found } of fetched.value.parts)
    documents.push(await eyes.parse({ bytes, contentType, url: found, kind, selector }))
  const feed = joinFeeds(documents)
  if (!feed.ok) return feed
  const unread = documents.filter(document => !document.ok).length
  return ok({ title: feed.value.title, ...stored(feed.value, url), skipped: fetched.value.skipped.length + unread })
}

function stored({ entries }: Feed, url: string): Pick<Seen, 'articles' | 'rejected'> {
  const context = { sourceId: sourceId(url), sourceUrl: url, now: new Date() }
  const articles = new Map<string, Article>()
  let rejected = 0
  for (const entry of entries) {
    const made = makeStorable(entry, context)
    if ('rejected' in made) rejected += 1
    else if (!articles.has(made.article.id)) articles.set(made.article.id, made.article)
  }
  return { articles: [...articles.values()], rejected }
}

/** Throws a CommandError, which says how to add it all the same, when nothing is found. */
export async function mustSee(context: Context, wanted: Wanted): Promise<Seen> {
  if (context.out.isTerminal && !context.json) context.out.note(`Looking at ${address(wanted.url)} …`)
  const seen = await look(context, wanted)
  if (seen.ok) return seen.value
  throw new CommandError(
    `${address(wanted.url)}: ${seen.failure.message.replace(/\.$/, '')}. If it is right all the same: winnow add --no-discover`,
    seen.failure.kind === 'notAFeed' ? exitCodes.notFound : exitCodes.failed,
  )
}

/** Titles and links, the first twenty for people and all for programs. */
export function showSeen({ out, json }: Pick<Context, 'out' | 'json'>, wanted: Wanted, seen: Seen): void {
  if (json) {
    out.json(asJson(wanted, seen))
    return
  }
  const { title, articles, rejected, skipped } = seen
  const name = title === null ? address(wanted.url) : clean(title)
  out.line(`${name} (${wanted.kind}): ${counted(articles.length, 'entry', 'entries')}`)
  if (articles.length > 0) out.line(articleTable(articles.slice(0, SHOWN), out.columns))
  if (articles.length > SHOWN) out.note(`… and ${articles.length - SHOWN} more; --json names them all`)
  if (rejected > 0)
    out.note(`${counted(rejected, 'entry', 'entries')} without an address, or with one that is too long`)
  if (skipped > 0) out.note(`${counted(skipped, 'sitemap')} of the index could not be read`)
  out.note('Nothing was added: this was a preview.')
}

function asJson({ kind, url, selector }: Wanted, { title, articles, rejected, skipped }: Seen) {
  const found = articles.map(one => ({ title: one.title, url: one.url, publishedAt: one.publishedAt }))
  return { added: false, preview: true, kind, url: address(url), selector, title, articles: found, rejected, skipped }
}

const SHOWN = 20
const PARSE_DEADLINE_MS = 20_000
const nothing: Validators = { etag: null, lastModified: null, bodyHash: null }

function articleTable(articles: readonly Article[], columns: number): string {
  return table(
    [
      { head: 'Title', of: article => article.title, least: 24 },
      { head: 'Published', of: article => article.publishedAt?.toISOString().slice(0, 10) ?? '', optional: true },
      { head: 'Address', of: article => address(article.url), least: 24 },
    ],
    articles,
    columns,
  )
}
