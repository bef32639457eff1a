/** What must hold for every answer, whatever was asked. */
import { isDeepStrictEqual } from 'node:util'
import type { RouteDefinition } from '../src/app/http/routes/definition.ts'
import { type RouteName, routes } from '../src/app/http/routes/routes.ts'
import { problem } from '../src/app/http/schemas/common.ts'
import type { Answer } from './exchange.ts'
import type { FuzzRequest } from './request.ts'

/** Sentences about what is wrong; empty: nothing is. */
export function wrongWith(request: FuzzRequest, answer: Answer | null): string[] {
  if (answer === null) return ['no answer came']
  const { status, headers } = answer
  // A request for a tunnel is not answered at all.
  if (status === 0) return request.method === 'CONNECT' ? [] : ['the connection was closed without an answer']
  const text = answer.body.toString('utf8')
  const found: string[] = []
  if (status >= 500) found.push(`status ${status}: ${text.slice(0, 200)}`)
  const leak = leaks.exec(`${[...headers].join('\n')}\n${text}`)
  if (leak !== null) found.push(`it tells what is inside: ${JSON.stringify(leak[0])}`)
  const correlationId = headers.get('x-correlation-id')
  if (correlationId === undefined || !uuid.test(correlationId)) found.push(`status ${status} without a correlation id`)
  if (headers.get('x-content-type-options') !== 'nosniff' || !headers.has('content-security-policy'))
    found.push('without the headers that keep a browser safe')
  if (headers.has('x-injected') || headers.has('access-control-allow-origin')) found.push('a header that must not be')
  found.push(...(status < 300 ? wrongGood(request, answer, text) : wrongRefusal(request, answer, text)))
  return found
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Stacks, paths of the machine, and the words of PostgreSQL and of its driver. */
const leaks =
  /(?:\n|\\n)\s+at |node:internal|node_modules|\.ts:\d+|\/(?:root|home|tmp|work|usr)\/|syntax error at or near|relation "|column "|invalid input (?:syntax|value)|invalid byte sequence|duplicate key value|violates (?:check|foreign|not-null|unique)|out of range for type|unterminated|operator does not exist|could not determine|current transaction is aborted|SQLSTATE|ECONN|top secret/

function wrongRefusal(
  { method, target, operation, isRaw }: FuzzRequest,
  { status, headers, body }: Answer,
  text: string,
): string[] {
  const type = headers.get('content-type') ?? ''
  if (status === 304) return body.length === 0 ? [] : ['a 304 with a body']
  // What is no HTTP has no method either.
  if (method === 'HEAD') return body.length === 0 || (isRaw && status === 400) ? [] : ['a body for HEAD']
  // A page for people, or a file of the client, is no problem of an API.
  if (!isOurs(target) && /^text\/(?:html|plain)/.test(type))
    return /<script/i.test(text) ? ['a page with a script'] : []
  const found: string[] = []
  if (!type.startsWith('application/problem+json'))
    return [`status ${status} as ${type || 'nothing'}, not as a problem`]
  const read = problem.strict().safeParse(parsed(text))
  if (!read.success) return [`a problem that is none: ${text.slice(0, 200)}`]
  if (read.data.errorId !== headers.get('x-correlation-id'))
    found.push('the Error ID is another one than the correlation id')
  if (read.data.status !== status) found.push('the problem has another status than the answer')
  if (operation !== null && !isRaw && !(String(status) in operation.responses))
    found.push(`status ${status} is not one that the document names for ${operation.operationId}`)
  return found
}

function isOurs(target: string): boolean {
  return /^\/(?:api\/|healthz|readyz|metrics)/.test(target)
}

function wrongGood(
  { operation, method, isRaw }: FuzzRequest,
  { status, headers, body }: Answer,
  text: string,
): string[] {
  if (method === 'HEAD') return body.length === 0 ? [] : ['a body for HEAD']
  if (operation === null) return []
  const route: RouteDefinition = routes[operation.operationId as RouteName]
  const type = headers.get('content-type') ?? ''
  const wanted = route.answerType ?? 'application/json'
  if (!type.startsWith(wanted)) return [`${type}, where the document says ${wanted}`]
  if (!isRaw && !(String(status) in operation.responses)) return [`status ${status} is not one that the document names`]
  if (wanted === 'application/x-ndjson')
    return text.split('\n').every(line => line === '' || parsed(line) !== undefined) ? [] : ['a line that is no JSON']
  if (wanted !== 'application/json') return []
  const value = parsed(text)
  const read = route.answer.safeParse(value)
  if (!read.success) return [`not as its schema says: ${JSON.stringify(read.error.issues.slice(0, 3))}`]
  // What the schema does not know is left out when it reads; nothing may be told that the document does not.
  return isDeepStrictEqual(read.data, value) ? [] : [`more than its schema says: ${text.slice(0, 300)}`]
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
