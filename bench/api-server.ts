/** The web of bench/api in a process of its own: what `winnow serve` starts, on a port of its own. */
import { startWeb } from '../src/app/http/start.ts'
import { createLog } from '../src/log.ts'
import { connectTo } from '../test/fixtures/database.ts'
import { testConfig } from '../test/fixtures/winnow.ts'

const [url = ''] = process.argv.slice(2)
const config = testConfig([])
const database = connectTo(url, config.database.poolSize)
const log = createLog({ level: 'warn', format: 'json', destination: process.stderr })
const web = await startWeb({ config, database, log, settings: { ...config.web, port: 0 } })
process.send?.({ port: web.port })
// A bench that failed leaves nothing running.
process.once('disconnect', () => process.exit())
process.once('message', async () => {
  await web.close()
  await database.close()
  process.disconnect()
})
