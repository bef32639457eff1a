import { expect, test } from 'vitest'
import { networkFailure } from './network-failure.ts'

const limits = { connectMs: 10_000, headersMs: 30_000, bodyMs: 30_000, totalMs: 60_000, maxBytes: 5, maxHeaderBytes: 9 }
const coded = (code: string, message = 'connect 10.0.0.1:80') => Object.assign(new Error(message), { code })

test.each([
  ['ECONNREFUSED', 'unreachable', 'connection refused'],
  ['ENOTFOUND', 'unreachable', 'no such host'],
  ['EAI_AGAIN', 'unreachable', 'the name could not be resolved just now'],
  ['ECONNRESET', 'unreachable', 'the connection broke before the answer was complete'],
  ['UND_ERR_SOCKET', 'unreachable', 'the connection broke before the answer was complete'],
  ['EHOSTUNREACH', 'unreachable', 'no route to the host'],
  ['ESOMETHINGNEW', 'unreachable', 'the server could not be reached'],
  ['ETIMEDOUT', 'timeout', 'no connection within 10 s'],
  ['UND_ERR_CONNECT_TIMEOUT', 'timeout', 'no connection within 10 s'],
  ['UND_ERR_HEADERS_TIMEOUT', 'timeout', 'no answer within 30 s'],
  ['UND_ERR_BODY_TIMEOUT', 'timeout', 'the answer stopped for 30 s'],
  ['UND_ERR_HEADERS_OVERFLOW', 'tooLarge', "the answer's headers are larger than 9 bytes"],
  ['UND_ERR_DESTROYED', 'cancelled', 'cancelled'],
  ['CERT_HAS_EXPIRED', 'tls', 'the certificate has expired'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls', 'the certificate is self-signed'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls', 'the certificate belongs to another host'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls', 'the certificate cannot be verified'],
  ['CERT_REVOKED', 'tls', 'no secure connection could be made'],
  ['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', 'tls', 'the server speaks an outdated TLS only'],
  ['ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL', 'tls', 'the server does not speak HTTP/1.1'],
  ['EPROTO', 'tls', 'no secure connection could be made'],
  ['HPE_INVALID_CONSTANT', 'malformed', 'the answer is not valid HTTP'],
])('%s is %s: %s', (code, kind, message) => {
  const error = coded(code)
  expect(networkFailure(error, limits, null)).toMatchObject({ kind, message, cause: error })
})

test('several addresses that all fail count as the first, wrapped errors as their cause, and the unheard-of as unreachable', () => {
  const several = new AggregateError([coded('EHOSTUNREACH'), coded('ECONNREFUSED')])
  expect(networkFailure(several, limits, null).message).toBe('no route to the host')
  const wrapped = new Error('fetch failed', { cause: coded('ENOTFOUND') })
  expect(networkFailure(wrapped, limits, null).message).toBe('no such host')
  for (const odd of [new Error('?'), 'text', null, undefined])
    expect(networkFailure(odd, limits, null).kind).toBe('unreachable')
})

test('who ended the call decides, whatever the error that came of it', () => {
  expect(networkFailure(coded('ECONNRESET'), limits, 'cancelled')).toMatchObject({ kind: 'cancelled' })
  expect(networkFailure(coded('ECONNRESET'), limits, 'total')).toMatchObject({
    kind: 'timeout',
    phase: 'total',
    message: 'no complete answer within 60 s',
  })
})
