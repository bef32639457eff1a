/** `npm run fuzz:api [-- --requests N --seed S]`: the API under requests that no client would send. Exits with 1 when something is found. */
import { parseArgs } from 'node:util'
import { migrate } from '../src/db/migrate.ts'
import { connectTo } from '../test/fixtures/database.ts'
import { createDatabase, startPostgres } from '../test/fixtures/postgres.ts'
import { fuzzApi } from './api.ts'

const { values } = parseArgs({
  options: { requests: { type: 'string', default: '12000' }, seed: { type: 'string' }, json: { type: 'boolean' } },
})
const requests = Number(values.requests)
const seed = Number(values.seed ?? Date.now() % 2 ** 31)
if (!Number.isSafeInteger(requests) || requests < 1 || !Number.isSafeInteger(seed)) {
  console.error('fuzz:api takes --requests N (1 or more) and --seed S, both whole numbers')
  process.exit(2)
}

const server = await startPostgres()
const { url, drop } = await createDatabase({ server: server.url })
const database = connectTo(url)
try {
  await migrate(database)
  console.error(`fuzz:api: ${requests} requests with seed ${seed}`)
  const result = await fuzzApi(database, { requests, seed, say: line => console.error(line) })
  for (const { number, what, request } of result.findings)
    console.error(
      `FOUND in request ${number}: ${what}\n  ${request}\n  again: npm run fuzz:api -- --seed ${seed} --requests ${number + 1}`,
    )
  const { findings, ...numbers } = result
  console.log(JSON.stringify({ ...numbers, findings: findings.length }))
  if (findings.length > 0 || (requests >= 5_000 && result.unreached.length > 0)) process.exitCode = 1
} finally {
  await database.close()
  await drop()
  await server.stop()
}
