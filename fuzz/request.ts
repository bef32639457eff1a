/** Requests made from the OpenAPI document: most as they are meant, spoilt in one place, some in none, some in several. */

import type { Operation, Parameter } from './operation.ts'
import type { Random } from './random.ts'
import { type Context, type Known, meant } from './schema.ts'
import { asText, type Draft, gone, jsonOf, put, ways } from './ways.ts'

export type Server = 'open' | 'locked'
export type FuzzRequest = Readonly<{
  /** Null where the address or the method is none of the document. */
  operation: Operation | null
  method: string
  /** Octets as Latin-1, as they go into the request line. */
  target: string
  headers: readonly (readonly [name: string, value: string])[]
  body: Buffer
  server: Server
  /** The form of the message is broken too, so that it may never become a request. */
  isRaw: boolean
}>

export type Credentials = readonly Readonly<{ server: Server; header: readonly [string, string] | null }>[]

export function makeRequest(
  operations: readonly Operation[],
  credentials: Credentials,
  known: Known,
  random: Random,
): FuzzRequest {
  // Those that take a body are asked more often: there is more that can be wrong.
  const operation = random.oneIn(3)
    ? random.pick(operations.filter(one => one.requestBody !== undefined))
    : random.pick(operations)
  const context = { random, known }
  const draft = asMeant(operation, context)
  for (let left = random.pick([0, 0, 1, 1, 1, 2, 3]); left > 0; left--) random.pick(ways)(draft, context)
  const { server, header } = random.pick(credentials)
  if (header !== null) draft.headers.unshift([...header])
  if (!draft.headers.some(([name]) => name.toLowerCase() === 'host')) draft.headers.unshift(['Host', 'localhost'])
  const named = new Set(draft.headers.map(([name]) => name.toLowerCase()))
  if (draft.body.length > 0 && !named.has('content-length') && !named.has('transfer-encoding'))
    draft.headers.push(['Content-Length', String(draft.body.length)])
  return {
    operation: draft.operation,
    method: draft.method,
    target: targetOf(draft),
    headers: draft.headers.filter(([, value]) => value !== gone),
    body: draft.body,
    server,
    isRaw: draft.isRaw,
  }
}

function asMeant(operation: Operation, context: Context): Draft {
  const draft: Draft = {
    operation,
    method: operation.method.toUpperCase(),
    path: operation.path,
    query: [],
    headers: [],
    body: Buffer.alloc(0),
    isRaw: false,
  }
  for (const parameter of operation.parameters ?? []) {
    if (parameter.required !== true && !context.random.oneIn(3)) continue
    put(draft, parameter, asText(meant(parameter.schema, nameOf(operation, parameter), context)))
  }
  const [content] = Object.entries(operation.requestBody?.content ?? {})
  if (content === undefined) return draft
  const [type, { schema }] = content
  draft.headers.push(['Content-Type', type])
  draft.body = type === 'application/json' ? jsonOf(meant(schema, 'body', context)) : Buffer.from(opml(context.random))
  return draft
}

/** Which ids are meant: `/api/runs/{id}` takes those of runs. */
function nameOf({ path }: Operation, { name, in: place }: Parameter): string {
  return place === 'path' && name === 'id' ? (path.split('/')[2] ?? name) : name
}

function targetOf({ path, query }: Draft): string {
  const written = query.map(([name, value]) => `${name}=${value}`).join('&')
  return (path + (written === '' ? '' : `${path.includes('?') ? '&' : '?'}${written}`)).replace(/[\r\n]/g, '')
}

function opml(random: Random): string {
  const feeds = Array.from(
    { length: random.int(4) },
    (_, at) => `<outline type="rss" text="F${at}" xmlUrl="https://feed${random.int(50)}.invalid/rss"/>`,
  )
  return `<?xml version="1.0"?><opml version="2.0"><body>${feeds.join('')}</body></opml>`
}
