/** Everything from outside is read within bounds, and checked by the schema of its route, before a handler sees it. */
import type { Context } from 'hono'
import type { z } from 'zod'
import { problem, type RefusedReply } from './reply.ts'
import type { RouteDefinition } from './routes/definition.ts'

export const MAX_BODY_BYTES = 1_000_000
export const MAX_OPML_BYTES = 5_000_000
const MAX_JSON_DEPTH = 20
const MAX_URL = 16_000

type Parts = Readonly<{ params: unknown; query: unknown; body: unknown; headers: unknown }>
type Read = Readonly<{ ok: true; parts: Parts }> | Readonly<{ ok: false; refused: RefusedReply }>

export async function readRequest(c: Context, route: RouteDefinition): Promise<Read> {
  if (c.req.url.length > MAX_URL) return no(414, 'The address is too long.')
  const given = { params: paramsOf(c), query: queryOf(c), headers: headersOf(c, route) }
  if (given.params === null || given.query === null)
    return no(400, 'The address has a parameter twice, or one that cannot be read.')
  const body = route.body === undefined ? { value: undefined } : await readBody(c, route)
  if ('is' in body) return { ok: false, refused: body }
  const errors: { path: string; message: string }[] = []
  const checked = (part: string, schema: z.ZodType | undefined, value: unknown) => {
    if (schema === undefined) {
      if (part === 'query' && Object.keys(value as object).length > 0)
        errors.push({ path: part, message: 'takes no parameter' })
      return undefined
    }
    const parsed = strict(part, schema).safeParse(value)
    if (parsed.success) return parsed.data
    for (const { path, message } of parsed.error.issues.slice(0, 20))
      errors.push({ path: [part, ...path].join('.'), message })
    return undefined
  }
  const parts = {
    params: checked('params', route.params, given.params),
    query: checked('query', route.query, given.query),
    headers: route.headers === undefined ? undefined : checked('headers', route.headers, given.headers),
    body: route.bodyType === undefined ? checked('body', route.body, body.value) : body.value,
  }
  if (errors.length > 0) return { ok: false, refused: problem(400, 'The request is not as it should be.', { errors }) }
  return { ok: true, parts }
}

/** A parameter that nobody knows is a mistake to be told, not to be passed over. */
function strict(part: string, schema: z.ZodType): z.ZodType {
  if (part !== 'query' || !('strict' in schema)) return schema
  const known = stricts.get(schema) ?? (schema as z.ZodObject).strict()
  stricts.set(schema, known)
  return known
}

/** A schema is compiled when it first parses, so a new one for each request would be compiled for each request. */
const stricts = new WeakMap<z.ZodType, z.ZodType>()

function no(status: number, detail: string): Read {
  return { ok: false, refused: problem(status, detail) }
}

function paramsOf(c: Context): Record<string, string> | null {
  const params: Record<string, string> = c.req.param()
  return Object.values(params).every(isStorable) ? params : null
}

/** Each once; null where one comes twice or cannot be stored. */
function queryOf(c: Context): Record<string, string> | null {
  const query = new Map<string, string>()
  for (const [name, value] of new URL(c.req.url).searchParams) {
    if (query.has(name) || !isStorable(name) || !isStorable(value)) return null
    query.set(name, value)
  }
  return Object.fromEntries(query)
}

function headersOf(c: Context, route: RouteDefinition): Record<string, string> {
  const given: Record<string, string> = {}
  for (const name of Object.keys(route.headers?.shape ?? {})) {
    const value = c.req.header(name)
    if (value !== undefined) given[name] = value
  }
  return given
}

async function readBody(c: Context, route: RouteDefinition): Promise<{ value: unknown } | RefusedReply> {
  const isJson = route.bodyType === undefined
  const type = (c.req.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  if (isJson ? type !== 'application/json' : !opmlTypes.has(type))
    return problem(415, `The body must be ${route.bodyType ?? 'application/json'}; see its Content-Type.`)
  // RFC 9110, section 8.4: unpacked, a body may be a thousand times as large as it came.
  if (!/^(?:identity)?$/i.test(c.req.header('content-encoding') ?? ''))
    return problem(415, 'The body must not be compressed.')
  const most = isJson ? MAX_BODY_BYTES : MAX_OPML_BYTES
  const bytes = await readBytes(c, most).catch((): 'broken' => 'broken')
  if (bytes === 'broken') return problem(400, 'The body broke off before its end.')
  if (bytes === null) return problem(413, `The body is larger than ${most / 1_000_000} MB.`)
  if (!isJson) return { value: bytes }
  return parseJson(bytes)
}

const opmlTypes = new Set(['text/x-opml', 'text/xml', 'application/xml', 'application/octet-stream'])

/** Null above the bound; the rest of the body is not read. Throws when the client goes before the end. */
export async function readBytes(c: Context, most: number): Promise<Uint8Array | null> {
  if (Number(c.req.header('content-length') ?? 0) > most) return null
  const pieces: Uint8Array[] = []
  let length = 0
  for await (const piece of c.req.raw.body ?? []) {
    length += piece.length
    if (length > most) return null
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}

function parseJson(bytes: Uint8Array): { value: unknown } | RefusedReply {
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return problem(400, 'The body is not JSON in UTF-8.')
  }
  const wrong = wrongIn(value)
  return wrong === null ? { value } : problem(400, wrong)
}

/** Without recursion, so that depth is a number and not a stack. */
function wrongIn(value: unknown): string | null {
  let level: unknown[] = [value]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_JSON_DEPTH) return `The body nests deeper than ${MAX_JSON_DEPTH} levels.`
    const next: unknown[] = []
    for (const one of level) {
      if (typeof one === 'string' && !isStorable(one)) return unstorable
      if (typeof one !== 'object' || one === null) continue
      for (const [key, member] of Object.entries(one)) {
        if (key === '__proto__' || !isStorable(key)) return unstorable
        next.push(member)
      }
    }
    level = next
  }
  return null
}

const unstorable = 'The body has a name or a character that cannot be stored.'

function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0')
}
