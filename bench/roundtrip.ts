/** 50 articles through a proxy with 1 ms each way: N+1, Winnow alone, and Winnow per source with 20 sources in one flush. */

import { connectTo } from '../test/fixtures/database.ts'
import { addressOf, startProxy } from '../test/fixtures/proxy.ts'
import { chunk, flushOf, polledSources } from '../test/fixtures/samples.ts'
import { insertOne } from './rivals.ts'
import { median, newArticles, openBenchStore, rounded, timed } from './store.ts'

const ARTICLES = 50
const SOURCES = 20
const ROUNDS = 21

export async function run(say: (line: string) => void) {
  const store = await openBenchStore()
  const proxy = await startProxy({ target: addressOf(store.url) })
  const through = connectTo(proxy.url(store.url), 2)
  const polled = await polledSources(store.database, SOURCES)
  const flush = flushOf(through)
  // The bookmarks stay where they are, so that the leases hold for the next round.
  const chunks = (count: number) =>
    polled.slice(0, count).map(one => chunk(one, newArticles(ARTICLES, 1_000), { bookmark: null }))
  await flush(chunks(1))
  proxy.delay(1)
  const times = { nPlusOne: [] as number[], winnow: [] as number[], winnowGroup: [] as number[] }
  for (let round = 0; round < ROUNDS; round++) {
    const [own] = chunks(1)
    if (own === undefined) continue
    const singles = newArticles(ARTICLES, 1_000)
    times.nPlusOne.push(
      await timed(async () => {
        for (const article of singles) await insertOne(through, own.run, article)
      }),
    )
    times.winnow.push(await timed(() => flush([own])))
    const group = chunks(SOURCES)
    times.winnowGroup.push((await timed(() => flush(group))) / SOURCES)
  }
  await through.close()
  await proxy.close()
  await store.close()
  const [nPlusOneMs, winnowMs, winnowGroupMsPerSource] = [
    median(times.nPlusOne),
    median(times.winnow),
    median(times.winnowGroup),
  ]
  say(
    `N+1 ${rounded(nPlusOneMs)} ms; Winnow ${rounded(winnowMs)} ms (${rounded(nPlusOneMs / winnowMs, 0)}×); per source in a flush of ${SOURCES}: ${rounded(winnowGroupMsPerSource)} ms (${rounded(nPlusOneMs / winnowGroupMsPerSource, 0)}×)`,
  )
  return {
    nPlusOneMs: rounded(nPlusOneMs),
    winnowMs: rounded(winnowMs),
    winnowGroupMsPerSource: rounded(winnowGroupMsPerSource),
  }
}
