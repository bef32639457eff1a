/** The pool answers every job exactly once, whatever the document does to its thread. */
import { execFileSync } from 'node:child_process'
import { afterEach, describe, expect, test } from 'vitest'
import { createParser, type Parser, type ParserOptions } from './pool.ts'

const url = 'http://ex.test/feed'
const parsers: Parser[] = []
afterEach(() => Promise.all(parsers.splice(0).map(parser => parser.close())))

function pool(options: Partial<ParserOptions> = {}): Parser {
  const parser = createParser({ workers: 1, deadlineMs: 30_000, ...options })
  parsers.push(parser)
  return parser
}

const rss = (titles: readonly string[], more = '') =>
  `<rss><channel>${titles.map(title => `<item><title>${title}</title>${more}</item>`).join('')}</channel></rss>`
/** In a buffer of its own, as a response body is. */
const job = (text: string) => ({ bytes: new TextEncoder().encode(text).slice(), contentType: null, url })
/** Every tag seems to end within its neighbour's quotes, so the parser looks for each end in all that follows: for hours. */
const endless = `<rss><channel><item><title>${`<a '>"<a ">'`.repeat(100_000)}"'</title></item></channel></rss>`

const titles = async (answer: ReturnType<Parser['parse']>) => {
  const outcome = await answer
  return outcome.ok ? outcome.value.entries.map(({ title }) => title) : outcome.failure.kind
}

test('a feed comes back whole, and its bytes were moved, not copied', async () => {
  const input = job(rss(['a', 'b']))
  expect(await titles(pool().parse(input))).toEqual(['a', 'b'])
  expect(input.bytes).toHaveLength(0)
})

test('bytes that share their buffer with others are copied, and the others stay', async () => {
  const bytes = Buffer.from(rss(['a']))
  expect(await titles(pool().parse({ bytes, contentType: null, url }))).toEqual(['a'])
  expect(bytes.toString()).toBe(rss(['a']))
})

test('the header, the address and the entry limit reach the thread', async () => {
  const bytes = Uint8Array.from(
    Buffer.from(
      '<rss><channel><item><link>/\xe9</link><title>\xe9</title></item><item><title>b</title></item></channel></rss>',
      'latin1',
    ),
  )
  const outcome = await pool().parse({ bytes, contentType: 'text/xml; charset=iso-8859-5', url, maxEntries: 1 })
  expect(outcome).toMatchObject({ ok: true, value: { entries: [{ title: 'щ', link: 'http://ex.test/%D1%89' }] } })
})

test('a feed of many slices comes back complete and in order', async () => {
  const many = Array.from({ length: 10_000 }, (_, index) => `t${index}`)
  expect(await titles(pool().parse(job(rss(many))))).toEqual(many)
})

test('entries too large for one slice come back too', async () => {
  const outcome = await pool().parse(job(rss(['a', 'b', 'c'], `<description>${'x'.repeat(900_000)}</description>`)))
  expect(outcome.ok && outcome.value.entries.map(({ contentText }) => contentText.length)).toEqual([
    900_000, 900_000, 900_000,
  ])
})

describe('entries handed over while the rest is still to be parsed', () => {
  const names = Array.from({ length: 5_500 }, (_, index) => `t${index}`)
  const large = () => job(rss(names, `<description>${'x'.repeat(500)}</description>`))

  test('come in order, at most 1,000 at a time, each lot when the former was taken', async () => {
    const lots: number[] = []
    const got: (string | null)[] = []
    let taking = 0
    const outcome = await pool().parse(large(), async entries => {
      expect(taking++).toBe(0)
      lots.push(entries.length)
      got.push(...entries.map(({ title }) => title))
      await new Promise(setImmediate)
      taking--
    })
    expect(outcome).toMatchObject({ ok: true, value: { format: 'rss', count: names.length, unread: 0 } })
    expect(Math.max(...lots)).toBeLessThanOrEqual(1_000)
    expect(got).toEqual(names)
  })

  test('that are not taken end the job, and the thread takes the next', async () => {
    const parser = pool()
    const refused = await parser.parse(large(), () => Promise.reject(new Error('full')))
    expect(refused).toMatchObject({ ok: false, failure: { kind: 'cancelled' } })
    expect(await titles(parser.parse(job(rss(['a']))))).toEqual(['a'])
  })

  test('may take longer than a deadline that is for parsing alone', async () => {
    const slow = pool({ deadlineMs: 500 })
    const outcome = await slow.parse(job(rss(['a'])), () => new Promise(resolve => setTimeout(resolve, 600)))
    expect(outcome).toMatchObject({ ok: true, value: { count: 1 } })
  })

  test('are not asked for again once the pool is closed', async () => {
    const parser = pool()
    let lots = 0
    const outcome = await parser.parse(large(), async () => {
      lots += 1
      await parser.close()
    })
    expect(outcome).toMatchObject({ ok: false, failure: { kind: 'cancelled' } })
    expect(lots).toBe(1)
  })
})

test('failures are answers', async () => {
  expect(await pool().parse(job('<html>'))).toEqual({
    ok: false,
    failure: { kind: 'notAFeed', message: 'This is an HTML page, not a feed.' },
  })
})

test('jobs are served first come, first served, by no more threads than asked for', async () => {
  const parser = pool({ workers: 2 })
  const names = Array.from({ length: 20 }, (_, index) => `t${index}`)
  expect(await Promise.all(names.map(name => titles(parser.parse(job(rss([name]))))))).toEqual(
    names.map(name => [name]),
  )
})

describe('a document that harms its thread costs only itself:', () => {
  test('past its deadline it is a timeout, and the next job finds a new thread', async () => {
    const parser = pool({ deadlineMs: 500 })
    const [hung, next] = await Promise.all([parser.parse(job(endless)), titles(parser.parse(job(rss(['a']))))])
    expect(hung).toMatchObject({ ok: false, failure: { kind: 'timeout', phase: 'parse' } })
    expect(next).toEqual(['a'])
  })

  // V8's heap limit is soft: now and then a collection in time lets the document pass after all.
  test('out of memory it is too large, and the next job finds a new thread', { retry: 3 }, async () => {
    const parser = pool({ maxOldGenerationSizeMb: 12 })
    const huge = job(rss(Array.from({ length: 250_000 }, (_, index) => `title ${index} ${'x'.repeat(200)}`)))
    const [burst, next] = await Promise.all([parser.parse(huge), titles(parser.parse(job(rss(['a']))))])
    expect(burst).toMatchObject({ ok: false, failure: { kind: 'tooLarge', limitBytes: 12 * 1024 * 1024 } })
    expect(next).toEqual(['a'])
  })

  test('other threads go on meanwhile', async () => {
    const parser = pool({ workers: 2, deadlineMs: 5_000 })
    const hung = parser.parse(job(endless))
    expect(await titles(parser.parse(job(rss(['a']))))).toEqual(['a'])
    await parser.close()
    expect(await titles(hung)).toBe('cancelled')
  })
})

test('closing answers running and waiting jobs, and later ones at once', async () => {
  const parser = pool()
  const answers = [parser.parse(job(endless)), parser.parse(job(rss(['a'])))].map(titles)
  await parser.close()
  expect(await Promise.all(answers)).toEqual(['cancelled', 'cancelled'])
  expect(await titles(parser.parse(job(rss(['a']))))).toBe('cancelled')
  await parser.close()
})

describe('in a process with nothing else to do', () => {
  const printed = (body: string) => {
    const script = `
      import { createParser } from ${JSON.stringify(new URL('./pool.ts', import.meta.url).href)}
      const parser = createParser({ workers: 1, deadlineMs: 1_000 })
      const parse = text => parser.parse({ bytes: new TextEncoder().encode(text), contentType: null, url: 'http://ex.test/' })
      ${body}`
    return execFileSync(process.execPath, ['--input-type=module', '-e', script], { timeout: 30_000, encoding: 'utf8' })
  }

  test.each([
    ['a closed pool keeps it no longer', 'await parser.close()'],
    ['an idle pool keeps it no longer', ''],
  ])('%s', (_, end) => {
    expect(printed(`const { ok } = await parse('<rss/>'); ${end}; console.log(ok)`)).toBe('true\n')
  })

  test('a job that waits for a new thread is still answered', () => {
    const hung = JSON.stringify(`<a '>"<a ">'`)
    const both = `await Promise.all([parse('<rss><channel><item><title>' + ${hung}.repeat(100_000) + '"\\''), parse('<rss/>')])`
    expect(printed(`console.log((${both}).map(outcome => outcome.ok))`)).toBe('[ false, true ]\n')
  })
})
