/** Login, keys and settings. */
import { createKey, listKeys, revokeKey } from '../../../db/keys.ts'
import { closeSession, openSession } from '../../../db/sessions.ts'
import { lineOf } from '../../cli/add.ts'
import { ownPath } from '../access/hosts.ts'
import { fingerprintOf, verifyPassword } from '../access/passwords.ts'
import { RETRY_S } from '../failures.ts'
import { tooMany } from '../frame.ts'
import { answer, type Handlers, problem } from '../reply.ts'
import { endedCookie, sessionCookie } from '../session-cookie.ts'
import type { Parts } from './parts.ts'

/** Passwords are checked one after another, so that nobody can fill the machine with them. */
const MOST_CHECKS = 4

export function accessHandlers({ database, settings, blocks, denials }: Parts) {
  let checks = 0

  return {
    getSession({ actor }) {
      return answer({
        access: actor.kind,
        scope: actor.scope,
        loginConfigured: settings.login !== null,
        expiresAt: actor.expiresAt,
        version: settings.version,
      })
    },

    async login({ body, remote, correlationId }) {
      const { login } = settings
      if (login === null) return problem(409, 'No login is set up here: set a password first.')
      const next = body.next === undefined ? '/' : ownPath(body.next)
      if (next === null) return problem(400, '`next` must be a path of this server.')
      const deny = (reason: string) =>
        denials.note({ remote, actor: 'nobody', reason, path: 'POST /api/session', correlationId })
      if (!blocks.begin(remote)) {
        deny('blocked')
        return tooMany(blocks.blockedS(remote) ?? 1)
      }
      if (checks >= MOST_CHECKS) return problem(503, 'Too many are logging in at once.', { retryAfterS: RETRY_S })
      checks++
      const isRight = await verifyPassword(body.password, login.hash).finally(() => checks--)
      if (!isRight) {
        deny('password')
        const blockedS = blocks.blockedS(remote)
        return blockedS === null ? problem(401, 'This is not the password.') : tooMany(blockedS)
      }
      blocks.forgive(remote)
      const { token, expiresAt } = await openSession(database, fingerprintOf(login.hash), {
        actor: 'web',
        correlationId,
      })
      return answer({ next, expiresAt }, null, { 'set-cookie': sessionCookie(token, expiresAt, settings.publicUrl) })
    },

    async logout({ session, correlationId }) {
      if (session !== undefined) await closeSession(database, session, { actor: 'web', correlationId })
      return answer({ correlationId }, null, { 'set-cookie': endedCookie(settings.publicUrl) })
    },

    async listKeys() {
      return answer({ items: await listKeys(database) })
    },

    async createKey({ body, actor, correlationId }) {
      const { name, scope, expiresInDays = null } = body
      const wanted = { name: lineOf(name, 100) ?? 'key', scope, expiresInDays }
      return answer(await createKey(database, wanted, { actor: actor.name, correlationId }))
    },

    async revokeKey({ params, actor, correlationId }) {
      const key = await revokeKey(database, params.id, { actor: actor.name, correlationId })
      return key === null ? problem(404, 'There is no such key.') : answer(key)
    },

    getSettings() {
      return answer({
        config: settings.config as Record<string, never>,
        file: settings.configFile,
        media: settings.media,
        publicUrl: settings.publicUrl,
        loginConfigured: settings.login !== null,
        engine: database.engine,
      })
    },
  } satisfies Partial<Handlers>
}
