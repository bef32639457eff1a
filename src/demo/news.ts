/** The clock of the stand: what stands in which feed, and what comes next from the reserve, which never runs dry. */
import { type Article, type Draft, keyOf, momentBefore, toArticle } from './articles.ts'
import { type FeedSpec, feedSpecs } from './feeds.ts'
import { tideTable } from './notices.ts'
import type { Listing } from './render.ts'

/** The front of one feed: at most `listedLimit` newest entries first. */
export type Front = { listings: readonly Listing[]; changedAt: Date }

export type News = Readonly<{
  front(feedId: string): Front
  /** By percent-decoded path `/paper/slug`. */
  find(path: string): Article | undefined
  /** Newest first. */
  articlesOf(paper: string): readonly Article[]
  /** Takes the next draft of the reserve, dated now; after the last one, composes a harbour notice. */
  publish(): Article
}>

/** A feed shows this many entries: more than it starts with, few enough that a stand left running for days stays small. */
export const listedLimit = 50
/** Composed notices kept as pages; older ones are gone, as from many real sites. */
export const composedLimit = 500

export function openNews(options: { now: () => Date; standing: readonly Draft[]; reserve: readonly Draft[] }): News {
  const opened = options.now()
  const fronts = new Map<string, Front>(feedSpecs.map(spec => [spec.id, { listings: [], changedAt: opened }]))
  const pages = new Map<string, Article>()
  const composed: string[] = []
  let published = 0

  function list(draft: Draft, at: Date): Article {
    const article = toArticle(draft, at, opened)
    pages.set(pathOf(draft), article)
    for (const spec of feedSpecs) {
      const form = formIn(spec, draft)
      const front = fronts.get(spec.id)
      if (!form || !front) continue
      const listings = [{ article, form }, ...front.listings].sort(newestFirst).slice(0, listedLimit)
      fronts.set(spec.id, { listings, changedAt: options.now() })
    }
    return article
  }

  function compose(): Draft {
    const draft = tideTable(published - options.reserve.length + 1, opened)
    composed.push(pathOf(draft))
    if (composed.length > composedLimit) pages.delete(composed.shift() ?? '')
    return draft
  }

  for (const draft of options.standing) list(draft, momentBefore(opened, draft.daysAgo ?? 0))
  return {
    front: id => fronts.get(id) ?? { listings: [], changedAt: opened },
    find: path => pages.get(path),
    articlesOf: paper => [...pages.values()].filter(a => a.paper === paper).sort(byDate),
    publish() {
      const article = list(options.reserve[published] ?? compose(), options.now())
      published += 1
      return article
    },
  }
}

function formIn(spec: FeedSpec, draft: Draft) {
  if (spec.paper === draft.paper) return 'plain'
  return draft.also?.[spec.id] ?? spec.relists[keyOf(draft)]
}

function pathOf(draft: Draft): string {
  return `/${keyOf(draft)}`
}

function newestFirst(a: Listing, b: Listing): number {
  return byDate(a.article, b.article)
}

function byDate(a: Article, b: Article): number {
  return b.publishedAt.getTime() - a.publishedAt.getTime()
}
