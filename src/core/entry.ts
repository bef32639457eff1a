/** What a feed offered, before anything was decided about it: untrusted text, decoded and bounded by the parser. */

export type FeedFormat = 'rss' | 'rdf' | 'atom' | 'json' | 'page'

/** One item as parsed. Texts may still hold NUL, lone surrogates or absurd dates: making them storable is core/article's work. */
export type Entry = Readonly<{
  guid: string | null
  /** Absolute (resolved against xml:base and the feed's URL), or null when the feed gave none. */
  link: string | null
  /** Plain text: markup stripped, entities decoded, white space collapsed. */
  title: string | null
  author: string | null
  /** The fullest HTML the feed carries (content over summary), unsanitised. Null when it carries none. */
  contentHtml: string | null
  /** The same as plain text, for filters, search and hashes; '' when there is none. */
  contentText: string
  /** Dates as written by the feed; read by core/dates. */
  published: string | null
  updated: string | null
  /** BCP 47 tag the feed declared for this entry or for itself. */
  language: string | null
}>

export type Feed = Readonly<{
  format: FeedFormat
  title: string | null
  siteUrl: string | null
  language: string | null
  entries: readonly Entry[]
}>
