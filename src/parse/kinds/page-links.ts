/** Every link of a page with what stands around it: the raw material from which a list of articles is found. */
import { Parser } from 'htmlparser2'
import { canonicalUrl } from '../../core/url.ts'
import { absoluteUrl } from '../links.ts'
import { oneLine } from '../plain-text.ts'
import { isMatch, type Matched, match, type Selector } from './selector.ts'

/** One entry of a list, or an element that the selector names: its links belong together, and so does its time. */
export type Item = { datetime: string | null }

export type Link = Readonly<{
  url: string
  /** Equal for two links to the same place. */
  key: string
  text: string
  inHeading: boolean
  /** The way to it through the page, equal for links of one list. */
  path: string
  /** Leads to the page itself. */
  isSelf: boolean
  /** In a part of the page that is about the site and not about its articles, by its element or role, or by its class. */
  chrome: 'element' | 'class' | null
  /** The nearest element around it that the selector names. */
  selected: Item | null
  item: Item | null
  /** In the midst of a paragraph that says more than its links do. */
  inProse: () => boolean
}>

export type Page = Readonly<{ title: string | null; language: string | null; links: readonly Link[] }>

/**
 * Reads at most four million characters, 20,000 links, and no further than elements nest absurdly deep: the parser
 * searches its list of open elements at every tag. Links to other schemes than http and https are left out.
 */
export function pageLinks(html: string, pageUrl: string, selector: Selector | null): Page {
  const self = canonicalUrl(pageUrl)
  let base = pageUrl
  let title = ''
  let language: string | null = null
  const links: Link[] = []
  const open: Open[] = []
  let writing: Writing | null = null
  let heading = ''

  const begin = (href: string, around: Open) => {
    // Links do not nest: one that was never closed ends where the next begins.
    end()
    writing = { href, around, text: '', heading: null }
  }
  const end = () => {
    const link = writing === null ? null : linkOf(writing, base, self)
    if (link !== null && links.length < maxLinks) links.push(link)
    writing = null
  }
  const parser = new Parser({
    onopentag(name, attributes) {
      const parent = open.at(-1) ?? null
      const element = opened(name, attributes, parent, selector)
      open.push(element)
      if (name === 'html') language = attributes.lang ?? null
      if (name === 'base' && attributes.href !== undefined) base = absoluteUrl(attributes.href, pageUrl) ?? base
      if (name === 'time' && attributes.datetime !== undefined) noteTime(element, attributes.datetime)
      if (headings.has(name)) heading = name
      if (writing !== null && headings.has(name)) writing.heading ??= ''
      if (name === 'a' && attributes.href !== undefined) begin(attributes.href, element)
    },
    ontext(text) {
      const within = open.at(-1)
      if (within?.name === 'title' && within.depth < 4 && title.length < maxText) title += text
      if (within === undefined || within.unread) return
      if (within.prose !== null) within.prose[writing === null ? 'plain' : 'linked'] += text.length
      if (writing === null) return
      if (writing.text.length < maxText) writing.text += text
      if (heading !== '' && writing.heading !== null && writing.heading.length < maxText) writing.heading += text
    },
    onclosetag(name) {
      open.pop()
      if (name === heading) heading = ''
      if (name === 'a') end()
      else if (writing !== null && !inline.has(name)) writing.text += ' '
    },
  })
  for (let at = 0; at < Math.min(html.length, maxCharacters) && open.length <= maxDepth; at += sliceCharacters)
    parser.write(html.slice(at, Math.min(at + sliceCharacters, maxCharacters)))
  return { title: oneLine(title).slice(0, maxText) || null, language, links }
}

const maxCharacters = 4_000_000
const sliceCharacters = 8_192
const maxDepth = 512
const maxLinks = 20_000
const maxText = 2_000
const headings = new Set(['h1', 'h2', 'h3', 'h4', 'h5', 'h6'])
const inline = new Set('a abbr b bdi cite code em font i mark q s small span strong sub sup u'.split(' '))
/** What is written in them is not read, or changes with every look at the page ("3 minutes ago"). */
const unread = new Set('script style template noscript svg select button time'.split(' '))
const itemElements = new Set(['li', 'article', 'tr', 'dd', 'dt'])

type Open = Readonly<{
  name: string
  depth: number
  path: string
  unread: boolean
  inHeading: boolean
  /** Inside an article, a list or the main part, a `header` or `footer` is no longer the site's. */
  inContent: boolean
  chrome: Link['chrome']
  matched: Matched | null
  selected: Item | null
  item: Item | null
  prose: Prose | null
}>

/** How many characters of a paragraph stand outside links, and inside. */
type Prose = { plain: number; linked: number }

type Writing = { href: string; around: Open; text: string; heading: string | null }

function opened(
  name: string,
  attributes: Readonly<Record<string, string>>,
  parent: Open | null,
  selector: Selector | null,
): Open {
  const matched = selector && match(selector, { name, attributes }, parent?.matched ?? null)
  const selected = selector !== null && matched !== null && isMatch(selector, matched)
  const own = selected || itemElements.has(name) ? { datetime: null } : null
  return {
    name,
    depth: (parent?.depth ?? 0) + 1,
    path: `${parent?.path ?? ''}>${name}${steadyClass(attributes.class)}`.slice(-maxText),
    unread: unread.has(name) || (parent?.unread ?? false),
    inHeading: headings.has(name) || (parent?.inHeading ?? false),
    inContent: name === 'main' || name === 'article' || name === 'li' || (parent?.inContent ?? false),
    chrome: parent?.chrome === 'element' ? 'element' : (chromeOf(name, attributes, parent) ?? parent?.chrome ?? null),
    matched,
    selected: selected ? own : (parent?.selected ?? null),
    item: (itemElements.has(name) ? own : parent?.item) ?? null,
    prose: name === 'p' ? { plain: 0, linked: 0 } : (parent?.prose ?? null),
  }
}

function chromeOf(name: string, attributes: Readonly<Record<string, string>>, parent: Open | null): Link['chrome'] {
  if (name === 'nav' || name === 'aside' || name === 'form' || name === 'dialog') return 'element'
  if ((name === 'header' || name === 'footer') && parent?.inContent !== true) return 'element'
  if (chromeRoles.test(attributes.role ?? '') || 'hidden' in attributes) return 'element'
  if (name === 'html' || name === 'body' || name === 'main' || name === 'article') return null
  return chromeNames.test(`${attributes.id ?? ''} ${attributes.class ?? ''}`.slice(0, 500)) ? 'class' : null
}

const chromeRoles = /^(?:navigation|banner|contentinfo|complementary|search|menu|menubar|dialog)$/i
const chromeNames =
  /(?:^|[\s_-])(?:nav|navbar|navigation|menu|footer|breadcrumbs?|sidebar|pagination|pager|share|social|cookies?|comments?|related|tag-?cloud|newsletter)(?:[\s_-]|$)/i

/** The first class that all entries of a list share: numbers and states are what tells them apart. */
function steadyClass(names: string | undefined): string {
  const steady = names?.split(/\s+/, 20).find(name => name !== '' && !/\d/.test(name) && !states.test(name))
  return steady === undefined ? '' : `.${steady}`
}

const states =
  /^(?:odd|even|first|last|active|current|selected|sticky|featured|new|hot|visited|read|unread|is-.*|has-.*)$/i

/** The time counts for the entry and for what the selector names around it; the first one is when it was published. */
function noteTime({ item, selected }: Open, datetime: string): void {
  for (const holder of [item, selected]) if (holder !== null) holder.datetime ??= datetime.slice(0, 100)
}

/** A fragment is a place in a page, and tells links apart only within the watched page itself, such as a changelog's. */
function linkOf({ href, around, text, heading }: Writing, base: string, self: string | null): Link | null {
  if (href.length > 8_192) return null
  const url = absoluteUrl(href, base)
  const place = url === null ? null : canonicalUrl(url)
  if (url === null || place === null) return null
  const key = (place === self && canonicalUrl(url, undefined, 'all')) || place
  const { path, chrome, selected, item, prose } = around
  const title = oneLine((heading ?? '').trim() === '' ? text : (heading ?? '')).slice(0, maxText)
  // Known when the paragraph has ended.
  const inProse = () => prose !== null && prose.plain > 2 * prose.linked
  const inHeading = around.inHeading || heading !== null
  return { url, key, text: title, inHeading, path, isSelf: place === self, chrome, selected, item, inProse }
}
