/** Sessions of the web login. What is kept of a session is a hash, like of a key; another password ends all that were opened with the old one. */
import { randomBytes } from 'node:crypto'
import { auditStatement } from './audit.ts'
import type { Database } from './database.ts'
import { hashOf } from './keys.ts'
import { sql } from './statement.ts'

export const SESSION_DAYS = 30

type By = Readonly<{ actor: string; correlationId: string }>

/** `login` is the fingerprint of the login it was opened with. Sessions past their time go on the way. */
export async function openSession(
  database: Database,
  login: string,
  by: By,
): Promise<Readonly<{ token: string; expiresAt: Date }>> {
  const token = randomBytes(32).toString('base64url')
  const [, rows = []] = await database.batch([
    sql`delete from sessions where expires_at < now()`,
    sql`insert into sessions (hash, login, expires_at)
      values (decode(${hashOf(token)}, 'hex'), ${login}, now() + make_interval(days => ${SESSION_DAYS}::integer)) returning expires_at`,
    auditStatement({ ...by, action: 'session.opened', subject: null }),
  ])
  return { token, expiresAt: rows[0]?.expires_at }
}

/** Null: unknown, past its time, or of another login. */
export async function findSession(
  database: Database,
  token: string,
  login: string,
): Promise<Readonly<{ expiresAt: Date }> | null> {
  const [row] = await database.query(sql`select expires_at from sessions
    where hash = decode(${hashOf(token)}, 'hex') and login = ${login} and expires_at > now()`)
  return row === undefined ? null : { expiresAt: row.expires_at }
}

export async function closeSession(database: Database, token: string, by: By): Promise<void> {
  await database.batch([
    sql`delete from sessions where hash = decode(${hashOf(token)}, 'hex')`,
    auditStatement({ ...by, action: 'session.closed', subject: null }),
  ])
}
