import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isSecretName, maskDeep, maskText } from './mask.ts'

const hex = '0123456789abcdef0123456789abcdef'

describe('maskText', () => {
  test.each([
    ['https://user:hunter2@a.example/feed', 'https://***@a.example/feed'],
    ['https://hunter2@a.example/feed', 'https://***@a.example/feed'],
    ['postgres://winnow:hun/ter2@db:5432/winnow', 'postgres://***@db:5432/winnow'],
    ['postgresql://winnow:hun@ter2@db/winnow', 'postgresql://***@db/winnow'],
    ['GET https://a.example/f?x=1&token=hunter2&y=2 failed', 'GET https://a.example/f?x=1&token=***&y=2 failed'],
    ['https://a.example/f?api_key=hunter2', 'https://a.example/f?api_key=***'],
    ['https://a.example/f?key=hunter2#sig=hunter2', 'https://a.example/f?key=***#sig=***'],
    [
      'https://a.example/f?X-Amz-Signature=hunter2&X-Amz-Date=1',
      'https://a.example/f?X-Amz-Signature=***&X-Amz-Date=1',
    ],
    ['https://a.example/?a=1&amp;token=hunter2', 'https://a.example/?a=1&amp;token=***'],
    ['host=db user=winnow password=hunter2 sslmode=require', 'host=db user=winnow password=*** sslmode=require'],
    ["password: 'hunter2 and more', next", "password: '***', next"],
    ['{"apiKey": "hunter2", "model": "m"}', '{"apiKey": "***", "model": "m"}'],
    ['Key (token)=(hunter2) already exists', 'Key (token)=(***) already exists'],
    ['Authorization: Bearer hunter2', 'Authorization: ***'],
    ['cookie: a=hunter2; b=hunter2\nhost: a.example', 'cookie: ***\nhost: a.example'],
    [`sent Bearer ${hex}`, 'sent Bearer ***'],
    [
      'https://api.telegram.org/bot123456789:AAF-hunter2hunter2hunter2hunter2xyz/sendMessage',
      'https://api.telegram.org/bot***/sendMessage',
    ],
    ['https://hooks.slack.com/services/T0/B0/hunter2', 'https://hooks.slack.com/services/***'],
    ['https://discord.com/api/webhooks/123/hunter2', 'https://discord.com/api/webhooks/123/***'],
    [`key sk-or-v1-${hex}${hex} refused`, 'key *** refused'],
    [`key fc-${hex} refused`, 'key *** refused'],
    [`jwt eyJhbGciOiJI.eyJzdWIiOiIx.${hex}`, 'jwt ***'],
  ])('%s', (text, expected) => {
    expect(maskText(text)).toBe(expected)
  })

  test.each([
    'https://medium.example/@user/how-to-keep-a-secret?page=2',
    'https://a.example/fc-barcelona-wins-the-cup-again-in-the-last-minute',
    'https://a.example/sk-innovation-to-build-another-battery-plant',
    'https://a.example/f?keyword=token&author=me',
    'someone@a.example wrote about tokens and passwords',
    'Unexpected token < in JSON at position 0',
    'keywords: [AI, LLM]',
  ])('%s stays as it is', text => {
    expect(maskText(text)).toBe(text)
  })

  test('masking what is masked changes nothing', () => {
    const part = fc.constantFrom(
      '//',
      '@',
      ':',
      '=',
      '?',
      '&',
      'token',
      'password',
      '"',
      "'",
      ' ',
      '***',
      'cookie',
      'a',
      'x.example',
      '(',
      ')',
      '\n',
    )
    fc.assert(
      fc.property(fc.array(part, { maxLength: 30 }), parts => {
        const once = maskText(parts.join(''))
        expect(maskText(once)).toBe(once)
      }),
      { numRuns: 2_000 },
    )
  })
})

test.each([
  'authorization',
  'Set-Cookie',
  'password',
  'PGPASSWORD',
  'access_token',
  'telegramBotToken',
  'apiKey',
  'X-API-Key',
  'clientSecret',
  'databaseUrl',
  'DATABASE_URL',
])('%s is the name of a secret', name => {
  expect(isSecretName(name)).toBe(true)
})

test.each(['tokens', 'maxTokens', 'keyIdeas', 'author', 'source', 'passed', 'cookieBanner'])(
  '%s is no secret',
  name => {
    expect(isSecretName(name)).toBe(false)
  },
)

describe('maskDeep', () => {
  test('a secret is masked by its name at any depth, and its absence is said', () => {
    const value = {
      a: [{ headers: new Map([['Cookie', 'x']]), apiKey: '', token: null, password: 12345, secret: { x: 1 } }],
    }
    expect(maskDeep(value)).toEqual({
      a: [{ headers: { Cookie: '***' }, apiKey: '', token: null, password: '***', secret: '***' }],
    })
  })

  test('an error keeps its type, its code and its chain of causes, all masked', () => {
    const inner = Object.assign(new TypeError('connect postgres://u:hunter2@db/w'), { code: '28P01', token: 'hunter2' })
    const outer = new Error('GET https://a.example/?token=hunter2', { cause: inner })
    const copy = maskDeep(new AggregateError([outer], 'all failed'))
    expect(copy).toMatchObject({
      type: 'AggregateError',
      message: 'all failed',
      errors: [
        { type: 'Error', message: 'GET https://a.example/?token=***', cause: { type: 'TypeError', code: '28P01' } },
      ],
    })
    expect(JSON.stringify(copy)).toContain('mask.test.ts')
    expect(JSON.stringify(copy)).not.toContain('hunter2')
  })

  test('what is long, deep, wide, circular or unreadable is bounded and says so', () => {
    const circle: Record<string, unknown> = { name: 'x' }
    circle.self = circle
    expect(maskDeep(circle)).toEqual({ name: 'x', self: '[circular]' })
    let deep: unknown = 'end'
    for (let i = 0; i < 100; i++) deep = [deep]
    expect(JSON.stringify(maskDeep(deep))).toContain('[deeper]')
    expect(maskDeep(Array.from({ length: 1_000 }, () => 1))).toHaveLength(101)
    expect(maskDeep('x'.repeat(100_000))).toMatch(/^x{8000}… 92000 more characters$/)
    const hostile = Object.defineProperty({}, 'x', { enumerable: true, get: () => expect.fail('never shown') })
    expect(maskDeep(hostile)).toBe('[unreadable]')
  })

  test('a secret that lies across the cut does not show its first half', () => {
    expect(maskDeep(`${'x'.repeat(7_980)} https://u:hunter2hunter2@a.example/`)).not.toContain('hunter')
  })

  test('no text can write to a terminal or turn the line around', () => {
    expect(maskDeep('a\u001b[31mb\u009b1mc\u202ed\re\nf')).toBe('a\ufffd[31mb\ufffd1mc\ufffdd\ufffde\nf')
  })

  test('every value becomes JSON, and none makes it throw', () => {
    fc.assert(
      fc.property(
        fc.anything({
          withBigInt: true,
          withDate: true,
          withMap: true,
          withSet: true,
          withTypedArray: true,
          withNullPrototype: true,
          withSparseArray: true,
        }),
        value => {
          expect(() => JSON.stringify(maskDeep(value))).not.toThrow()
        },
      ),
    )
    expect(
      maskDeep({
        at: new Date(0),
        never: new Date(Number.NaN),
        n: 10n,
        f: () => 1,
        b: Buffer.from('ab'),
        u: new URL('https://u:p@a.example/'),
      }),
    ).toEqual({
      at: '1970-01-01T00:00:00.000Z',
      never: 'Invalid Date',
      n: '10',
      f: '[function]',
      b: '[2 bytes]',
      u: 'https://***@a.example/',
    })
  })
})
