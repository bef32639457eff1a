/** The sitemaps of an index are fetched newest first, one after the other, out of one purse of bytes and time. */
import { createHash } from 'node:crypto'
import type { Failure, Outcome } from '../../core/failure.ts'
import type { Validators } from '../../core/source.ts'
import type { Fetched } from '../feed.ts'
import { gunzipped } from './gunzip.ts'
import { type ChildSitemap, readSitemapIndex } from './sitemap-index.ts'

/** One document, to be parsed by itself; its entries join those of the others. */
export type Part = Readonly<{ url: string; contentType: string | null; body: Uint8Array }>

/** What did not answer, and why. */
export type Skipped = Readonly<{ url: string; failure: Failure }>

type FetchOne = (child: ChildSitemap, maxBytes: number) => Promise<Outcome<Fetched>>

/** What is asked for no more once one of these was answered: the host said no, or the time is over. */
const ends: ReadonlySet<Failure['kind']> = new Set(['rateLimited', 'timeout', 'cancelled'])

/** @param maxBytes Most decoded bytes of all together; what does not fit any more is skipped as too large. */
export async function fetchSitemaps(children: readonly ChildSitemap[], maxBytes: number, fetchOne: FetchOne) {
  const parts: Part[] = []
  const skipped: Skipped[] = []
  let left = maxBytes
  let bytes = 0
  let durationMs = 0
  for (const child of children) {
    const answer = await fetchOne(child, left)
    const document = answer.ok ? await unpacked(answer.value, left) : answer
    if (answer.ok) {
      bytes += answer.value.bytes
      durationMs += answer.value.durationMs
    }
    if (document.ok) {
      parts.push(document.value)
      left -= document.value.body.length
    } else skipped.push({ url: child.url, failure: document.failure })
    if (left <= 0 || (!document.ok && ends.has(document.failure.kind))) break
  }
  return { parts, skipped, bytes, durationMs }
}

async function unpacked({ body, finalUrl: url, contentType }: Fetched, maxBytes: number): Promise<Outcome<Part>> {
  const plain = await gunzipped(body, maxBytes)
  if (!plain.ok) return plain
  const isIndex = (await readSitemapIndex(plain.value.subarray(0, sniffedBytes), url)) !== null
  if (!isIndex) return { ok: true, value: { url, contentType, body: plain.value } }
  const message = 'it is a sitemap index within a sitemap index, which is not followed'
  return { ok: false, failure: { kind: 'notAFeed', message } }
}

const sniffedBytes = 8_192

/**
 * What to ask with next time. The hash is of all documents. The index's own conditions are kept only where a 304 for
 * the index proves that nothing changed: it says when each sitemap was modified, to the minute. Nothing is kept when
 * one was skipped, or what it holds would stay hidden (law 8).
 */
export function validatorsOf(
  index: Validators,
  children: readonly ChildSitemap[],
  parts: readonly Part[],
  skipped: readonly Skipped[],
): Validators {
  const isWhole = skipped.length === 0 && parts.length === children.length
  if (!isWhole) return { etag: null, lastModified: null, bodyHash: null }
  const all = createHash('sha256')
  for (const { url, body } of parts) all.update(`${url} ${body.length}\n`).update(body)
  const bodyHash = all.digest('hex')
  const proves = children.every(child => child.isPrecise)
  return { etag: proves ? index.etag : null, lastModified: proves ? index.lastModified : null, bodyHash }
}
