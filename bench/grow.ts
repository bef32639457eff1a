/** Does the flush slow down as the store grows? Whole flushes of 1,000 new rows of 1 kB at 0, 1 and 5 million stored articles. */
import { sql } from '../src/db/statement.ts'
import { chunk, flushOf, polledSources } from '../test/fixtures/samples.ts'
import { median, newArticles, openBenchStore, rounded, timed } from './store.ts'

const SIZES = [0, 1_000_000, 5_000_000] as const
const FLUSHES = 40
const FLUSH_ROWS = 1_000
/** Stored at a time by the server itself, so that the fill is bounded by nothing of ours. */
const FILL_ROWS = 250_000

export async function run(say: (line: string) => void) {
  const store = await openBenchStore()
  const { database } = store
  say(store.version ?? '')
  const [polled] = await polledSources(database, 1)
  const flush = flushOf(database)
  const speeds: Record<string, number> = {}
  let stored = 0
  for (const size of SIZES) {
    for (; stored < size; stored += FILL_ROWS) {
      await database.query(fill(polled?.sourceId ?? ''), 600_000)
      say(`  ${(stored + FILL_ROWS).toLocaleString('en')} of ${size.toLocaleString('en')} stored`)
    }
    await database.execute('analyze articles')
    await database.execute('checkpoint')
    const times: number[] = []
    for (let at = 0; at < FLUSHES && polled !== undefined; at++) {
      const offered = chunk(polled, newArticles(FLUSH_ROWS, 1_000), { bookmark: null })
      times.push(await timed(() => flush([offered])))
    }
    speeds[size] = Math.round((FLUSH_ROWS / median(times)) * 1_000)
    say(`${size.toLocaleString('en')} stored: ${speeds[size]} rows/s`)
  }
  await store.close()
  const ratio = (size: number) => rounded((speeds[size] ?? 0) / (speeds[0] ?? 1))
  return { rowsPerS: speeds, ratio1M: ratio(1_000_000), ratio5M: ratio(5_000_000) }
}

/** Ids are as random as hashes are, which is what makes the index grow wide. */
function fill(sourceId: string) {
  return sql`insert into articles (id, source_id, run_id, history, url, title, content_text, content_hash, published_at, sort_at)
    select gen_random_uuid(), ${sourceId}, ${sourceId}, true, 'https://old.example/' || n, 'Old article ' || n, repeat(md5(n::text), 20),
      gen_random_uuid(), now() - n * interval '1 s', now() - n * interval '1 s'
    from generate_series(1, ${FILL_ROWS}) as n`
}
