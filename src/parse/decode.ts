/** Bytes become text in one place and never throw: a broken accent costs less than a lost article. */
import { isAscii, isUtf8 } from 'node:buffer'
import iconv from 'iconv-lite'

/** Longer input is cut here: V8 refuses strings over 512 Mi characters, and the fetch limit is far below. */
const maxBytes = 256 * 1024 * 1024
/** The XML declaration must come first, but real feeds put blank lines or warnings before it. */
const declarationWindow = 1024
/** HTML asks for `<meta charset>` within 1,024 bytes; real pages put it later. */
const metaWindow = 8192

/**
 * Text of a response body. The charset is taken from the byte order mark, then (RFC 7303) the HTTP header, then the
 * XML declaration or HTML meta; without any it is UTF-8, as RFC 8259 demands for JSON. Labels are the WHATWG ones.
 * Two departures, both because publishers mislabel: bytes that are valid UTF-8 beyond ASCII beat a Latin-1 or ASCII
 * label, and bytes that are mostly not UTF-8 are read as windows-1252.
 */
export function decode(bytes: Uint8Array, contentType: string | null): string {
  const bounded = bytes.length > maxBytes ? bytes.subarray(0, maxBytes) : bytes
  try {
    const wide = wideCharset(bounded)
    if (wide !== null) return decodeAs(wide, bounded) ?? ''
    for (const label of [httpCharset(contentType), declaredCharset(bounded, contentType)]) {
      const text = label === null ? null : decodeLabelled(label, bounded)
      if (text !== null) return text
    }
    return decodeUtf8(bounded)
  } catch {
    return ''
  }
}

/** UTF-16 and UTF-32 show themselves by a byte order mark, or by where the NULs stand around the first character. */
function wideCharset(bytes: Uint8Array): string | null {
  const [a = -1, b = -1, c = -1, d = -1] = bytes
  const opens = (byte: number) => byte === 0x3c || byte === 0x7b
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 ? 'utf-32le' : 'utf-16le'
  if (a === 0xfe && b === 0xff) return 'utf-16be'
  if (a === 0 && b === 0) return (c === 0xfe && d === 0xff) || (c === 0 && opens(d)) ? 'utf-32be' : null
  if (opens(a) && b === 0) return c === 0 && d === 0 ? 'utf-32le' : 'utf-16le'
  if (a === 0 && opens(b) && c === 0) return 'utf-16be'
  return null
}

function httpCharset(contentType: string | null): string | null {
  return contentType?.match(/charset\s*=\s*["']?\s*([^"'\s;,]+)/i)?.[1] ?? null
}

function declaredCharset(bytes: Uint8Array, contentType: string | null): string | null {
  const head = ascii(bytes, metaWindow)
  const declared = head.slice(0, declarationWindow).match(/<\?xml[^>]*?\sencoding\s*=\s*["']\s*([\w.:-]+)/i)?.[1]
  if (declared !== undefined) return declared
  const html = contentType?.includes('html') === true || /<(!doctype\s+html|html|head)[\s>]/i.test(head)
  return (html && head.match(/<meta[^>]*?charset\s*=\s*["']?\s*([\w.:-]+)/i)?.[1]) || null
}

/** Null when the label says nothing usable, so that the next one is tried. */
function decodeLabelled(label: string, bytes: Uint8Array): string | null {
  const name = canonicalName(label)
  // A label that was readable as ASCII cannot be UTF-16 or UTF-32 (the WHATWG prescan makes the same correction).
  if (name === null || /^(utf-?(16|32)|ucs|iso-10646)/.test(name)) return null
  if (name === 'utf-8') return isUtf8(bytes) ? decodeUtf8(bytes) : null
  if (name === 'windows-1252' && isUtf8(bytes) && !isAscii(bytes)) return decodeUtf8(bytes)
  return decodeAs(name, bytes)
}

/** The WHATWG name of a label, or iconv's; null for unknown ones and for those no feed may use. */
function canonicalName(label: string): string | null {
  const name = label.trim().toLowerCase()
  try {
    return new TextDecoder(name).encoding
  } catch {
    // UTF-7 smuggles markup past every filter; base64 and hex are iconv's own inventions.
    return /^(utf-?7|unicode-1-1-utf-7|base64|hex)/.test(name) || !iconv.encodingExists(name) ? null : name
  }
}

function decodeAs(name: string, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(name).decode(bytes)
  } catch {
    return iconv.encodingExists(name)
      ? iconv.decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), name)
      : null
  }
}

/** One broken byte in a UTF-8 document must not turn all its other accents to rubbish, so the majority decides. */
function decodeUtf8(bytes: Uint8Array): string {
  const text = new TextDecoder('utf-8').decode(bytes)
  if (isUtf8(bytes)) return text
  let broken = 0
  let sound = 0
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit === 0xfffd) broken++
    else if (unit > 0x7f) sound++
  }
  return sound >= broken ? text : new TextDecoder('windows-1252').decode(bytes)
}

function ascii(bytes: Uint8Array, length: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(length, bytes.length)).toString('latin1')
}
