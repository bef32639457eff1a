/** No secret leaves Winnow: everything that is logged, audited, exported or answered passes through here first. */

/** Not a word, so that masking what is masked already changes nothing. */
export const mask = '***'

/** Whether a field, header or query parameter of this name holds a secret, in any spelling: `apiKey`, `API-KEY`, `x_api_key`. */
export function isSecretName(name: string): boolean {
  return secretName.test(name.toLowerCase().replace(/[^a-z0-9]/g, ''))
}

/**
 * Masks in free text: the credentials of URLs, the values of secret query parameters, `name=value` and `"name": "value"` of
 * secret names, Authorization and Cookie headers, webhook and bot addresses, and tokens known by their shape. It masks too
 * much rather than too little, and is idempotent.
 */
export function maskText(text: string): string {
  let result = text
  for (const [pattern, replacement] of wholePatterns) result = result.replace(pattern, replacement)
  result = result.replace(queryParameter, (whole, start: string, name: string) =>
    isSecretName(name) || shortSecretParameter.test(name) ? `${start}${name}=${mask}` : whole,
  )
  return result.replace(namedValue, (whole, quote: string, name: string, between: string, value: string) => {
    if (!isSecretName(name)) return whole
    const around = value.startsWith('"') || value.startsWith("'") ? value[0] : ''
    return `${quote}${name}${quote}${between}${around}${mask}${around}`
  })
}

/**
 * A copy of any value that is safe to write down: plain JSON data, secrets masked by name and by content, errors with their
 * chain of causes, text without terminal control characters. Never throws. Bounds: 8 levels, 100 members, 8,000 characters
 * a text; what is cut says so.
 */
export function maskDeep(value: unknown): unknown {
  return copy(value, [])
}

const limits = { depth: 8, members: 100, text: 8_000 } as const

const secretName =
  /(password|passwd|passphrase|pwd|secrets?|token|apikey|accesskey|authkey|privatekey|secretkey|authorization|cookies?|credentials?|signature|databaseurl|connectionstring|dsn|session|sessionid|jwt)$/
/** Names that are secrets in a query, but ordinary words elsewhere. */
const shortSecretParameter = /^(key|k|sig|auth|code|pass|sid)$/i

const wholePatterns: readonly (readonly [RegExp, string])[] = [
  // A password may hold an unescaped slash; PostgreSQL's URLs end the credentials at the last @.
  [/(postgres(?:ql)?:\/\/)[^\s"'<>]{0,512}@/gi, `$1${mask}@`],
  [/\/\/[^\s/?#"'<>\\]{1,1024}@/g, `//${mask}@`],
  [/\b((?:proxy-)?authorization|(?:set-)?cookie)(["']?\s*[:=]\s*)[^\r\n]+/gi, `$1$2${mask}`],
  [/\bbearer\s+[\w.~+/=-]{16,}/gi, `Bearer ${mask}`],
  [/\/bot\d{5,}:[\w-]{20,}/g, `/bot${mask}`],
  [/(hooks\.slack\.com\/(?:services|workflows)\/)[\w/-]+/gi, `$1${mask}`],
  [/(discord(?:app)?\.com\/api\/webhooks\/\d+\/)[\w-]+/gi, `$1${mask}`],
  [/\beyJ[\w-]{8,256}\.[\w-]{8,4096}\.[\w-]*/g, mask],
  [
    /\b(?:sk-(?:or-v1-|proj-|ant-\w{1,12}-)?|gh[pousr]_|github_pat_|xox[abprs]-|fc-(?=[0-9a-f]{32}))\w{20,}[\w-]*/g,
    mask,
  ],
]
const queryParameter = /([?&;#])([\w.~%+-]{1,64})=[^\s&#"'<>]+/g
const namedValue = /(["']?)\b([A-Za-z][\w.-]{0,63})\1(\)?\s{0,8}[:=]\s{0,8}\(?)("[^"\n]*"|'[^'\n]*'|[^\s,;&"'}\])]+)/g

function copy(value: unknown, above: readonly object[]): unknown {
  if (typeof value === 'string') return safeText(value)
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value)
  if (value === null || value === undefined || typeof value === 'boolean') return value
  if (typeof value !== 'object') return typeof value === 'bigint' ? String(value) : `[${typeof value}]`
  if (above.includes(value)) return '[circular]'
  if (above.length >= limits.depth) return '[deeper]'
  try {
    return copyObject(value, [...above, value])
  } catch {
    return '[unreadable]'
  }
}

function copyObject(value: object, path: readonly object[]): unknown {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString()
  if (value instanceof URL) return safeText(value.href)
  if (value instanceof Error) return copyError(value, path)
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return `[${value.byteLength} bytes]`
  if (value instanceof Map) return copyMembers(value.entries(), value.size, path)
  if (value instanceof Set || Array.isArray(value)) return copyList([...value], path)
  const names = Object.keys(value)
  return copyMembers(named(value, names.slice(0, limits.members)), names.length, path)
}

/** Cause and members come after the stack, each masked like any other value. */
function copyError(error: Error, path: readonly object[]): unknown {
  const own = Object.keys(error).filter(name => !errorParts.has(name))
  const result: Record<string, unknown> = { type: safeText(error.name), message: safeText(error.message) }
  const members = copyMembers(named(error, own.slice(0, limits.members)), own.length, path)
  Object.assign(result, members)
  if (error.stack) result.stack = safeText(error.stack)
  if (error.cause !== undefined) result.cause = copy(error.cause, path)
  if (error instanceof AggregateError) result.errors = copyList(error.errors, path)
  return result
}

const errorParts = new Set(['type', 'name', 'message', 'stack', 'cause', 'errors'])

function copyMembers(members: Iterable<readonly [unknown, unknown]>, size: number, path: readonly object[]) {
  const result: [string, unknown][] = []
  for (const [key, member] of members) {
    if (result.length === limits.members) break
    const name = safeText(String(key))
    result.push([name, isSecretName(name) && holdsSomething(member) ? mask : copy(member, path)])
  }
  if (size > limits.members) result.push(['…', `${size - limits.members} more`])
  return Object.fromEntries(result)
}

function copyList(items: readonly unknown[], path: readonly object[]): unknown[] {
  const result = items.slice(0, limits.members).map(item => copy(item, path))
  return items.length > limits.members ? [...result, `… ${items.length - limits.members} more`] : result
}

function* named(value: object, names: readonly string[]): Iterable<readonly [string, unknown]> {
  for (const name of names) yield [name, (value as Record<string, unknown>)[name]]
}

/** That no token is set is worth knowing, and no secret. */
function holdsSomething(value: unknown): boolean {
  return value !== null && value !== undefined && value !== '' && typeof value !== 'boolean'
}

/** Masked before it is cut, so that no half of a secret escapes its pattern; ESC and CSI would let a feed write to a terminal. */
function safeText(text: string): string {
  const whole = maskText(text.slice(0, 2 * limits.text).toWellFormed())
  const printable = whole.replace(/(?![\n\t])[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu, '\ufffd')
  const rest = text.length - limits.text
  return rest > 0 ? `${printable.slice(0, limits.text).toWellFormed()}… ${rest} more characters` : printable
}
