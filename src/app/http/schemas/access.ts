/** Who may do what: keys, the login, settings, and moving in and out. */
import { z } from 'zod'
import { cursor, groupName, id, limit, pageOf, time } from './common.ts'

export const scope = z
  .enum(['read', 'write', 'admin'])
  .meta({ description: '`write` may read, `admin` may everything.' })
export type Scope = z.infer<typeof scope>

export const session = z
  .object({
    /** `open`: on loopback without a login, everybody is let in. */
    access: z.enum(['open', 'session', 'key', 'none']),
    scope: scope.nullable(),
    /** A login is configured, so that one can be asked for. */
    loginConfigured: z.boolean(),
    expiresAt: time.nullable(),
    version: z.string(),
  })
  .meta({ id: 'Session' })

export const login = z.strictObject({
  password: z.string().min(1).max(1_000),
  next: z
    .string()
    .max(2_000)
    .optional()
    .meta({ description: 'Where to go afterwards; only a path of this server is taken.' }),
})
export const loggedIn = z.object({ next: z.string(), expiresAt: time }).meta({ id: 'LoggedIn' })

export const key = z
  .object({
    id,
    name: z.string(),
    scope,
    start: z.string().meta({ description: 'The first characters of the key, to tell it by.' }),
    createdAt: time,
    expiresAt: time.nullable(),
    usedAt: time.nullable(),
    revokedAt: time.nullable(),
  })
  .meta({ id: 'Key' })
export const keyList = z.object({ items: z.array(key) }).meta({ id: 'KeyList' })
export const createKey = z.strictObject({
  name: z.string().min(1).max(100),
  scope: scope.default('read'),
  expiresInDays: z.int().min(1).max(3_650).optional(),
})
export const createdKey = key
  .extend({ key: z.string().meta({ description: 'Shown this once: only its hash is kept.' }) })
  .meta({ id: 'CreatedKey' })

export const importQuery = z.object({
  group: groupName.optional(),
  endDemo: z.enum(['true', 'false']).default('false'),
})
export const importJob = z
  .object({
    id,
    state: z.enum(['running', 'done', 'failed']),
    feeds: z.int(),
    done: z.int().meta({ description: 'Feeds looked at so far.' }),
    added: z.int(),
    known: z.int(),
    refused: z.array(z.object({ url: z.string(), reason: z.string() })).meta({ description: 'At most 100 of them.' }),
    refusedCount: z.int(),
    error: z.string().nullable(),
  })
  .meta({ id: 'Import' })
export type ImportJob = z.infer<typeof importJob>

export const exportQuery = z.object({ since: time.optional(), source: id.optional() })

export const demo = z.strictObject({ on: z.boolean() })
export const demoState = z.object({ on: z.boolean(), correlationId: id }).meta({ id: 'Demo' })

export const settings = z
  .object({
    /** winnow.yaml and the environment, as they hold; secrets masked. Read-only: the file decides. */
    config: z.record(z.string(), z.unknown()),
    file: z.string().nullable(),
    media: z.enum(['off', 'proxy']).meta({ description: 'Whether images of articles are shown, through Winnow.' }),
    publicUrl: z.string().nullable(),
    loginConfigured: z.boolean(),
    engine: z.enum(['postgres', 'pglite']),
  })
  .meta({ id: 'Settings' })

export const auditEntry = z
  .object({
    id,
    at: time,
    actor: z.string(),
    action: z.string(),
    subject: z.string().nullable(),
    correlationId: id,
    detail: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'AuditEntry' })
export const auditList = pageOf(auditEntry).meta({ id: 'AuditList' })
export const auditQuery = z.object({ cursor: cursor.optional(), limit })

export const health = z.object({ status: z.enum(['ok', 'unavailable']) }).meta({ id: 'Health' })
