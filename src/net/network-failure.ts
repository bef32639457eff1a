/** The edge where errors of sockets, TLS, undici and zlib become failures of the closed union, once, in words anyone may read. */
import type { Failure } from '../core/failure.ts'
import { AddressRefused } from './address-guard.ts'
import { TooLarge, Undecodable } from './body.ts'

export type Timeouts = Readonly<{ connectMs: number; headersMs: number; bodyMs: number }>
export type Limits = Timeouts & Readonly<{ totalMs: number; maxBytes: number; maxHeaderBytes: number }>

/** How the call was ended from our side, if it was. */
export type Ended = 'total' | 'cancelled' | null

/** Every error a request can end with is a failure: what hostile bytes make a library throw must not look like a bug of ours. */
export function networkFailure(error: unknown, limits: Limits, ended: Ended): Failure {
  return { ...describe(error, limits, ended), cause: error }
}

function describe(error: unknown, limits: Limits, ended: Ended): Failure {
  if (error instanceof AddressRefused) return error.failure
  if (error instanceof TooLarge) return tooLarge(limits.maxBytes)
  if (error instanceof Undecodable) return { kind: 'malformed', message: error.message }
  if (ended === 'cancelled') return cancelled
  if (ended === 'total')
    return { kind: 'timeout', phase: 'total', message: `no complete answer within ${seconds(limits.totalMs)}` }
  return byCode(codeOf(error), limits)
}

export function tooLarge(limitBytes: number): Failure {
  return { kind: 'tooLarge', limitBytes, message: `the answer is larger than ${limitBytes} bytes` }
}

const cancelled: Failure = { kind: 'cancelled', message: 'cancelled' }

function byCode(code: string, limits: Limits): Failure {
  switch (code) {
    case 'UND_ERR_CONNECT_TIMEOUT':
    case 'ETIMEDOUT':
      return { kind: 'timeout', phase: 'connect', message: `no connection within ${seconds(limits.connectMs)}` }
    case 'UND_ERR_HEADERS_TIMEOUT':
      return { kind: 'timeout', phase: 'headers', message: `no answer within ${seconds(limits.headersMs)}` }
    case 'UND_ERR_BODY_TIMEOUT':
      return { kind: 'timeout', phase: 'body', message: `the answer stopped for ${seconds(limits.bodyMs)}` }
    case 'UND_ERR_HEADERS_OVERFLOW': {
      const limitBytes = limits.maxHeaderBytes
      return { kind: 'tooLarge', limitBytes, message: `the answer's headers are larger than ${limitBytes} bytes` }
    }
    case 'UND_ERR_INVALID_ARG':
    case 'ERR_INVALID_URL':
      return { kind: 'malformed', message: 'the address or a header of the request cannot be sent as it is written' }
    case 'UND_ERR_DESTROYED':
    case 'UND_ERR_CLOSED':
    case 'UND_ERR_ABORTED':
      return cancelled
  }
  if (malformedCode.test(code)) return { kind: 'malformed', message: 'the answer is not valid HTTP' }
  if (tlsCode.test(code)) return { kind: 'tls', message: tlsMessages[code] ?? 'no secure connection could be made' }
  return { kind: 'unreachable', message: unreachableMessages[code] ?? 'the server could not be reached' }
}

/** undici's parser errors have a name but no code; an assertion inside it is also something the server sent. */
const malformedCode = /^(HTTPParserError|HPE_\w+|ERR_ASSERTION|UND_ERR_(RES_CONTENT_LENGTH_MISMATCH|RESPONSE))$/

/** OpenSSL's verification results (X509_V_ERR_…, as Node spells them), its library errors, and Node's own. */
const tlsCode =
  /^(ERR_TLS_|ERR_SSL_|EPROTO$|CERT_|CRL_|SELF_SIGNED_|DEPTH_ZERO_|UNABLE_TO_|INVALID_CA$|INVALID_PURPOSE$|PATH_LENGTH_EXCEEDED$|HOSTNAME_MISMATCH$|ERROR_IN_C)/

const tooOld = 'the server speaks an outdated TLS only'
const tlsMessages: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'the certificate has expired',
  CERT_NOT_YET_VALID: 'the certificate is not valid yet',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'the certificate is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'the certificate is self-signed',
  ERR_TLS_CERT_ALTNAME_INVALID: 'the certificate belongs to another host',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'the certificate cannot be verified',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'the certificate cannot be verified',
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: tooOld,
  ERR_SSL_UNSUPPORTED_PROTOCOL: tooOld,
  ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL: 'the server does not speak HTTP/1.1',
}

const broke = 'the connection broke before the answer was complete'
const unreachableMessages: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ENOTFOUND: 'no such host',
  ENODATA: 'no such host',
  EAI_AGAIN: 'the name could not be resolved just now',
  ESERVFAIL: 'the name could not be resolved just now',
  ETIMEOUT: 'the name could not be resolved just now',
  EHOSTUNREACH: 'no route to the host',
  ENETUNREACH: 'no route to the host',
  ECONNRESET: broke,
  EPIPE: broke,
  UND_ERR_SOCKET: broke,
}

/** The code of an error or of the first cause that has one: node wraps several failed addresses in an AggregateError. */
export function codeOf(error: unknown, depth = 0): string {
  if (!(error instanceof Error) || depth > 4) return ''
  const { code } = error as NodeJS.ErrnoException
  if (error.name === 'HTTPParserError') return error.name
  if (typeof code === 'string' && code !== 'UND_ERR') return code
  return codeOf(error instanceof AggregateError ? error.errors[0] : error.cause, depth + 1)
}

export function seconds(ms: number): string {
  return `${ms / 1000} s`
}
