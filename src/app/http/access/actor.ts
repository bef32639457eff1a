/** Who asks, and what they may. */
import type { Scope } from '../../../db/keys.ts'

/** `open`: on loopback without a login, everybody is let in. */
export type Actor = Readonly<{
  kind: 'open' | 'session' | 'key' | 'none'
  /** As the audit names it. */
  name: string
  scope: Scope | null
  expiresAt: Date | null
  /** What kept them out, when it is worth saying. */
  refusal: string | null
}>

export const nobody: Actor = { kind: 'none', name: 'nobody', scope: null, expiresAt: null, refusal: null }

const rank = { read: 1, write: 2, admin: 3 } as const

export function may(actor: Actor, needed: Scope): boolean {
  return actor.scope !== null && rank[actor.scope] >= rank[needed]
}
