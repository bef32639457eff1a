/** What is known of a request before its handler. */
import type { HttpBindings } from '@hono/node-server'
import type { Actor } from './access/actor.ts'

export type Env = {
  Bindings: HttpBindings
  Variables: {
    correlationId: string
    /** The client's address, as its socket says it. */
    remote: string
    actor: Actor | undefined
    /** The pattern of its route, for metrics: the address itself would make a series of every id. */
    route: string | undefined
  }
}
