/** What is done by the clock, by one worker for all: the sweep that re-creates what state says is missing, and the daily care. */
import type { Config } from '../config.ts'
import type { Database } from '../db/database.ts'
import type { Queue } from '../db/jobs.ts'
import { pruneMarkedAll } from '../db/marks.ts'
import { giveUpReadings } from '../db/reading/claim.ts'
import { sweepSearch } from '../db/search/fill.ts'
import { pruneRuns, sweep, vacuumEmbedded } from '../db/upkeep.ts'
import type { Log } from '../log.ts'
import { logGaveUp } from './log-reading.ts'
import { admitUnread } from './wanted-readings.ts'

/** @param wake Called when there is something to read. */
export function upkeepQueues(database: Database, config: Config, log: Log, wake: () => void): Queue[] {
  return [
    {
      name: 'sweep',
      policy: 'exclusive',
      cron: '* * * * *',
      async work() {
        await sweep(database)
        for (const ended of await giveUpReadings(database)) logGaveUp(log, ended)
        if ((await admitUnread(database, config)) > 0) wake()
      },
    },
    {
      name: 'daily',
      policy: 'exclusive',
      cron: '17 3 * * *',
      async work() {
        const runs = await pruneRuns(database, config.retention.runsDays)
        if (runs > 0) log.event('info', 'runs.pruned', { runs })
        await sweepSearch(database)
        await pruneMarkedAll(database)
        await vacuumEmbedded(database)
      },
    },
  ]
}
