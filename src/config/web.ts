/** What is said about the web, as its server takes it. */
import type { Parsed } from './schema.ts'

export type WebConfig = Readonly<{
  host: string
  /** Null: no web in `winnow up`. */
  port: number | null
  publicUrl: string | null
  /** A secret, or the hash of one; null: no login. */
  password: string | null
  media: 'off' | 'proxy'
  metricsPort: number | null
}>

export function webConfig(web: Parsed['web']): WebConfig {
  return { ...web, publicUrl: web.publicUrl ?? null, password: web.password ?? null }
}
