/** The extractor over pages whose article is known: how many pairs of neighbouring words our text and the expected one share. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createExtractor } from '../src/parse/article/extractor.ts'
import { plainText } from '../src/parse/plain-text.ts'
import { bytesOf } from './corpus.ts'
import type { Miss } from './tally.ts'

export type ReadabilityRates = Readonly<{
  pages: number
  /** Mean over the pages of the bigrams' F1, rounded down to four digits. */
  f1: number
  /** Milliseconds a page takes with its way to the thread and back: printed for a person, no floor. */
  medianMs: number
  p95Ms: number
}>

/** Below it a page is listed; the floor is for the mean. */
const goodPage = 0.99

export async function scoreReadability(folder: string, miss: (one: Omit<Miss, 'corpus'>) => void) {
  const pages = readdirSync(join(folder, 'readability')).toSorted()
  const extractor = createExtractor({ threads: 1, deadlineMs: 30_000 })
  const scores: number[] = []
  const times: number[] = []
  try {
    // The first page also pays for the thread.
    await extractor.extract({ kind: 'html', html: '<p>warm</p>', url: 'http://fakehost/', metadata: {} })
    for (const page of pages) {
      const bytes = bytesOf(folder, 'readability', page, 'source.html')
      const started = performance.now()
      const outcome = await extractor.extract({
        kind: 'page',
        bytes,
        contentType: 'text/html; charset=utf-8',
        url: address,
      })
      times.push(performance.now() - started)
      const expected = plainText(readFileSync(join(folder, 'readability', page, 'expected.html'), 'utf8'))
      const score = outcome.ok ? bigramF1(outcome.value.contentText, expected) : 0
      scores.push(score)
      if (score < goodPage) {
        const got = outcome.ok ? score.toFixed(4) : outcome.failure.message
        miss({ file: page, what: 'f1', expected: `≥ ${goodPage}`, got })
      }
    }
  } finally {
    await extractor.close()
  }
  const f1 = Math.floor((scores.reduce((sum, one) => sum + one, 0) / Math.max(1, scores.length)) * 10_000) / 10_000
  return { pages: pages.length, f1, medianMs: at(times, 0.5), p95Ms: at(times, 0.95) } satisfies ReadabilityRates
}

/** Where the corpus says its pages come from. */
const address = 'http://fakehost/test/page.html'

/** 1 for two texts of the same words in the same order, two empty ones too. */
export function bigramF1(got: string, expected: string): number {
  const [ours, theirs] = [bigramsOf(got), bigramsOf(expected)]
  let shared = 0
  for (const [pair, times] of ours) shared += Math.min(times, theirs.get(pair) ?? 0)
  const all = sum(ours) + sum(theirs)
  return all === 0 ? 1 : (2 * shared) / all
}

function bigramsOf(text: string): ReadonlyMap<string, number> {
  const words = ['', ...text.split(/\s+/).filter(word => word !== ''), '']
  const pairs = new Map<string, number>()
  for (let i = 1; i < words.length; i++) {
    const pair = `${words[i - 1]} ${words[i]}`
    if (pair !== ' ') pairs.set(pair, (pairs.get(pair) ?? 0) + 1)
  }
  return pairs
}

function sum(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((total, one) => total + one, 0)
}

function at(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b)
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0)
}
