/** Ids are hashes of what a thing is, so every machine, shard and repeat arrives at the same one without asking. */

import { hash } from 'node:crypto'
import type { ArticleId } from './article.ts'
import { canonicalFeedUrl } from './url.ts'

/** Version of the rules by which an article's identity is made (core/url, core/tracking, `guidUrn`); stored with it. */
export const IDENTITY_RULES = 1

/** The id of an article from its canonical URL or its `urn:`. */
export function articleId(canonical: string): ArticleId {
  return uuidV8(identityOf(canonical))
}

/** What is hashed: http and https are one address (`//host/path`), a `urn:` stays as it is, so the two never meet. */
export function identityOf(canonical: string): string {
  if (canonical.startsWith('https://')) return canonical.slice('https:'.length)
  if (canonical.startsWith('http://')) return canonical.slice('http:'.length)
  return canonical
}

/**
 * The id of a source from its feed's URL. Tracking parameters count, since they may select the feed; the scheme does
 * not, so a source that moves to https stays itself; nor do credentials, so an id carries no secret and a changed
 * password makes no new source.
 */
export function sourceId(url: string): string {
  return uuidV8(`source:${identityOf(canonicalFeedUrl(url) ?? url.trim())}`)
}

/**
 * The identity of an entry that has a guid but no link. Scoped to its source even where the guid claims to be unique
 * (`tag:`, `urn:uuid:`): otherwise one feed could take another's entries by naming them first. Percent-encoded, so a
 * readable guid stays readable and no `:` of a guid can be taken for ours; hashed (`hash:…`) above 200 characters.
 */
export function guidUrn(source: string, guid: string): string {
  const trimmed = guid.trim().toWellFormed()
  const readable = trimmed.length <= 200 ? encodeURIComponent(trimmed) : ''
  const fits = readable !== '' && readable.length <= 200
  return `urn:winnow:${source}:${fits ? readable : `hash:${uuidV8(trimmed)}`}`
}

/**
 * A UUIDv8 (RFC 9562 §5.8): the first 16 bytes of the SHA-256 of the data (text as UTF-8) with version and variant
 * set; 122 bits of hash. Lower-case with dashes. About two million a second: the digest is patched as hexadecimal,
 * which costs half of going through a buffer.
 */
export function uuidV8(data: string | Uint8Array): string {
  const hex = hash('sha256', data, 'hex')
  const variant = '89ab'[Number.parseInt(hex.charAt(16), 16) & 3]
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
