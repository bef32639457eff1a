/** Old and crossbred vocabularies are renamed to what the parser knows; documents that use none of them pass unread. */

/** A declared abbreviation is short, a bomb is not: at most 100 characters, no markup, no reference to other entities. */
const shortEntity = /<!ENTITY\s+([\w.-]+)\s+(?:"([^"&<%]{0,100})"|'([^'&<%]{0,100})')\s*>/g
const maxEntities = 100

/**
 * RSS as the parser expects it: no prefix on its own elements, a channel around the items, `content:encoded` for the
 * content elements of RSS 0.9x days (`fullitem`, `body`, `xhtml:body`), `pubDate` where only Atom's dates are, and links
 * as text.
 */
export function plainRss(text: string): string {
  const unprefixed = withoutRootPrefix(text)
  const framed = /<channel[\s>/]/i.test(unprefixed) ? unprefixed : unprefixed.replace(/^<[^>]*[^>/]>/, '$&<channel>')
  if (!dialect.test(framed)) return framed
  const dated = /<(?:pubdate|dc:date)[\s>]/i.test(framed)
    ? framed
    : framed.replace(/(<\/?)(?:updated|published|modified|issued)(?=[\s>])/gi, '$1pubDate')
  const named = dated.replace(/(<\/?)dc:author(?=[\s>])/gi, '$1dc:creator').replace(linkWithHref, textLink)
  return /<content:encoded[\s>]/i.test(named)
    ? named
    : named.replace(/(<\/?)(?:fullitem|(?:xhtml:)?body)(?=[\s>])/gi, '$1content:encoded')
}

/**
 * A channel without RSS around it: what CDF, Microsoft's channel definition of 1997, says in attributes is said in
 * elements of RSS.
 */
export function rssAround(channel: string): string {
  const spelt = channel
    .replace(/<(channel|item)(\s[^<>]*[^<>/])>/gi, (tag, name: string, attributes: string) => {
      const link = attribute(attributes, 'href')
      const date = attribute(attributes, 'lastmod')
      return `${tag}${link && `<link>${link}</link>`}${date && name.length === 4 ? `<pubDate>${date}</pubDate>` : ''}`
    })
    .replace(/(<\/?)abstract(?=[\s>])/gi, '$1description')
  return `<rss version="2.0">${spelt}</rss>`
}

/** As written, with its references; empty when it is not there. */
function attribute(attributes: string, name: string): string {
  const [, double, single] = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"<]*)"|'([^'<]*)')`, 'i').exec(attributes) ?? []
  return double ?? single ?? ''
}

/**
 * No element may be called `length`: the parser takes the object it becomes for a list of so many values and makes it,
 * 30 million if the text says so.
 */
export function withoutLengths(text: string): string {
  return text.replace(/(<\/?)([\w.-]{1,100}:)?length(?=[\s>/])/gi, '$1$2x-length')
}

const dialect = /<(?:fullitem|(?:xhtml:)?body|dc:author|updated|published|modified|issued|link\s[^>]{0,500}href)[\s>=]/i
const linkWithHref = /<link(\s[^<>]*?)(?:\/>|>\s*<\/link>)/gi

/** `<link href="…"/>`, Atom's way, in plain RSS. A relation other than `alternate` is no link of the item, so it goes. */
function textLink(element: string, attributes: string): string {
  const href = /\shref\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/i.exec(attributes)
  if (href === null) return element
  return /\srel\s*=\s*["']\s*(?!alternate)/i.test(attributes) ? '' : `<link>${href[1] ?? href[2]}</link>`
}

function withoutRootPrefix(text: string): string {
  const prefix = /^<([\w.-]+):/.exec(text)?.[1]
  return prefix === undefined ? text : text.replace(new RegExp(`(</?)${prefix.replaceAll('.', '\\.')}:`, 'g'), '$1')
}

/**
 * Atom as the parser expects it: no prefix beyond letters and digits, entries that are not called items, and Atom 0.3's
 * `mode="base64"` said in the words of Atom 1.0, by the type.
 */
export function plainAtom(text: string): string {
  const plain = /^<\w+[.-][\w.-]*:/.test(text) ? withoutRootPrefix(text) : text
  const hasEntries = /<(?:\w+:)?entry[\s>/]/i.test(plain)
  const named = hasEntries ? plain : plain.replace(/(<\/?)item(?=[\s>/])/gi, '$1entry')
  return named.includes('base64') ? named.replace(base64Mode, '<$1 type="application/octet-stream">') : named
}

const base64Mode = /<(title|tagline|subtitle|summary|content)\s[^<>]*?\bmode\s*=\s*["']base64["'][^<>]*>/gi

/** RDF without its table of contents: the parser would keep only the items it lists, and look each up in all others. */
export function plainRdf(text: string): string {
  const items = /<([\w-]+:)?items[\s>]/i.exec(text)
  const end = items === null ? -1 : text.indexOf(`</${items[1] ?? ''}items`, items.index)
  return items === null || end === -1 ? text : text.slice(0, items.index) + text.slice(text.indexOf('>', end) + 1)
}

/**
 * The text with the short entities its doctype declares replaced. Others, and all that name a file, stay as written:
 * nothing is ever fetched, and the text at most doubles.
 */
export function withDeclaredEntities(text: string, prolog: string): string {
  if (!prolog.includes('<!ENTITY')) return text
  const values = new Map<string, string>()
  for (const [, name = '', double, single = ''] of prolog.matchAll(shortEntity)) {
    if (values.size < maxEntities) values.set(name, double ?? single)
  }
  const limit = 2 * text.length
  let grown = text.length
  return text.replace(/&([\w.-]{1,40});/g, (reference, name: string) => {
    const value = values.get(name)
    if (value === undefined || grown > limit) return reference
    grown += value.length
    return value
  })
}
