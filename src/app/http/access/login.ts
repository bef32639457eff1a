/** The login as it is configured: a password, or its hash. A plain one is hashed once and the hash kept, so that a restart logs nobody out. */
import type { Database } from '../../../db/database.ts'
import { readSetting, writeSetting } from '../../../db/settings.ts'
import { hashPassword, isPasswordHash, verifyPassword } from './passwords.ts'

const KEY = 'web.login'

/** `said` is a password, or what `hashPassword` made of one; null: no login. */
export async function prepareLogin(
  database: Database,
  said: string | null,
): Promise<Readonly<{ hash: string }> | null> {
  if (said === null) return null
  if (isPasswordHash(said)) return { hash: said }
  const kept = await readSetting(database, KEY)
  if (typeof kept === 'string' && (await verifyPassword(said, kept))) return { hash: kept }
  const hash = await hashPassword(said)
  await writeSetting(database, KEY, hash)
  return { hash }
}
