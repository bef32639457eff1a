/** Feeds against what another reader made of them: number of entries, and link, title and date of the first. */
import { join } from 'node:path'
import type { Feed } from '../src/core/entry.ts'
import type { Outcome } from '../src/core/failure.ts'
import { expectedDate, expectedLink, expectedTitle, readInstant, readLink, readTitle } from './compare.ts'
import { bytesOf, type ExpectedFeed, type FeedCase } from './corpus.ts'
import type { Settle } from './settle.ts'
import { count, type Miss, newRate, type Rate, share } from './tally.ts'

export type FeedRates = Readonly<{
  cases: number
  entryCount: number | null
  firstLink: number | null
  firstTitle: number | null
  firstDate: number | null
}>

type Counts = { cases: number; entryCount: Rate; firstLink: Rate; firstTitle: Rate; firstDate: Rate }

/** @param groupOf The name a case is counted under. Every file is read; scored are those whose reference holds. */
export async function scoreFeeds(
  folder: string,
  cases: readonly FeedCase[],
  {
    settle,
    miss,
    groupOf,
  }: { settle: Settle; miss: (one: Omit<Miss, 'corpus'>) => void; groupOf: (file: string) => string },
): Promise<Record<string, FeedRates>> {
  const groups = new Map<string, Counts>()
  for (const { file, contentType, baseUrl, headers, reference, referenceReliable = true, expect } of cases) {
    const url = headers?.['content-location'] ?? baseUrl ?? 'http://example.test/feed'
    const job = { bytes: bytesOf(join(folder, 'files', file)), contentType: contentType ?? null, url }
    const outcome = await settle(file, job)
    if (reference === undefined || !referenceReliable || expect === undefined) continue
    const counts = groups.get(groupOf(file)) ?? newCounts()
    groups.set(groupOf(file), counts)
    score(counts, outcome, expect, url, (what, expected, got) => miss({ file, what, expected, got }))
  }
  return Object.fromEntries([...groups].map(([name, counts]) => [name, rates(counts)]))
}

function score(
  counts: Counts,
  outcome: Outcome<Feed>,
  expect: ExpectedFeed,
  url: string,
  miss: (what: string, expected: unknown, got: unknown) => void,
): void {
  counts.cases += 1
  const compared = (rate: Rate, what: string, expected: unknown, got: unknown) => {
    if (!count(rate, expected === got)) miss(what, expected, got)
  }
  compared(counts.entryCount, 'entryCount', expect.entriesCount, entryCount(outcome, expect))
  const first = expect.entries[0]
  if (first === undefined) return
  const entry = outcome.ok ? outcome.value.entries[0] : undefined
  compared(counts.firstLink, 'firstLink', expectedLink(first, url), readLink(entry, url))
  compared(counts.firstTitle, 'firstTitle', expectedTitle(first), readTitle(entry))
  const date = expectedDate(first)
  if (date !== undefined) compared(counts.firstDate, 'firstDate', date, readInstant(entry))
}

/** The reference never refuses: where it found neither format nor entries, "not a feed" is the same answer. */
function entryCount(outcome: Outcome<Feed>, expect: ExpectedFeed): number | string {
  if (outcome.ok) return outcome.value.entries.length
  const saysNothing = !expect.version && expect.entriesCount === 0
  return saysNothing && outcome.failure.kind === 'notAFeed' ? 0 : outcome.failure.message
}

function newCounts(): Counts {
  return { cases: 0, entryCount: newRate(), firstLink: newRate(), firstTitle: newRate(), firstDate: newRate() }
}

function rates({ cases, entryCount, firstLink, firstTitle, firstDate }: Counts): FeedRates {
  return {
    cases,
    entryCount: share(entryCount),
    firstLink: share(firstLink),
    firstTitle: share(firstTitle),
    firstDate: share(firstDate),
  }
}
