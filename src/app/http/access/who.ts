/** Tells who asks: a key, a session, whoever is on this machine while nothing is locked, or nobody. */

import type { Database } from '../../../db/database.ts'
import { findKey } from '../../../db/keys.ts'
import { findSession } from '../../../db/sessions.ts'
import type { HttpSettings } from '../options.ts'
import { type Actor, nobody } from './actor.ts'
import type { Blocks } from './blocks.ts'
import { isLoopback } from './hosts.ts'
import { fingerprintOf } from './passwords.ts'

export type Credentials = Readonly<{
  authorization: string | undefined
  session: string | undefined
  remote: string
  host: string
  /** Somebody passes the request on. */
  isForwarded: boolean
}>

export type Asked = Readonly<{ actor: Actor } | { blockedS: number }>

/** One question to the database where there is something to look up. */
export async function whoAsks(
  database: Database,
  settings: Pick<HttpSettings, 'host' | 'login' | 'publicUrl'>,
  blocks: Blocks,
  credentials: Credentials,
): Promise<Asked> {
  const { authorization, session, remote } = credentials
  if (authorization !== undefined) return await byKey(database, blocks, authorization, remote)
  if (settings.login !== null && session !== undefined && tokenForm.test(session)) {
    const found = await findSession(database, session, fingerprintOf(settings.login.hash))
    if (found !== null)
      return {
        actor: { kind: 'session', name: 'web', scope: 'admin', expiresAt: found.expiresAt, refusal: null },
      }
  }
  return { actor: openTo(settings, credentials) }
}

const tokenForm = /^[\w-]{43}$/

async function byKey(database: Database, blocks: Blocks, authorization: string, remote: string): Promise<Asked> {
  const blockedS = blocks.blockedS(remote)
  if (blockedS !== null) return { blockedS }
  const key = /^Bearer ([\w-]{10,100})$/i.exec(authorization)?.[1]
  const found = key === undefined ? null : await findKey(database, key)
  if (found !== null)
    return { actor: { kind: 'key', name: `key:${found.name}`, scope: found.scope, expiresAt: null, refusal: null } }
  blocks.begin(remote)
  return { actor: { ...nobody, refusal: 'the key is unknown, revoked or past its time' } }
}

/** Without a login everybody on this machine is let in, as long as nothing says that somebody else stands behind the request. */
function openTo(
  { host, login, publicUrl }: Pick<HttpSettings, 'host' | 'login' | 'publicUrl'>,
  { remote, isForwarded, host: asked }: Credentials,
): Actor {
  if (login !== null) return nobody
  const isHere =
    isLoopback(host) && isLoopback(bare(remote)) && isLoopback(URL.parse(`http://${asked}`)?.hostname ?? '')
  if (!isHere) return { ...nobody, refusal: 'no login is set up: set a password, or use an API key' }
  const isPublished = publicUrl !== null && !isLoopback(URL.parse(publicUrl)?.hostname ?? '')
  if (isForwarded || isPublished)
    return { ...nobody, refusal: 'behind a proxy nobody is let in without a login: set a password, or use an API key' }
  return { kind: 'open', name: 'local', scope: 'admin', expiresAt: null, refusal: null }
}

function bare(address: string): string {
  return address.replace(/^::ffff:/i, '')
}
