/** The ways to a page, each attempt in its gate: fetched by ourselves, or read by Firecrawl's browser. */
import { v7 as uuidV7 } from 'uuid'
import type { Config } from '../config.ts'
import { failed, type Outcome } from '../core/failure.ts'
import type { Reading } from '../core/reading.ts'
import type { ExtractOptions } from '../flow/reading/extract.ts'
import type { AddressGuard } from '../net/address-guard.ts'
import { scrape } from '../net/firecrawl.ts'
import { type Gate, GateRefusal, type Slot } from '../net/gate.ts'
import { type Gates, hostAndPort } from '../net/gates.ts'
import type { Http } from '../net/http.ts'
import { fetchPage } from '../net/page.ts'
import type { Post } from '../net/post.ts'
import type { Robots } from '../net/robots.ts'
import type { Extractor } from '../parse/article/extractor.ts'

/** What polls and readings share: one way to the outside. */
export type Outside = Readonly<{ http: Http; guard: AddressGuard; gates: Gates<'feed' | 'page'>; robots: Robots }>

export type PagesOptions = Readonly<{ config: Config; outside: Outside; post: Post; gate: Gate; extractor: Extractor }>

type Trust = Readonly<{ fromOperator: boolean; maxBytes: number | undefined }>

/** What a source wants read keeps to robots.txt, whoever fetches it; a person's page is asked for as a browser would. */
export function createPages({ config, outside, post, gate, extractor }: PagesOptions) {
  const { http, guard, gates, robots } = outside

  return function waysTo(reading: Reading, { fromOperator, maxBytes = config.fetch.maxBytes }: Trust): ExtractOptions {
    const rules = reading.byPerson ? null : robots
    const { timeoutMs: totalMs } = config.fetch
    const limitedPage = gates.limited(
      'page',
      (url: string, _signal: AbortSignal) => hostAndPort(url),
      (slot, url: string, signal: AbortSignal) =>
        fetchPage(slot, http, rules, { url, maxBytes, totalMs, signal, fromOperator }),
      signalOf,
    )
    const limitedScrape = gate.limited(async (slot: Slot, url: string, signal: AbortSignal) => {
      const hop = { url: new URL(url), headers: {}, fromOperator }
      const allowed = rules === null ? null : await rules.mayAsk(slot, hop, signal)
      if (allowed?.ok === false) return allowed
      const { timeoutMs } = config.firecrawl
      const request = { url, timeoutMs, signal, fresh: reading.edition !== '' }
      return await scrape(slot, { post, guard, ...config.firecrawl }, request)
    }, signalOf)
    return {
      fetchPage: orRefused(limitedPage),
      scrape: config.firecrawl.active ? orRefused(limitedScrape) : null,
      extract: extractor.extract,
      newId: () => uuidV7(),
      clock: () => new Date(),
    }
  }
}

const signalOf = (_url: string, signal: AbortSignal) => signal

/** Who gets no slot any more is cancelled. */
function orRefused<A extends unknown[], T>(
  call: (...args: A) => Promise<Outcome<T>>,
): (...args: A) => Promise<Outcome<T>> {
  return async (...args) => {
    try {
      return await call(...args)
    } catch (error) {
      if (error instanceof GateRefusal) return failed(error.failure)
      throw error
    }
  }
}
