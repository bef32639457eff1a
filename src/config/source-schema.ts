/** What can be said about sources: by one of them, by its group, or for all. */
import { z } from 'zod'
import { checkKeyword } from '../core/keywords.ts'
import { kinds, type SourceKind } from '../core/kind.ts'
import { extractorChoices, readDepths } from '../core/source.ts'
import { duration, type Format, flag, line, oneOf, orNone, quoted, size, url, wholeNumber } from './format.ts'
import { list, optional, required, section, withDefault } from './setting.ts'

export const days = duration('1h', '3650d', 'd')
export const pollInterval = duration('1m', '30d', 's')
export const responseBytes = size('1kB', '256MB')

const keyword: Format<string> = {
  allowed: 'a list of keywords, such as [AI, "/CVE-\\d+/"]',
  read: text => {
    const wrong = checkKeyword(text)
    return wrong === null ? { value: text } : { wrong: `${quoted(text)}: ${wrong}` }
  },
}

const keywords = section('', {
  include: list(keyword, 1_000, {
    description: 'Keep only entries that match one of these; empty lets everything pass.',
  }),
  exclude: list(keyword, 1_000, { description: 'Drop entries that match one of these.' }),
})

/** What defaults, a group and a source can all set; absent means: ask the level above. */
export const ownSettings = {
  keywords: keywords.prefault({}),
  window: optional(orNone(days), { description: 'Entries older than this are counted as old and not kept.' }),
  interval: optional(pollInterval, { description: 'Time between two polls.' }),
  maxEntries: optional(wholeNumber(1, 100_000), {
    description: 'Most entries taken from one poll; the rest is rejected with that reason.',
  }),
  maxNewPerDay: optional(wholeNumber(1, 1_000_000), {
    description:
      'Most new articles of one source and day (UTC), its first poll aside; the rest is rejected with that reason.',
  }),
  maxBytes: optional(responseBytes, {
    description: 'Most decoded bytes of one response, never above `fetch.maxBytes`.',
  }),
  read: optional(oneOf(...readDepths), {
    description: 'How far new articles are read by themselves: not, up to their full text, or up to a summary.',
  }),
  extractor: optional(oneOf(...extractorChoices), {
    description:
      'Who gets the full text first; the other one is the fall-back. `auto`: Firecrawl where it is configured, else the built-in one.',
  }),
}

const settings = section(
  'The sources to poll; a bare address is short for a mapping with only `url`. They are trusted: their exact scheme, host and port may lie in a private network.',
  {
    url: required(url(['http', 'https']), { description: 'Address of the feed.' }),
    title: optional(line('text of 1 to 1,000 characters', /^\P{Cc}{1,1000}$/u), {
      description: 'Shown instead of the title that the feed gives itself.',
    }),
    group: optional(line('text of 1 to 100 characters', /^\P{Cc}{1,100}$/u), {
      description: 'The group whose settings apply.',
    }),
    kind: optional(oneOf(...(Object.keys(kinds) as SourceKind[])), {
      description: 'How it is read; absent: what the address tells, a feed as a rule.',
    }),
    selector: optional(line('a CSS selector of at most 500 characters', /^\P{Cc}{1,500}$/u), {
      description: 'For kind `page`: which links count. Absent: the links of the page’s main list.',
    }),
    enabled: withDefault(flag, { default: 'true', description: 'Whether it is polled.' }),
    ...ownSettings,
  },
)

/** A bare address is short for a mapping with only `url`. */
export const source = z.preprocess(value => (typeof value === 'string' ? { url: value } : value), settings)
