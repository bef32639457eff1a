/** A link leaves this folder absolute and http(s), or not at all: `javascript:` and `file:` never reach a click. */

/**
 * `raw` against `base`, or null when it is empty, unreadable or of another scheme. An absolute link stays as written,
 * except for what can only be a mistake: white space around or inside it and `&amp;` left by one escaping too many.
 */
export function absoluteUrl(raw: string | null | undefined, base: string): string | null {
  if (raw === null || raw === undefined) return null
  const link = raw
    .trim()
    .replace(/[\t\n\r]+/g, '')
    .replaceAll('&amp;', '&')
  if (link === '') return null
  if (/^https?:\/\/[^\s]+$/i.test(link)) return URL.canParse(link) ? link : null
  const url = URL.parse(link, base)
  return url !== null && (url.protocol === 'http:' || url.protocol === 'https:') ? url.href : null
}

/** The base that an `xml:base` (itself perhaps relative) makes of `base`: RFC 3986 §5.1, XML Base §3. */
export function rebased(base: string, xmlBase: string | undefined): string {
  return absoluteUrl(xmlBase, base) ?? base
}
