import { describe, expect, test } from 'vitest'
import { firecrawl, page, scraped } from '../../test/fixtures/firecrawl-asking.ts'

test.each([
  [400, '', { kind: 'status', status: 400 }],
  [402, '', { kind: 'quota' }],
  [403, '', { kind: 'unauthorised', status: 403 }],
  [403, 'UNSUPPORTED_SITE', { kind: 'status', status: 403 }],
  [408, 'SCRAPE_TIMEOUT', { kind: 'timeout', phase: 'total' }],
  [408, '', { kind: 'timeout', phase: 'total' }],
  [429, '', { kind: 'rateLimited', status: 429, retryAfterMs: 9_000 }],
  [500, 'SCRAPE_ALL_ENGINES_FAILED', { kind: 'status', status: 500 }],
  [500, 'SCRAPE_SSL_ERROR', { kind: 'tls' }],
  [500, 'SCRAPE_SITE_ERROR', { kind: 'unreachable' }],
  [502, '', { kind: 'status', status: 502 }],
  [503, '', { kind: 'rateLimited', status: 503, retryAfterMs: 9_000 }],
  [200, 'SCRAPE_DNS_RESOLUTION_ERROR', { kind: 'unreachable' }],
  [200, '', { kind: 'malformed' }],
])('%i with code "%s" is %j', async (status, code, failure) => {
  const error = { status, message: 'It did not work.', ...(code && { code }) }
  const outcome = await scraped({ error, headers: { 'retry-after': '9' } })
  expect(outcome).toMatchObject({ ok: false, failure })
  expect(JSON.stringify(outcome)).toContain('It did not work.')
})

test.each([401, 403, 404, 410, 429, 500, 503])('a page that answered %i is a failure of the page', async statusCode => {
  expect(await scraped({ html: '<p>Sorry</p>', metadata: { statusCode, error: 'x' } })).toMatchObject({
    ok: false,
    failure: { kind: 'status', status: statusCode, message: `the page answered ${statusCode}, says Firecrawl` },
  })
})

test.each([
  ['application/pdf', 'document'],
  ['application/octet-stream', 'document'],
  ['image/png', 'media'],
  ['video/mp4; codecs=x', 'media'],
])('%s is no article', async (contentType, reason) => {
  expect(await scraped({ html: 'JVBERi0x', metadata: { contentType } })).toMatchObject({
    ok: false,
    failure: { kind: 'notAnArticle', reason },
  })
})

test.each(['application/xhtml+xml', 'text/plain', undefined])('%s may be one', async contentType => {
  expect(await scraped({ metadata: { contentType } })).toMatchObject({ ok: true })
})

test('no content is no article; with an error beside it, the page was not reached', async () => {
  const nothing = { html: ' \n', markdown: '' }
  expect(await scraped(nothing)).toMatchObject({ ok: false, failure: { kind: 'notAnArticle', reason: 'empty' } })
  expect(await scraped({ ...nothing, metadata: { error: 'net::ERR_FAILED', statusCode: undefined } })).toMatchObject({
    ok: false,
    failure: { kind: 'unreachable' },
  })
})

describe('answers nobody vouches for', () => {
  test.each([
    ['an HTML page', 200, '<html>Hello</html>', { kind: 'malformed' }],
    ['an HTML page of a gateway', 502, '<html>Bad gateway</html>', { kind: 'status', status: 502 }],
    ['half an object', 200, '{"success":true,"da', { kind: 'malformed' }],
    ['no data', 200, '{"success":true}', { kind: 'malformed' }],
    ['data that is none', 200, '{"success":true,"data":"x"}', { kind: 'malformed' }],
    ['an array', 200, '[]', { kind: 'malformed' }],
    ['nothing', 200, '', { kind: 'malformed' }],
    ['nothing with 204', 204, '', { kind: 'malformed' }],
  ] as const)('%s', async (_name, status, body, failure) => {
    const outcome = await scraped({ status, body })
    expect(outcome).toMatchObject({ ok: false, failure })
    expect(JSON.stringify(outcome)).not.toContain('<html>')
  })

  test('fields of the wrong type count as absent, and one content is enough', async () => {
    const metadata = { title: 7, statusCode: '200', url: 'javascript:alert(1)', sourceURL: { a: 1 }, __proto__: null }
    expect(await scraped({ body: { success: true, data: { html: null, markdown: 'Text', metadata } } })).toMatchObject({
      ok: true,
      value: { html: '', markdown: 'Text', statusCode: null, finalUrl: page, metadata: { title: null } },
    })
    expect(await scraped({ body: { data: { html: '<p>x</p>', metadata: [] } } })).toMatchObject({ ok: true })
  })

  test('texts of the head are cut', async () => {
    const outcome = await scraped({ metadata: { ogTitle: `${'x'.repeat(1_999)}\u{1f600}` } })
    expect(outcome.ok && outcome.value.metadata.title).toBe(`${'x'.repeat(1_999)}\ufffd`)
  })

  test('what breaks, never ends, or is too large', async () => {
    expect(await scraped({ cutAt: 30 })).toMatchObject({ ok: false, failure: { kind: 'unreachable' } })
    expect(await scraped({ html: 'x'.repeat(9_000_000) })).toMatchObject({ ok: false, failure: { kind: 'tooLarge' } })
    const { server, read } = await firecrawl()
    for (const never of ['answer', 'body'] as const) {
      server.answer(() => ({ never }))
      expect(await read({ timeoutMs: 150 })).toMatchObject({ ok: false, failure: { kind: 'timeout', phase: 'total' } })
    }
  })
})
