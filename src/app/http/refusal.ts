/** How a refusal looks (RFC 9457), also where a message never became a request and no route or frame has heard of it. */
import { v7 as uuidV7 } from 'uuid'
import type { Log } from '../../log.ts'
import { securityHeaders } from './headers.ts'
import type { ProblemParts } from './reply.ts'
import type { Problem } from './schemas/common.ts'

export const problemType = 'application/problem+json; charset=utf-8'

export function problemText(status: number, detail: string, errorId: string, more: ProblemParts = {}): string {
  const body: Problem = { type: 'about:blank', title: titles[status] ?? 'Error', status, detail, errorId, ...more }
  return JSON.stringify(body)
}

/** For what is refused before the app sees it. The connection ends with it: what comes next on it cannot be trusted. */
export function bareRefusal(
  status: number,
  detail: string,
  errorId: string,
): Readonly<{ headers: Readonly<Record<string, string>>; body: string }> {
  const body = problemText(status, detail, errorId)
  const headers = {
    ...securityHeaders,
    'content-type': problemType,
    'content-length': String(Buffer.byteLength(body)),
    'cache-control': 'no-store',
    'x-correlation-id': errorId,
    connection: 'close',
  }
  return { headers, body }
}

/** The same, and the log knows the Error ID that whoever sent this is given. */
export function refuse(log: Log, status: number, reason: string): ReturnType<typeof bareRefusal> {
  const correlationId = uuidV7()
  log.event('info', 'request.refused', { correlationId, status, reason })
  return bareRefusal(status, reason, correlationId)
}

const titles: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Not logged in',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  408: 'Too slow',
  409: 'Conflict',
  413: 'Too large',
  414: 'Address too long',
  415: 'Not this type',
  417: 'Expectation failed',
  421: 'Not this host',
  422: 'Cannot be done',
  429: 'Too many attempts',
  431: 'Headers too large',
  500: 'Error',
  502: 'The other side failed',
  503: 'Not available',
}
