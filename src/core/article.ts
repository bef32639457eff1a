/** An article is an entry made storable: law 7, one bad row costs one row, starts with text PostgreSQL can keep. */

/** UUIDv8 of the article's identity, lower-case; string order is byte order is lock order (law 5). */
export type ArticleId = string

/** What the flush writes. First article wins (law 4): none of these is ever overwritten. */
export type Article = Readonly<{
  id: ArticleId
  /** What was offered and is what we fetch; its canonical identity is hashed into `id`. */
  url: string
  guid: string | null
  /** ≤ 1,000 characters, never empty. */
  title: string
  author: string | null
  contentHtml: string | null
  contentText: string
  language: string | null
  publishedAt: Date | null
  /** The date as the feed wrote it, kept when it could not be read or was absurd. */
  publishedRaw: string | null
  /** `publishedAt` clamped to the time of the poll, or that time itself: what lists sort by. */
  sortAt: Date
  /** UUIDv8 of title and text: tells a changed version from a repeated one. */
  contentHash: string
}>

/** Why an entry did not become an article. */
export type Decision = Readonly<{
  entryId: string
  outcome: 'old' | 'filtered' | 'rejected'
  reason: string
  url: string | null
  title: string | null
  /** PostgreSQL's error code, when it was the database that refused the entry. */
  sqlState?: string
}>
