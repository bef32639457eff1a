/** Text becomes a feed, or a failure that says what the text was instead. Nothing a parser throws leaves this file. */
import { DetectError, ParseError, parseAtomFeed, parseJsonFeed, parseRdfFeed, parseRssFeed } from 'feedsmith'
import type { Feed } from '../core/entry.ts'
import { failed, type Outcome, ok } from '../core/failure.ts'
import { atomFeed, emptyFeed, jsonFeed, rdfFeed, rssFeed } from './channel.ts'
import { plainAtom, plainRdf, plainRss, rssAround, withDeclaredEntities, withoutLengths } from './dialects.ts'
import { type FeedRoot, sniff } from './document.ts'
import { repairJson, repairXml, withLineFeeds } from './repair.ts'
import { rssInJson } from './rss-json.ts'
import { survey } from './weight.ts'

/** Longer documents are refused unread, in characters: with its tree such a text fills a thread's memory. */
const maxCharacters = 64_000_000
/**
 * `JSON.parse` makes up to twenty times its text in one native step. A thread that meets its memory limit within such a
 * step takes the whole process with it (measured from 30 MB on, at 256 MB), so this must stay far below the limit.
 */
const maxJsonCharacters = 8_000_000
/** So many entries are read unless the caller asks for fewer. */
export const defaultEntries = 100_000
/** How far from its end a document is searched for the end tag of its root: advertisements and scripts come after it. */
const tailWindow = 65_536

export type ParseOptions = Readonly<{
  /** Where the document was found, after redirects: what relative links of a feed without `xml:base` refer to. */
  url: string
  /** At most so many entries, in document order; the rest is not read. */
  maxEntries?: number
}>

/** A document that a parser can be given: what makes XML hostile to it is gone. */
export type FeedDocument =
  | Readonly<{ kind: 'xml'; root: FeedRoot; text: string }>
  | Readonly<{ kind: 'json'; text: string }>

/**
 * RSS 0.9x to 2.0, RDF (RSS 0.90, 1.0), Atom 0.3 and 1.0, JSON Feed 1.x. A broken document is repaired and read again.
 * A feed without entries is a feed. Failures: `notAFeed` (the message names what it is), `malformed` (a feed beyond
 * repair), `tooLarge`.
 */
export function parseFeed(text: string, options: ParseOptions): Outcome<Feed> {
  const document = openFeed(text)
  return document.ok ? readFeed(document.value, options) : document
}

/** Tells feeds from other documents; `parseFeed` without the parsing. */
export function openFeed(text: string): Outcome<FeedDocument> {
  if (text.length > maxCharacters) return tooLarge(maxCharacters)
  const document = sniff(text)
  if (document.kind === 'other') return failed({ kind: 'notAFeed', message: `This is ${document.what}, not a feed.` })
  if (document.kind === 'json') return ok(document)
  const { root, prolog } = document
  return ok({ kind: 'xml', root, text: withDeclaredEntities(withLineFeeds(document.text), prolog) })
}

/** `parseFeed` without the telling. */
export function readFeed(document: FeedDocument, options: ParseOptions): Outcome<Feed> {
  if (document.kind === 'json') return readJson(document.text, options)
  const { isTooHeavy, items, hasLength } = survey(document.text)
  if (isTooHeavy) return tooLarge(maxCharacters, 'The feed has more markup than can be read.')
  const text = hasLength ? withoutLengths(document.text) : document.text
  return readXml(document.root, text, Math.min(items, options.maxEntries ?? defaultEntries), options)
}

function tooLarge(limit: number, message = `The feed is longer than ${limit / 1_000_000} million characters.`) {
  return failed({ kind: 'tooLarge', limitBytes: limit, message })
}

/**
 * The parser does not validate: with mismatched tags it nests one item in another and says nothing. That fewer came than
 * `items` tells.
 */
function readXml(root: FeedRoot, text: string, items: number, options: ParseOptions): Outcome<Feed> {
  const plain = attempt(() => parseXml(root, text, options))
  const ended = hasEnd(root, text)
  if (plain.ok && ended && plain.value.entries.length >= items) return plain
  const repaired = attempt(() => parseXml(root, repairXml(text), options))
  if (!plain.ok || !repaired.ok) return repaired.ok ? repaired : plain
  // A cut document loses its half item to the repair; otherwise the reading with more entries is the better one.
  const gained = repaired.value.entries.length - plain.value.entries.length
  return gained > 0 || (!ended && gained >= -1) ? repaired : plain
}

function readJson(text: string, options: ParseOptions): Outcome<Feed> {
  if (text.length > maxJsonCharacters) return tooLarge(maxJsonCharacters)
  const plain = attempt(() => parseJson(JSON.parse(text), options))
  if (plain.ok || plain.failure.kind === 'notAFeed') return plain
  const repaired = attempt(() => parseJson(JSON.parse(repairJson(text)), options))
  return repaired.ok || repaired.failure.kind === 'notAFeed' ? repaired : plain
}

/** Parsers throw on hostile input whatever their authors meant: stack and string limits included. */
function attempt(parse: () => Outcome<Feed>): Outcome<Feed> {
  try {
    return parse()
  } catch (error) {
    const inner = error instanceof Error && error.cause instanceof Error ? error.cause : error
    const cause = String(inner).slice(0, 500)
    return failed({ kind: 'malformed', message: 'The feed is broken and could not be repaired.', cause })
  }
}

/** Whether the document comes to its end, whatever else was added behind it. */
export function hasEnd(root: FeedRoot, text: string): boolean {
  const end = root === 'rss' ? /<\/([\w.-]+:)?(rss|channel)\s*>/i : new RegExp(`</([\\w.-]+:)?${root}\\s*>`, 'i')
  return end.test(text.slice(-tailWindow))
}

function parseXml(root: FeedRoot, text: string, options: ParseOptions): Outcome<Feed> {
  const limit = { maxItems: options.maxEntries ?? defaultEntries }
  try {
    if (root === 'feed') return ok(atomFeed(parseAtomFeed(plainAtom(text), limit), options.url))
    if (root === 'rdf') return ok(rdfFeed(parseRdfFeed(plainRdf(text), limit), options.url))
    const rss = root === 'channel' ? rssAround(text) : text
    return ok(rssFeed(parseRssFeed(plainRss(rss), limit), options.url))
  } catch (error) {
    if (error instanceof DetectError && /<(?:[\w-]+:)?(?:item|entry)[\s>/]/i.test(text)) throw error
    if (error instanceof ParseError || error instanceof DetectError) return withoutContent(root, text)
    throw error
  }
}

/** The parser found nothing to speak of. That is an empty feed, unless it is one of the other things RDF says. */
function withoutContent(root: FeedRoot, text: string): Outcome<Feed> {
  if (root === 'rdf' && !/purl\.org\/rss|netscape\.com\/rdf|<channel[\s>/]/i.test(text)) {
    return failed({ kind: 'notAFeed', message: 'This is an RDF document, not a feed.' })
  }
  return ok(emptyFeed(root === 'feed' ? 'atom' : root === 'rdf' ? 'rdf' : 'rss'))
}

function parseJson(json: unknown, options: ParseOptions): Outcome<Feed> {
  const maxItems = options.maxEntries ?? defaultEntries
  const rss = rssInJson(json, maxItems)
  if (rss !== null) return ok({ ...rssFeed(rss, options.url), format: 'json' })
  try {
    return ok(jsonFeed(parseJsonFeed(withoutReservedKeys(json), { maxItems }), options.url))
  } catch (error) {
    if (!(error instanceof ParseError || error instanceof DetectError)) throw error
    return failed({ kind: 'notAFeed', message: 'This is a JSON document, but not a JSON Feed.' })
  }
}

/**
 * The parser takes objects with an own `constructor` for no plain objects and skips them, and an object with a `length`
 * for a list of so many values, which it makes. No such list is more than three objects deep.
 */
function withoutReservedKeys(json: unknown, depth = 0): unknown {
  if (json === null || typeof json !== 'object' || depth > 4) return json
  if (!Array.isArray(json)) for (const name of ['constructor', 'length']) Reflect.deleteProperty(json, name)
  for (const value of Array.isArray(json) ? json : Object.values(json)) withoutReservedKeys(value, depth + 1)
  return json
}
