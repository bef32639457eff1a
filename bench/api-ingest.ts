/** The ingest of bench/api in a process of its own: chunks of 20 sources through the hand-over into the flush, as fast as they are taken. Says how many articles are stored when it is asked. */
import { setTimeout as delay } from 'node:timers/promises'
import { MAX_CHUNK_ENTRIES } from '../src/core/chunk.ts'
import { uuidV8 } from '../src/core/identity.ts'
import { chunkWeighing } from '../src/flow/cutter.ts'
import { createHandOver } from '../src/flow/hand-over.ts'
import { connectTo } from '../test/fixtures/database.ts'
import { article, chunk, flushOf, polledSources } from '../test/fixtures/samples.ts'
import { pickLanguage } from './api-fill.ts'
import { createLanguages, createRandom } from './api-words.ts'

const SOURCES = 20
const ROWS = 50
const BYTES = 1_000
/** In the languages and the words of what is stored already, as news are; kept, so that what is measured is storing and not the making of texts. */
const random = createRandom(7)
const languages = createLanguages(random)
const TEXTS = Array.from({ length: 5_000 }, () => {
  const { code, title, text } = pickLanguage(languages, random).language
  return { language: code, title: title(), contentText: text(BYTES) }
})

const [url = ''] = process.argv.slice(2)
const database = connectTo(url, 4)
let stored = 0
const leaving = new AbortController()
const handOver = createHandOver({
  flush: flushOf(database),
  weighing: chunkWeighing,
  limits: { rows: 4 * MAX_CHUNK_ENTRIES, bytes: 32_000_000, flushRows: MAX_CHUNK_ENTRIES, lingerMs: 50 },
  random: Math.random,
  sleep: (ms, signal) => delay(ms, undefined, { signal }).catch(() => {}),
  onSettled: settled => {
    stored += settled.reduce((sum, one) => sum + (one.tally.saved ?? 0), 0)
  },
  onRetry: error => process.stderr.write(`ingest: ${(error as Error).message}\n`),
})

// A bench that failed leaves nothing running.
process.once('disconnect', () => process.exit())
process.on('message', message => {
  if (message === 'stop') leaving.abort()
  else process.send?.({ stored })
})
const sources = await polledSources(database, SOURCES, `ingest${Date.now()}`)
process.send?.({ stored })
let made = 0
while (!leaving.signal.aborted)
  for (const polled of sources) {
    const now = new Date()
    const fresh = Array.from({ length: ROWS }, () => {
      return article(`ingest-${process.pid}-${++made}`, {
        ...TEXTS[made % TEXTS.length],
        publishedAt: now,
        sortAt: now,
        contentHash: uuidV8(String(made)),
      })
    })
    // The bookmark stays where it is, so that the lease holds for the next chunk.
    await handOver.put(chunk(polled, fresh, { bookmark: null }))
  }
await handOver.close(10_000)
await database.close()
process.disconnect()
