/** Winnow's own code over a folder of test corpora, corpus by corpus; what is not in the folder is left out of the report. */

import { join } from 'node:path'
import { decode } from '../src/parse/decode.ts'
import { parseOpml } from '../src/parse/opml.ts'
import { runServerCases } from '../test/fixtures/server-cases.ts'
import { bytesOf, type FeedCase, hasCorpus, jsonOf } from './corpus.ts'
import { type FeedRates, scoreFeeds } from './feeds.ts'
import { scoreHostile } from './hostile.ts'
import { type LanguageRates, scoreLanguage } from './language.ts'
import { type ReadabilityRates, scoreReadability } from './readability.ts'
import { createSettler, type Settler } from './settle.ts'
import { type Miss, share } from './tally.ts'
import { scoreDedupe, scoreSsrf, scoreWptUrl } from './urls.ts'

export type Report = Readonly<{
  feedparser?: Readonly<Record<string, FeedRates>>
  gofeed?: FeedRates
  'real-feeds'?: FeedRates
  hostile?: Readonly<{ passed: number; of: number }>
  ssrf?: Readonly<{ passed: number; of: number; overblocked: number }>
  'url-dedupe'?: Readonly<{ same: number | null; different: number | null }>
  'wpt-url'?: Readonly<{ urls: number | null; hosts: number | null }>
  readability?: ReadabilityRates
  language?: LanguageRates
  /** Only when asked for. */
  servers?: Readonly<{ passed: number; of: number; mostRssMb: number }>
  /** Share of all feed documents, the hostile ones included, that were answered within two seconds. */
  settledWithin2s?: number | null
}>

type Score = (folder: string, settler: Settler, miss: (one: Omit<Miss, 'corpus'>) => void) => Promise<unknown>

const corpora: Readonly<Record<string, Score>> = {
  feedparser: feedparser,
  gofeed: gofeed,
  'real-feeds': realFeeds,
  hostile: (folder, { settle }, miss) => scoreHostile(folder, settle, miss),
  ssrf: (folder, _, miss) => scoreSsrf(folder, miss),
  'url-dedupe': async (folder, _, miss) => scoreDedupe(folder, miss),
  'wpt-url': async (folder, _, miss) => scoreWptUrl(folder, miss),
  readability: (folder, _, miss) => scoreReadability(folder, miss),
  language: async (folder, _, miss) => scoreLanguage(folder, miss),
}

/**
 * @param folder Laid out as the corpora's README says. @param servers Also visit the hostile servers of `server-cases.json`,
 * which wait for up to 30 s. @throws when an expectation file is not what it should be.
 */
export async function runConformance(
  folder: string,
  { servers = false } = {},
): Promise<{ report: Report; misses: Miss[] }> {
  const misses: Miss[] = []
  const settler = createSettler()
  try {
    const report: Record<string, unknown> = {}
    for (const [corpus, score] of Object.entries(corpora)) {
      if (!hasCorpus(folder, corpus)) continue
      report[corpus] = await score(folder, settler, one => misses.push({ corpus, ...one }))
    }
    if (servers && hasCorpus(folder, 'hostile')) {
      report.servers = await scoreServers(folder, one => misses.push({ corpus: 'servers', ...one }))
    }
    const settledWithin2s = share(settler.withinTwoSeconds)
    for (const { file, ms } of settler.slow) {
      misses.push({ corpus: 'all', file, what: 'settledWithin2s', expected: '≤ 2,000 ms', got: `${ms} ms` })
    }
    return { report: { ...report, settledWithin2s } as Report, misses }
  } finally {
    await settler.close()
  }
}

/** The product's own client against each of them, in a process of its own. What cannot be played here (TLS without openssl) is not counted. */
async function scoreServers(folder: string, miss: (one: Omit<Miss, 'corpus'>) => void) {
  const results = await runServerCases(join(folder, 'hostile', 'server-cases.json'))
  const run = results.filter(({ skipped }) => skipped === undefined)
  for (const one of run.filter(({ ok }) => !ok)) {
    miss({ file: one.case, what: 'server', expected: one.expected, got: one.got })
  }
  const mostRssMb = Math.max(0, ...run.map(({ rssMb }) => Math.ceil(rssMb)))
  return { passed: run.filter(({ ok }) => ok).length, of: run.length, mostRssMb }
}

async function feedparser(...[folder, { settle }, miss]: Parameters<Score>) {
  const cases = jsonOf<FeedCase[]>(folder, 'feedparser', 'expect.json')
  const groupOf = (file: string) => file.split('/')[0] ?? ''
  return await scoreFeeds(`${folder}/feedparser`, cases, { settle, miss, groupOf })
}

async function gofeed(...[folder, { settle }, miss]: Parameters<Score>) {
  type Listed = FeedCase & { files?: readonly string[] }
  const cases = jsonOf<Listed[]>(folder, 'gofeed', 'expect-feedparser.json').flatMap(one =>
    one.files === undefined ? [one] : one.files.map(file => ({ file })),
  )
  return (await scoreFeeds(`${folder}/gofeed`, cases, { settle, miss, groupOf: () => 'all' })).all
}

/** A list of feeds is among them: it is read as such, and its feeds are its entries. */
async function realFeeds(...[folder, { settle }, miss]: Parameters<Score>) {
  const all = jsonOf<FeedCase[]>(folder, 'real-feeds', 'expect.json')
  for (const { file } of all.filter(({ file }) => file.endsWith('.opml'))) {
    const list = parseOpml(decode(bytesOf(folder, 'real-feeds', 'files', file), null))
    if (!list.ok || list.value.length === 0) miss({ file, what: 'feeds', expected: 'some', got: list })
  }
  const feeds = all.filter(({ file }) => !file.endsWith('.opml'))
  return (await scoreFeeds(`${folder}/real-feeds`, feeds, { settle, miss, groupOf: () => 'all' })).all
}
