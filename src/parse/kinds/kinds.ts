/** The table of kinds: one small file each, all of one shape. */
import type { Feed } from '../../core/entry.ts'
import type { Outcome } from '../../core/failure.ts'
import { isKind, type SourceKind } from '../../core/kind.ts'
import { parseFeed } from '../feed.ts'
import { type KindOptions, notThis } from './entries.ts'
import { parseHackerNews } from './hackernews.ts'
import { parsePage } from './page.ts'
import { parseReddit } from './reddit.ts'
import { parseSitemap } from './sitemap.ts'

/** The document as entries, by the kind of its source. Failures: `notAFeed`, `malformed`, `tooLarge`, as each kind says. */
export function parseKind(kind: string, text: string, options: KindOptions): Outcome<Feed> {
  return isKind(kind) ? parsers[kind](text, options) : notThis(`This version of Winnow knows no kind ${kind}.`)
}

const parsers: Readonly<Record<SourceKind, (text: string, options: KindOptions) => Outcome<Feed>>> = {
  feed: parseFeed,
  sitemap: parseSitemap,
  page: parsePage,
  hackernews: parseHackerNews,
  reddit: parseReddit,
}
