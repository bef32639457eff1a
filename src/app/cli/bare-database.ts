/** The database as it is, not brought up to date: for the commands that look at just that. */
import type { Config } from '../../config.ts'
import type { Database } from '../../db/database.ts'
import { openDatabase } from '../../db/open.ts'
import { CommandError, exitCodes } from '../context.ts'

/** Closes it after `work`. */
export async function withBareDatabase<T>(config: Config, work: (database: Database) => Promise<T>): Promise<T> {
  const opened = await openDatabase({ url: config.database.url, poolSize: 1, dataDir: config.dataDir, role: 'guest' })
  if ('heldBy' in opened) throw new CommandError(`${config.dataDir} is open in another process`, exitCodes.unavailable)
  try {
    return await work(opened.database)
  } finally {
    await opened.database.close()
  }
}
