/** An article's HTML becomes elements one by one, from a list of what is allowed: the server has sanitised it, and this does not rely on that. */
import { createElement, Fragment, type ReactNode, useMemo } from 'react'
import css from './body.module.css'

type Props = Readonly<{ html: string; language: string | null; direction: 'ltr' | 'rtl' | null; baseUrl: string }>

export function Body({ html, language, direction, baseUrl }: Props) {
  const content = useMemo(() => readHtml(html, baseUrl), [html, baseUrl])
  return (
    <div className={css.body} lang={language ?? ''} dir={direction ?? 'auto'}>
      {content}
    </div>
  )
}

const mostDepth = 60
const mostNodes = 40_000

const plainTags = new Set(
  (
    'p div span h2 h3 h4 h5 h6 figure figcaption blockquote ul ol li dl dt dd code kbd samp em i strong b u s del ins ' +
    'sub sup small mark abbr cite q thead tbody tfoot tr caption details summary ruby rt rp bdi wbr time'
  ).split(' '),
)
const emptyTags = new Set(['br', 'hr', 'wbr'])
const droppedTags = new Set(
  'script style template noscript iframe object embed form input button select textarea svg math link meta title head base'.split(
    ' ',
  ),
)

type Walk = { baseUrl: string; nodes: number }

/** The parser's document is inert: nothing in it runs or is fetched. */
function readHtml(html: string, baseUrl: string): ReactNode {
  const { body } = new DOMParser().parseFromString(html, 'text/html')
  return createElement(Fragment, null, ...childrenOf(body, { baseUrl, nodes: 0 }, 0))
}

function childrenOf(parent: Element, walk: Walk, depth: number): ReactNode[] {
  if (depth > mostDepth) return [parent.textContent]
  return Array.from(parent.childNodes, node => {
    walk.nodes += 1
    if (walk.nodes > mostNodes) return null
    if (node.nodeType === Node.TEXT_NODE) return node.textContent
    return node instanceof Element ? elementOf(node, walk, depth + 1) : null
  })
}

function elementOf(element: Element, walk: Walk, depth: number): ReactNode {
  const tag = element.localName
  if (droppedTags.has(tag)) return null
  if (tag === 'img') return picture(element, walk)
  if (emptyTags.has(tag)) return createElement(tag)
  const children = childrenOf(element, walk, depth)
  const common = { lang: shortAttribute(element, 'lang'), dir: directionOf(element) }
  if (tag === 'a') return link(element, children, walk)
  if (tag === 'pre' || tag === 'table') return scrolling(tag, common, children)
  if (tag === 'td' || tag === 'th') return createElement(tag, { ...common, ...cellOf(element) }, ...children)
  if (tag === 'h1') return createElement('h2', common, ...children)
  return plainTags.has(tag) ? createElement(tag, common, ...children) : createElement(Fragment, null, ...children)
}

function link(element: Element, children: ReactNode[], { baseUrl }: Walk): ReactNode {
  const url = URL.parse(element.getAttribute('href') ?? '', baseUrl)
  const isFragment = element.getAttribute('href')?.startsWith('#') ?? true
  if (!url || isFragment || !['http:', 'https:', 'mailto:'].includes(url.protocol))
    return createElement(Fragment, null, ...children)
  const elsewhere = { href: url.href, target: '_blank', rel: 'noopener noreferrer nofollow' }
  return createElement('a', elsewhere, ...children)
}

/** Only the proxy of our own server is asked for a picture; without a size it gets a box, so that nothing moves when it comes. */
function picture(element: Element, { baseUrl }: Walk): ReactNode {
  // Where pictures are off, the server keeps their address aside.
  const src = element.getAttribute('src') ?? element.getAttribute('data-src')
  const alt = element.getAttribute('alt') ?? ''
  if (!src) return alt && <span className={css.elsewhere}>Picture: {alt}</span>
  const url = URL.parse(src, location.origin)
  if (url?.origin !== location.origin || !url.pathname.startsWith('/api/media'))
    return pictureElsewhere(URL.parse(src, baseUrl), alt)
  const width = sizeOf(element, 'width')
  const height = sizeOf(element, 'height')
  if (width && height)
    return <img src={url.href} alt={alt} width={width} height={height} loading="lazy" decoding="async" />
  return (
    <span className={css.unsized}>
      <img src={url.href} alt={alt} loading="lazy" decoding="async" />
    </span>
  )
}

function pictureElsewhere(url: URL | null, alt: string): ReactNode {
  if (!url || !['http:', 'https:'].includes(url.protocol)) return null
  return (
    <a href={url.href} target="_blank" rel="noopener noreferrer nofollow" className={css.elsewhere}>
      Picture at {url.hostname}
      {alt && `: ${alt}`}
    </a>
  )
}

function scrolling(tag: 'pre' | 'table', common: object, children: ReactNode[]): ReactNode {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1).
    <section className={css.scrolls} tabIndex={0} aria-label={tag === 'pre' ? 'Code' : 'Table'}>
      {createElement(tag, common, ...children)}
    </section>
  )
}

function cellOf(element: Element): { colSpan?: number; rowSpan?: number } {
  return { colSpan: sizeOf(element, 'colspan'), rowSpan: sizeOf(element, 'rowspan') }
}

function sizeOf(element: Element, name: string): number | undefined {
  const size = Number.parseInt(element.getAttribute(name) ?? '', 10)
  return size > 0 && size < 10_000 ? size : undefined
}

function directionOf(element: Element): string | undefined {
  const direction = element.getAttribute('dir')?.toLowerCase()
  return direction === 'ltr' || direction === 'rtl' || direction === 'auto' ? direction : undefined
}

function shortAttribute(element: Element, name: string): string | undefined {
  const value = element.getAttribute(name)
  return value && value.length <= 35 ? value : undefined
}
