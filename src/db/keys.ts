/** API keys: what is kept of one is the SHA-256 of a random text of 256 bits, which nobody can turn back; a slow hash guards what people choose, not what chance did. */
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { auditStatement } from './audit.ts'
import type { Database } from './database.ts'
import { sql } from './statement.ts'

export const scopes = ['read', 'write', 'admin'] as const
export type Scope = (typeof scopes)[number]

export type KeyRow = Readonly<{
  id: string
  name: string
  scope: Scope
  /** The first characters of the key, to tell it by. */
  start: string
  createdAt: Date
  expiresAt: Date | null
  /** To the minute. */
  usedAt: Date | null
  revokedAt: Date | null
}>

type By = Readonly<{ actor: string; correlationId: string }>

/** `key` is shown once: only its hash is kept. `name` of 1 to 100 characters. */
export async function createKey(
  database: Database,
  wanted: Readonly<{ name: string; scope: Scope; expiresInDays: number | null }>,
  by: By,
): Promise<KeyRow & Readonly<{ key: string }>> {
  const key = `${PREFIX}${randomBytes(32).toString('base64url')}`
  const id = randomUUID()
  const { name, scope, expiresInDays } = wanted
  const [rows = []] = await database.batch([
    sql`insert into api_keys (id, name, scope, hash, start, expires_at)
      values (${id}::uuid, ${name}, ${scope}, decode(${hashOf(key)}, 'hex'), ${key.slice(0, SHOWN)},
        case when ${expiresInDays}::integer is not null then now() + make_interval(days => ${expiresInDays}::integer) end) returning *`,
    auditStatement({ ...by, action: 'key.created', subject: id, detail: { name, scope } }),
  ])
  return { ...readKey(rows[0]), key }
}

/** Newest first, the revoked ones too; at most 1,000. */
export async function listKeys(database: Database): Promise<KeyRow[]> {
  return (await database.query(sql`select * from api_keys order by created_at desc, id limit 1000`)).map(readKey)
}

/** Null: there is no such key. A key that was revoked before stays so. */
export async function revokeKey(database: Database, id: string, by: By): Promise<KeyRow | null> {
  const [rows = []] = await database.batch([
    sql`update api_keys set revoked_at = coalesce(revoked_at, now()) where id = ${id}::uuid returning *`,
    auditStatement({ ...by, action: 'key.revoked', subject: id }),
  ])
  return rows[0] === undefined ? null : readKey(rows[0])
}

/** Null for a key that is unknown, revoked or past its time. One round trip; `usedAt` moves at most once a minute. */
export async function findKey(database: Database, key: string): Promise<Pick<KeyRow, 'id' | 'name' | 'scope'> | null> {
  if (!key.startsWith(PREFIX) || key.length > 100) return null
  const hash = hashOf(key)
  const [rows = []] = await database.batch([
    sql`select id, name, scope from api_keys where hash = decode(${hash}, 'hex') and revoked_at is null and (expires_at is null or expires_at > now())`,
    sql`update api_keys set used_at = now() where hash = decode(${hash}, 'hex') and (used_at is null or used_at < now() - interval '1 minute')`,
  ])
  const [row] = rows
  return row === undefined ? null : { id: row.id, name: row.name, scope: row.scope as Scope }
}

const PREFIX = 'wnw_'
const SHOWN = 10

export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}

// biome-ignore lint/suspicious/noExplicitAny: a row of `api_keys`.
function readKey(row: any): KeyRow {
  const { id, name, scope, start } = row
  return {
    id,
    name,
    scope,
    start,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    usedAt: row.used_at,
    revokedAt: row.revoked_at,
  }
}
