/** One visit to a source of any kind, as one call for the flow: a document, or the several of which a sitemap index consists. */
import { failed, type Outcome, ok } from '../../core/failure.ts'
import type { Source, Validators } from '../../core/source.ts'
import { type FeedOptions, type Fetched, fetchFeed } from '../feed.ts'
import type { Slot } from '../gate.ts'
import type { Http } from '../http.ts'
import { fetchPage } from '../page.ts'
import type { Robots } from '../robots.ts'
import { gunzipped } from './gunzip.ts'
import { type ChildSitemap, readSitemapIndex } from './sitemap-index.ts'
import { fetchSitemaps, type Part, type Skipped, validatorsOf } from './sitemaps.ts'

/** Newest document first; none when nothing was modified. `body` is empty: the parts have it. */
export type FetchedSource = Fetched &
  Readonly<{
    parts: readonly Part[]
    /** Sitemaps of an index that did not answer; the others count, and the next poll asks for everything again. */
    skipped: readonly Skipped[]
  }>

export type PolledSource = Pick<Source, 'url' | 'origin' | 'kind'> & {
  settings: Pick<Source['settings'], 'maxBytes'>
}

export type SourceOptions = FeedOptions & Readonly<{ robots: Robots }>

/**
 * `fetchFeed` for every kind: bounds, trust and conditions are its. A watched page was not put there for programs, so
 * its site's robots.txt is asked, and asked for HTML; the other kinds were, and are not. A sitemap may be gzipped, by its bytes and not by
 * its name; of an index the 20 newest sitemaps of the same host are fetched one after the other in the same slot. The
 * source's `maxBytes` (decoded) and `totalMs` hold for all documents together. An index inside an index is not followed.
 * @returns the failure of the source's own document; of an index, the first failure if none of its sitemaps answered.
 */
export async function fetchSource(
  slot: Slot,
  http: Http,
  source: PolledSource,
  validators: Validators,
  { robots, ...options }: SourceOptions,
): Promise<Outcome<FetchedSource>> {
  const { now = () => performance.now(), totalMs = 60_000 } = options
  const endsAt = now() + totalMs
  const asked = source.kind === 'page' ? politely(http, robots) : http
  const answer = await fetchFeed(slot, asked, source, validators, { ...options, totalMs })
  if (!answer.ok) return answer
  const fetched = answer.value
  if (fetched.kind === 'notModified') return ok({ ...fetched, parts: [], skipped: [] })
  if (source.kind !== 'sitemap') return ok(single(fetched, fetched.body))
  const body = await gunzipped(fetched.body, source.settings.maxBytes)
  if (!body.ok) return body
  const index = await readSitemapIndex(body.value, fetched.finalUrl)
  if (index === null) return ok(single(fetched, body.value))
  const { children, listed } = index
  if (children.length === 0 && listed > 0)
    return failed({
      kind: 'notAFeed',
      message: 'the sitemap index lists none of its own host, and others are not followed',
    })

  const fetchOne = (child: ChildSitemap, maxBytes: number) =>
    fetchFeed(slot, http, { url: child.url, origin: source.origin, settings: { maxBytes } }, none, {
      ...options,
      totalMs: Math.max(1, endsAt - now()),
    })
  const { parts, skipped, bytes, durationMs } = await fetchSitemaps(children, source.settings.maxBytes, fetchOne)
  const fatal = skipped.find(({ failure }) => parts.length === 0 || failure.kind === 'cancelled')
  if (fatal !== undefined) return failed(fatal.failure)
  const next = validatorsOf(fetched.validators, children, parts, skipped)
  const isSame = next.bodyHash !== null && next.bodyHash === validators.bodyHash
  return ok({
    ...fetched,
    kind: isSame ? 'notModified' : 'fetched',
    body: new Uint8Array(),
    bytes: fetched.bytes + bytes,
    durationMs: fetched.durationMs + durationMs,
    validators: next,
    parts: isSame ? [] : parts,
    skipped,
  })
}

const none: Validators = { etag: null, lastModified: null, bodyHash: null }

function politely(http: Http, robots: Robots): Http {
  return { ...http, get: (slot, { headers: _, ...request }) => fetchPage(slot, http, robots, request) }
}

function single(fetched: Fetched, body: Uint8Array): FetchedSource {
  const { finalUrl: url, contentType } = fetched
  return { ...fetched, body: new Uint8Array(), parts: [{ url, contentType, body }], skipped: [] }
}
