/** What a person switched by command and every process must agree on; everything else is configuration. */
import type { Database } from './database.ts'
import { type Statement, sql } from './statement.ts'

/** The value, or undefined when it was never written. */
export async function readSetting(database: Database, key: string): Promise<unknown> {
  const [row] = await database.query(sql`select value from settings where key = ${key}`)
  return row?.value
}

export async function writeSetting(database: Database, key: string, value: unknown): Promise<void> {
  await database.query(settingStatement(key, value))
}

/** For somebody else's transaction. `value` is plain JSON data. */
export function settingStatement(key: string, value: unknown): Statement {
  return sql`insert into settings (key, value) values (${key}, ${JSON.stringify(value)}::jsonb)
    on conflict (key) do update set value = excluded.value`
}
