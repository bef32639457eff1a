/** A page without a feed is watched for links: those of its main list, found by how much they say, or those a person named. */
import type { Feed } from '../../core/entry.ts'
import { type Outcome, ok } from '../../core/failure.ts'
import { sniff } from '../document.ts'
import { languageTag } from '../fields.ts'
import { textLine } from '../title.ts'
import { entryOf, feedOf, type KindOptions, notThis } from './entries.ts'
import { type Item, type Link, type Page, pageLinks } from './page-links.ts'
import { readSelector } from './selector.ts'

/** A page lists no more; what does is an archive or an attack. */
const maxEntries = 1_000
/** Fewer links of one kind are no list. */
const leastLinks = 3

/**
 * The links of an HTML page as entries: the title is the link's text, the identity its URL, in the page's order, each
 * once. With a selector: of each element it names the link in a heading, else the one with the longest text. Without:
 * of all groups of links that stand in the same place of the page's structure the one that says most, navigation,
 * header, footer and side columns aside. What a page adds, drops or reorders never changes an entry that stays.
 * Failures: `notAFeed`, also when no link is found, because a page that lost its list was rebuilt, or wants a login.
 */
export function parsePage(html: string, options: KindOptions): Outcome<Feed> {
  const document = sniff(html)
  if (document.kind !== 'other') return notThis('This is a feed and no page: follow it as one.')
  const selector = options.selector ? readSelector(options.selector) : null
  if (selector !== null && 'wrong' in selector)
    return notThis(`The selector of this source is wrong: ${selector.wrong}.`)
  const page = pageLinks(html, options.url, selector?.value ?? null)
  const links = selector === null ? mainList(page) : selectedLinks(page)
  if (links.length === 0) return notThis(nothingFound(page, selector !== null, document.what))
  const language = languageTag(page.language ?? undefined)
  const times = timesOf(links)
  const entries = links
    .slice(0, Math.min(maxEntries, options.maxEntries ?? maxEntries))
    .map(link => entryOf({ link: link.url, title: textLine(link.text), published: textLine(times(link)), language }))
  return ok(feedOf({ title: page.title, siteUrl: options.url, language, entries }))
}

/** The time that stands beside a link. One that several links share is the page's or the section's, and no entry's. */
function timesOf(links: readonly Link[]): (link: Link) => string | null {
  const sharers = new Map<Item | null, number>()
  const holders = ({ selected, item }: Link) => new Set([selected, item])
  for (const link of links) for (const holder of holders(link)) sharers.set(holder, (sharers.get(holder) ?? 0) + 1)
  return link => {
    for (const holder of holders(link)) if (holder?.datetime && sharers.get(holder) === 1) return holder.datetime
    return null
  }
}

function nothingFound({ links }: Page, bySelector: boolean, what: string): string {
  if (links.length === 0) return `This is ${what} without any link that can be followed.`
  const none = `None of the ${links.length} links of ${what}`
  return bySelector
    ? `${none} is named by the selector.`
    : `${none} forms a list of articles; name them by a CSS selector.`
}

/** One link for each element that the selector names, or for each link if it names links. */
function selectedLinks({ links }: Page): Link[] {
  const best = new Map<unknown, Link>()
  for (const link of links) {
    if (link.selected === null || link.text === '') continue
    const known = best.get(link.selected)
    if (known === undefined || saysMore(link, known)) best.set(link.selected, link)
  }
  return oncePerUrl(
    [...best.values()],
    links.filter(link => link.selected !== null),
  )
}

function mainList({ links }: Page): Link[] {
  const candidates = links.filter(link => link.chrome !== 'element' && !link.isSelf)
  const groups = new Map<string, Map<string, Link>>()
  for (const link of candidates) {
    const group = groups.get(link.path) ?? new Map<string, Link>()
    const known = group.get(link.key)
    if (known === undefined || saysMore(link, known)) group.set(link.key, link)
    groups.set(link.path, group)
  }
  let best: { score: number; group: Link[] } = { score: 0, group: [] }
  for (const found of groups.values()) {
    const group = [...found.values()].filter(link => link.text !== '')
    const score = group.reduce((sum, link) => sum + weightOf(link), 0)
    if (group.length >= leastLinks && score > best.score) best = { score, group }
  }
  return oncePerUrl(best.group, candidates)
}

/**
 * Names of sections are short, titles are not; in scripts without spaces a character says as much as two and a half.
 * What a text links to on its way is no title, and a page that shows whole articles has more of these than of those.
 */
function weightOf({ text, inHeading, chrome, inProse }: Link): number {
  const dense = text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu)?.length ?? 0
  const weight = Math.min(100, text.length + 1.5 * dense) - 14
  return Math.max(0, weight) * (inHeading ? 2 : 1) * (chrome === null ? 1 : 0.2) * (inProse() ? 0.1 : 1)
}

/** In the order of their first appearance; a heading that any of `all` has for the same address becomes the title. */
function oncePerUrl(chosen: readonly Link[], all: readonly Link[]): Link[] {
  const best = new Map<string, Link>()
  for (const link of chosen) {
    const known = best.get(link.key)
    if (known === undefined || saysMore(link, known)) best.set(link.key, link)
  }
  for (const link of all) {
    const known = best.get(link.key)
    if (known !== undefined && link.text !== '' && link.inHeading && !known.inHeading)
      best.set(link.key, { ...link, item: link.item ?? known.item })
  }
  return [...best.values()]
}

/** A heading is the title; otherwise the longer text, because the shorter one is "Read more". */
function saysMore(link: Link, known: Link): boolean {
  if (link.inHeading !== known.inHeading) return link.inHeading && link.text !== ''
  return link.text.length > known.text.length
}
