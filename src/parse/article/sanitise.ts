/** Article markup and nothing else: what is not on the list is not in the text, whoever wrote it and however it is spelt. */
import sanitizeHtml from 'sanitize-html'
import { absoluteUrl } from '../links.ts'

/** What an article may be made of. No `id`, `name` or `class`: they could clobber the page that shows it. */
const elements: Readonly<Record<string, readonly string[]>> = {
  ...plain(
    'p br hr h1 h2 h3 h4 h5 h6 div section article blockquote q cite ul li dl dt dd pre code kbd samp var em strong b i u s ' +
      'del ins mark small sub sup abbr figure figcaption caption table thead tbody tfoot tr ruby rt rp bdi details summary',
  ),
  a: ['href', 'title', 'rel'],
  img: ['src', 'alt', 'width', 'height'],
  ol: ['start', 'reversed'],
  time: ['datetime'],
  th: ['colspan', 'rowspan', 'scope'],
  td: ['colspan', 'rowspan'],
  col: ['span'],
  colgroup: ['span'],
  bdo: ['dir'],
}

/** Their content is no text of the article. */
const unread =
  'script style textarea option select button noscript svg math iframe object embed applet template title head xmp noembed ' +
  'noframes plaintext audio video canvas map frameset form-data'

const deepest = 100

/**
 * The part of `html` that is safe to show in any page: no script, style, event, form, embedded document or vector image;
 * links absolute (http, https, mailto) with `rel`, images absolute http(s). Depth and length are the caller's to bound.
 */
export function sanitise(html: string, base: string): string {
  return sanitizeHtml(html, {
    allowedTags: Object.keys(elements),
    allowedAttributes: Object.fromEntries(
      Object.entries(elements).map(([name, attributes]) => [name, [...attributes, 'lang', 'dir']]),
    ),
    allowedClasses: {},
    allowedStyles: {},
    allowedSchemes: ['http', 'https', 'mailto'],
    allowedSchemesByTag: { img: ['http', 'https'] },
    allowProtocolRelative: false,
    nonTextTags: unread.split(' '),
    nestingLimit: deepest,
    disallowedTagsMode: 'discard',
    enforceHtmlBoundary: false,
    transformTags: {
      '*': (tagName, attributes) => ({ tagName, attribs: checked(attributes) }),
      a: (tagName, attributes) => ({ tagName, attribs: link(attributes, base) }),
      img: (tagName, attributes) => ({ tagName, attribs: image(attributes, base) }),
    },
    exclusiveFilter: ({ tag, attribs }) => tag === 'img' && attribs.src === undefined,
  })
}

function plain(names: string): Record<string, readonly string[]> {
  return Object.fromEntries(names.split(' ').map(name => [name, []]))
}

type Attributes = Record<string, string>

const patterns: Readonly<Record<string, RegExp>> = {
  width: /^\d{1,5}$/,
  height: /^\d{1,5}$/,
  colspan: /^\d{1,3}$/,
  rowspan: /^\d{1,3}$/,
  span: /^\d{1,3}$/,
  start: /^-?\d{1,9}$/,
  scope: /^(?:row|col|rowgroup|colgroup)$/i,
  dir: /^(?:ltr|rtl|auto)$/i,
  lang: /^[a-z]{2,8}(?:-[a-z\d]{1,8}){0,4}$/i,
  datetime: /^[\w:.,+ -]{1,40}$/,
}

/** Values that are not what their attribute is for are dropped; `alt` and `title` are free text. */
function checked(attributes: Attributes): Attributes {
  return Object.fromEntries(Object.entries(attributes).filter(([name, value]) => patterns[name]?.test(value) ?? true))
}

function link({ href, title, ...rest }: Attributes, base: string): Attributes {
  const address = /^\s*mailto:[^\s"<>]+$/i.test(href ?? '') ? href?.trim() : absoluteUrl(href, base)
  if (!address) return checked(common(rest))
  return { ...checked(common(rest)), href: address, rel: 'noopener noreferrer nofollow', ...(title ? { title } : {}) }
}

function image({ src, alt, ...rest }: Attributes, base: string): Attributes {
  const address = absoluteUrl(src, base)
  return { ...checked(rest), ...(address === null ? {} : { src: address }), alt: alt ?? '' }
}

function common({ lang, dir }: Attributes): Attributes {
  return { ...(lang === undefined ? {} : { lang }), ...(dir === undefined ? {} : { dir }) }
}
