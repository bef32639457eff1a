/** A secure connection is one whose certificate is valid, now, for this host; anything less is a failure of kind tls. */
import { createSecureServer } from 'node:http2'
import { createServer, type ServerOptions } from 'node:https'
import type { AddressInfo, Server } from 'node:net'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { ask, client } from '../../src/net/loopback.ts'
import { makeCertificates } from '../fixtures/certificates.ts'

const made = makeCertificates('good.example')

async function portOf(server: Server): Promise<number> {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return (server.address() as AddressInfo).port
}

/** What our client gets from a server with these options, asked by this name. */
async function visit(options: ServerOptions, host = 'good.example') {
  let requests = 0
  const server = createServer({ ...options, keepAlive: false }, (_request, response) => {
    requests += 1
    response.end('secret')
  })
  return { ...(await visitPort(await portOf(server), host)), requests }
}

async function visitPort(port: number, host: string) {
  const origin = `https://${host}:${port}`
  const { get } = client({ trusted: [origin], resolve: async () => ['127.0.0.1'] })
  return { answer: await get(ask(origin)) }
}

const tls = (message: string) => ({ ok: false, failure: { kind: 'tls', message } })

// The authority is made trusted by Node's own means; the product has no setting to trust less, nor more.
describe.skipIf(made === null)('TLS (skipped where openssl 3 is not installed)', () => {
  const certificates = made as NonNullable<typeof made>
  const before = getCACertificates('default')
  beforeAll(() => setDefaultCACertificates([...before, certificates.authority]))
  afterAll(() => setDefaultCACertificates(before))

  test('a valid certificate of a trusted authority for this host is fine', async () => {
    const { answer, requests } = await visit(certificates.good)
    expect(answer).toMatchObject({ ok: true, value: { body: Buffer.from('secret') } })
    expect(requests).toBe(1)
  })

  test.each([
    ['expired', 'expired', 'good.example', 'the certificate has expired'],
    ['self-signed', 'selfSigned', 'good.example', 'the certificate is self-signed'],
    ['for another host', 'good', 'other.example', 'the certificate belongs to another host'],
    ['for a host above this one', 'good', 'sub.good.example', 'the certificate belongs to another host'],
  ] as const)(
    'a certificate that is %s ends the connection before anything is asked',
    async (_what, which, host, message) => {
      const { answer, requests } = await visit(certificates[which], host)
      expect(answer).toMatchObject(tls(message))
      expect(requests).toBe(0)
    },
  )

  test('an authority nobody trusts is none', async () => {
    setDefaultCACertificates(before)
    try {
      const { answer } = await visit(certificates.good)
      expect(answer).toMatchObject(tls('the certificate cannot be verified'))
    } finally {
      setDefaultCACertificates([...before, certificates.authority])
    }
  })

  test.each(['TLSv1', 'TLSv1.1'] as const)('a server that speaks %s only is too old', async version => {
    const old = { minVersion: version, maxVersion: version, ciphers: 'DEFAULT:@SECLEVEL=0' }
    const { answer, requests } = await visit({ ...certificates.good, ...old })
    expect(answer).toMatchObject(tls('the server speaks an outdated TLS only'))
    expect(requests).toBe(0)
  })

  test('a server that speaks HTTP/2 only is said to', async () => {
    const server = createSecureServer({ ...certificates.good, allowHTTP1: false })
    const { answer } = await visitPort(await portOf(server), 'good.example')
    expect(answer).toMatchObject(tls('the server does not speak HTTP/1.1'))
  })
})
