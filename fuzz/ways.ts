/** What can be wrong with a request, one way at a time. */
import { gzipSync } from 'node:zlib'
import { rawPieces, texts } from './hostile.ts'
import { bodies, contentTypes, headers, methods, paths } from './hostile-http.ts'
import type { Operation, Parameter } from './operation.ts'
import { type Context, meant, spoilt, wrong } from './schema.ts'

export type Draft = {
  operation: Operation | null
  method: string
  path: string
  query: [name: string, value: string][]
  headers: [name: string, value: string][]
  body: Buffer
  isRaw: boolean
}

/** In place of a value: the header is not sent at all. */
export const gone = '\0gone'

export type Way = (draft: Draft, context: Context) => void

const parameter: Way = (draft, context) => {
  const { random } = context
  const all = draft.operation?.parameters ?? []
  if (all.length === 0) return unknownParameter(draft, context)
  const one = random.pick(all)
  draft.query = draft.query.filter(([name]) => name !== one.name)
  if (one.in === 'path') draft.path = draft.operation?.path ?? draft.path
  put(draft, one, random.oneIn(4) ? random.pick(texts) : asText(wrong(one.schema, context)))
}

const unknownParameter: Way = (draft, { random }) => {
  const name = random.pick([
    'x',
    'limit[]',
    'limit',
    '__proto__',
    'constructor',
    'toString',
    '',
    '\0',
    'a'.repeat(15_000),
    'q',
    'id',
  ])
  draft.query.push([percent(name), random.pick([percent(random.pick(texts)), random.pick(rawPieces)])])
}

const twice: Way = (draft, context) => {
  const [first] = draft.query
  if (first === undefined) unknownParameter(draft, context)
  else draft.query.push([first[0], context.random.pick([first[1], percent(context.random.pick(texts))])])
}

const rawQuery: Way = (draft, { random }) => {
  const [first] = draft.query
  const piece = random.pick(rawPieces)
  draft.query.push([first === undefined || random.oneIn(2) ? 'q' : first[0], piece])
  if (random.oneIn(2)) {
    draft.path += random.pick(rawPieces)
    draft.operation = null
  }
  draft.isRaw = true
}

const otherPath: Way = (draft, { random }) => {
  draft.path = random.pick(paths)
  draft.operation = null
  draft.isRaw = true
}

const otherMethod: Way = (draft, { random }) => {
  draft.method = random.pick(methods)
  draft.operation = null
  draft.isRaw = true
}

const otherHeaders: Way = (draft, { random }) => {
  for (const [name, value] of random.pick(headers)) {
    if (value === null || name === 'Host')
      draft.headers = draft.headers.filter(([one]) => one.toLowerCase() !== name.toLowerCase())
    draft.headers.push([name, value ?? gone])
  }
  draft.isRaw = true
}

const otherType: Way = (draft, { random }) => {
  draft.headers = draft.headers.filter(([name]) => name !== 'Content-Type')
  const type = random.pick(contentTypes)
  if (type !== null) draft.headers.push(['Content-Type', type])
}

const otherBody: Way = (draft, { random }) => {
  draft.body = random.pick(bodies)()
}

const spoiltBody: Way = (draft, context) => {
  const content = Object.entries(draft.operation?.requestBody?.content ?? {})[0]
  if (content === undefined || content[0] !== 'application/json') return otherBody(draft, context)
  const { schema } = content[1]
  draft.body = jsonOf(spoilt(meant(schema, 'body', context), schema, context))
}

const cutBody: Way = (draft, { random }) => {
  draft.body = draft.body.subarray(0, random.int(draft.body.length + 1))
}

const flippedBody: Way = (draft, { random }) => {
  if (draft.body.length === 0) return
  const copy = Buffer.from(draft.body)
  copy[random.int(copy.length)] = random.int(256)
  draft.body = copy
}

const packedBody: Way = (draft, { random }) => {
  draft.body = gzipSync(random.oneIn(2) ? draft.body : Buffer.alloc(5_000_000))
  draft.headers.push(['Content-Encoding', 'gzip'])
}

export const ways: readonly Way[] = [
  parameter,
  parameter,
  parameter,
  parameter,
  unknownParameter,
  twice,
  rawQuery,
  otherPath,
  otherMethod,
  otherHeaders,
  otherHeaders,
  otherType,
  otherBody,
  spoiltBody,
  spoiltBody,
  spoiltBody,
  spoiltBody,
  cutBody,
  flippedBody,
  packedBody,
]

export function put(draft: Draft, { name, in: place }: Parameter, value: string): void {
  if (place === 'query') draft.query.push([name, percent(value)])
  // What HTTP does not allow in a field would only test the parser of the runtime.
  else if (place === 'header')
    draft.headers.push([name, Buffer.from(value.replace(/[\r\n\0]/g, ' ')).toString('latin1')])
  else draft.path = draft.path.replace(`{${name}}`, percent(value))
}

/** Half characters have no UTF-8: they go as the octets that a careless client would write. */
export function percent(text: string): string {
  let written = ''
  for (const character of text) {
    if (/^[\w.~-]$/.test(character)) written += character
    else if (character.isWellFormed()) written += encodeURIComponent(character)
    else
      written += `%ed%${(0x80 + ((character.charCodeAt(0) >> 6) & 0x3f)).toString(16)}%${(0x80 + (character.charCodeAt(0) & 0x3f)).toString(16)}`
  }
  return written
}

export function asText(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '').slice(0, 12_000)
}

export function jsonOf(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value) ?? '')
}
