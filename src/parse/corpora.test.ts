/** The shared corpora: hostile documents settle, real feeds are read as their readers expect. */
import { existsSync, readFileSync } from 'node:fs'
import { afterAll, describe, expect, test } from 'vitest'
import type { Feed } from '../core/entry.ts'
import type { Outcome } from '../core/failure.ts'
import { decode } from './decode.ts'
import { parseFeed } from './feed.ts'
import { createParser } from './pool.ts'

const corpora = new URL('../../../shared/corpora/', import.meta.url)
const absent = !existsSync(corpora)
const reason = absent ? ' (skipped: the shared corpora are not beside this checkout)' : ''
const bytesOf = (path: string) => Uint8Array.from(readFileSync(new URL(path, corpora)))
// biome-ignore lint/suspicious/noExplicitAny: the corpora are foreign JSON of many shapes.
const jsonOf = (path: string): any[] => (absent ? [] : JSON.parse(readFileSync(new URL(path, corpora), 'utf8')))

type HostileCase = Readonly<{
  file: string
  contentType: string
  baseUrl?: string
  expect: Readonly<{
    goodEntries?: number
    entries?: number
    orClearError?: boolean
    errorKind?: string
    title0?: string
    links?: readonly string[]
    distinctUrls?: number
    noScript?: boolean
    noUnsafeLinkInUi?: boolean
  }>
}>

/** Their expectations are about content codings and pages: the fetch and the extraction answer for those. */
const notForTheParser = /^(gzip-|deflate-|page-)/

describe.skipIf(absent)(`every hostile document settles${reason}`, () => {
  const parser = createParser({ workers: 2, deadlineMs: 5_000 })
  afterAll(() => parser.close())

  test.for(jsonOf('hostile/cases.json') as HostileCase[])(
    '$file',
    async ({ file, contentType, baseUrl, expect: wanted }) => {
      const input = { bytes: bytesOf(`hostile/files/${file}`), contentType, url: baseUrl ?? 'http://ex.test/feed' }
      const outcome = await parser.parse(input)
      if (!outcome.ok) expect(['notAFeed', 'malformed']).toContain(outcome.failure.kind)
      if (!notForTheParser.test(file)) honours(outcome, wanted)
      expect(Reflect.get({}, 'polluted')).toBeUndefined()
    },
  )
})

function honours(outcome: Outcome<Feed>, wanted: HostileCase['expect']): void {
  if (wanted.errorKind !== undefined) expect(outcome).toMatchObject({ ok: false, failure: { kind: 'notAFeed' } })
  if (!outcome.ok) return
  const { entries } = outcome.value
  const links = entries.map(({ link }) => link)
  const good = entries.filter(({ title }) => title?.startsWith('Good'))
  if (wanted.goodEntries !== undefined) expect(good).toHaveLength(wanted.goodEntries)
  if (wanted.entries !== undefined) expect(entries).toHaveLength(wanted.entries)
  if (wanted.title0 !== undefined) expect(entries[0]?.title).toBe(wanted.title0)
  if (wanted.links !== undefined) expect(links).toEqual(expect.arrayContaining([...wanted.links]))
  if (wanted.distinctUrls !== undefined) expect(new Set(links).size).toBe(wanted.distinctUrls)
  if (wanted.noScript) expect(JSON.stringify(entries)).not.toContain('<script')
  for (const link of links) expect(link ?? 'http:').toMatch(/^https?:/i)
  expect(JSON.stringify(entries)).not.toMatch(/root:x?:0/)
}

/** Failing or missing would be a failure of the parser for these: every other hostile feed must be read. */
const mayFail = ['binary.xml', 'utf7.xml', 'empty.xml', 'spaces.xml', 'null.json', 'html-autodiscovery.html']

test.skipIf(absent)(`hostile feeds are read, not refused${reason}`, () => {
  const refused = (jsonOf('hostile/cases.json') as HostileCase[])
    .filter(({ file }) => !notForTheParser.test(file) && !mayFail.includes(file))
    .filter(
      ({ file, contentType }) =>
        !parseFeed(decode(bytesOf(`hostile/files/${file}`), contentType), { url: 'http://ex.test/' }).ok,
    )
  expect(refused.map(({ file }) => file)).toEqual([])
})

/** RSS in JSON, which the reference does not know. */
const beyondReference = 'ScriptingNews.json'
/** The reference keeps character references in a JSON title, which we read as what they were meant to be. */
const knownTitle =
  'FCC Says Releasing &#8216;Jokes&#8217; It Wrote About Ajit Pai Colluding With Verizon Would &#8216;Harm&#8217; Agency'

describe.skipIf(absent)(`real feeds are read as expected${reason}`, () => {
  const cases = jsonOf('real-feeds/expect.json').filter(
    ({ file }) => !file.endsWith('.opml') && file !== beyondReference,
  )
  test.for(cases)('$file', ({ file, expect: wanted }) => {
    const outcome = parseFeed(decode(bytesOf(`real-feeds/files/${file}`), null), { url: 'http://example.test/feed' })
    const feed = outcome.ok ? outcome.value : null
    expect(feed?.title).toBe(line(wanted.feedTitleText))
    expect(feed?.entries).toHaveLength(wanted.entriesCount)
    const read = feed?.entries.slice(0, wanted.entries.length).map(({ title }) => line(title)) ?? []
    const titles = wanted.entries.map((entry: { title: string | null; titleText?: string }) =>
      line(entry.titleText ?? entry.title),
    )
    expect(read.filter((title, index) => title !== titles[index] && titles[index] !== knownTitle)).toEqual([])
  })
})

test.skipIf(absent)(`a real feed in RSS in JSON is read${reason}`, () => {
  const outcome = parseFeed(decode(bytesOf(`real-feeds/files/${beyondReference}`), null), {
    url: 'http://example.test/feed',
  })
  expect(outcome).toMatchObject({ ok: true, value: { title: 'Scripting News', siteUrl: 'http://scripting.com/' } })
  expect(outcome.ok && outcome.value.entries.filter(entry => entry.link !== null)).toHaveLength(50)
})

function line(text: string | null | undefined): string | null {
  return text?.replace(/\s+/g, ' ').trim() || null
}

test.skipIf(absent)(`XXE payloads are read as text, never followed${reason}`, () => {
  const payloads: string[] = jsonOf('xxe/payloads.json')
  expect(payloads.length).toBeGreaterThan(50)
  for (const payload of payloads) {
    for (const text of [payload, `${payload}<rss><channel><item><title>&xxe;&file;</title></item></channel></rss>`]) {
      expect(JSON.stringify(parseFeed(text, { url: 'http://ex.test/' }))).not.toMatch(/root:x?:0|daemon:/)
    }
  }
})
