/** The Winnow of bench/poll, in a process of its own: what main builds, with the stand's feeds in its configuration. */
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { followFile } from '../src/app/file-sources.ts'
import { createRuntime } from '../src/app/runtime.ts'
import { sql } from '../src/db/statement.ts'
import { createLog } from '../src/log.ts'
import { connectTo } from '../test/fixtures/database.ts'
import { testConfig } from '../test/fixtures/winnow.ts'
import { FEEDS, type Measured } from './poll.ts'
import { timed } from './store.ts'

const [url = '', port = '', rounds = ''] = process.argv.slice(2)
const urls = Array.from(
  { length: FEEDS },
  (_, n) => `http://127.1.${Math.floor(n / 250)}.${(n % 250) + 1}:${port}/feed`,
)
const config = testConfig(urls, { fetch: { concurrency: 128 }, polling: { tickMs: 100 } })
const database = connectTo(url, 4)
await followFile(database, config)
const log = createLog({ level: 'silent', format: 'json' })
const loop = monitorEventLoopDelay({ resolution: 1 })
const peak = { rss: 0 }
const sampling = setInterval(() => {
  peak.rss = Math.max(peak.rss, process.memoryUsage.rss())
}, 20)
loop.enable()

async function pollAll(): Promise<number> {
  await database.query(sql`update bookmarks set next_poll_at = now()`)
  const runtime = createRuntime({ config, database, log, watch: () => {} })
  const ms = await timed(() => runtime.worker.once())
  await runtime.stop(10_000)
  return ms
}

const coldMs = await pollAll()
const [stored] = await database.query(sql`select count(*) as n from articles`)
const unchangedMs: number[] = []
for (let round = 0; round < Number(rounds); round++) unchangedMs.push(await pollAll())
await fetch(`http://127.0.0.1:${port}/more`)
const freshMs = await pollAll()
loop.disable()
clearInterval(sampling)
await database.close()
const measured: Measured = {
  coldMs,
  unchangedMs,
  freshMs,
  articles: stored?.n,
  peakRssMb: peak.rss / 2 ** 20,
  loopP99Ms: loop.percentile(99) / 1e6,
}
process.send?.(measured)
