/** The other machines of bench/read: a site whose pages take 300 ms, and an LLM that takes 1.5 s; a process of their own, so that they take nothing from what is measured. */
import { startSite } from '../test/fixtures/reading.ts'
import { LLM_MS, PAGE_MS, URLS } from './read.ts'

const site = await startSite()
site.llm.answer(() => ({ delayMs: LLM_MS }))
const urls = site.articles(URLS, { latencyMs: PAGE_MS })
process.on('message', () => {
  const counts = { pages: site.pages.requests().length, calls: site.llm.calls().length }
  process.send?.({ ...counts, mostPages: site.pages.maxInFlight(), mostCalls: site.llm.maxInFlight() })
})
process.send?.({ urls, origin: site.pages.origin, baseUrl: site.llm.baseUrl })
