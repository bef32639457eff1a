/** What a body is, told from its bytes before its Content-Type: only markup and plain text can be read as an article. */

export type Medium = 'html' | 'text' | 'document' | 'media'

/** Never throws; looks at the first 1,024 bytes. */
export function mediumOf(bytes: Uint8Array, contentType: string | null): Medium {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 1024)).toString('latin1')
  const signed = signedAs(head)
  if (signed !== null) return signed
  // UTF-16 has NULs at every other place, so they are taken out before markup is looked for.
  const text = head.replace(byteOrderMark, '').replaceAll('\0', '')
  if (pageStart.test(text)) return 'html'
  const type = contentType?.split(';')[0]?.trim().toLowerCase() ?? ''
  if (/^(?:image|audio|video|font|model)\//.test(type) || vectorImage.test(text)) return 'media'
  if (isBinary(head) || documentType.test(type)) return 'document'
  if (type.includes('html')) return 'html'
  if (type === 'text/plain' || type === 'text/markdown') return 'text'
  return /<[a-z!][^>]*>/i.test(text) ? 'html' : 'text'
}

/** File signatures, as the WHATWG MIME Sniffing standard (§6) and the formats' own specifications give them. */
function signedAs(head: string): 'document' | 'media' | null {
  if (head.includes('%PDF-')) return 'document'
  if (documents.some(start => head.startsWith(start))) return 'document'
  if (media.some(start => head.startsWith(start)) || head.startsWith('ftyp', 4)) return 'media'
  return /^(?:\xff[\xe2\xe3\xf2\xf3\xfa\xfb]|BM[\s\S]{4}\0\0)/.test(head) ? 'media' : null
}

/** ZIP (office, EPUB), OLE (old office), RTF, PostScript, gzip, 7-Zip, RAR. */
const documents = [
  'PK\x03\x04',
  'PK\x05\x06',
  '\xd0\xcf\x11\xe0',
  '{\\rtf',
  '%!PS',
  '\x1f\x8b',
  '7z\xbc\xaf',
  'Rar!\x1a',
]
/** PNG, JPEG, GIF, WebP/WAVE/AVI, Ogg, MP3, FLAC, Matroska/WebM, TIFF, icons, fonts. */
const media = [
  ...['\x89PNG', '\xff\xd8\xff', 'GIF8', 'RIFF', 'OggS', 'ID3', 'fLaC', '\x1aE\xdf\xa3'],
  ...['II*\0', 'MM\0*', '\0\0\x01\0', 'wOFF', 'wOF2'],
]
const byteOrderMark = /^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)/
const prologue = String.raw`^\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->)[\s\S])*-->\s*)*`
const pageStart = new RegExp(`${prologue}<(?:!doctype\\s+html|html|head|body|title|meta|script|div|p|h1)\\b`, 'i')
const vectorImage = new RegExp(`${prologue}(?:<!doctype[^>]*>\\s*)?<svg\\b`, 'i')
const documentType = /^application\/(?!xhtml|octet-stream)|^text\/(?:xml|csv|calendar|css|javascript)$/

/** Control characters that no text has; UTF-16 is known by its mark or by a NUL at every other place. */
function isBinary(head: string): boolean {
  if (/^(?:\xff\xfe|\xfe\xff)/.test(head) || /^(?:\0[^\0]|[^\0]\0){4}/.test(head)) return false
  let controls = 0
  for (let i = 0; i < head.length; i++) {
    const unit = head.charCodeAt(i)
    if (unit < 0x20 && !(unit >= 0x09 && unit <= 0x0d) && unit !== 0x1b) controls += 1
  }
  return controls * 20 > head.length
}
