/** All handlers by the name of their route; the type says when one is missing. */
import type { Handlers } from '../reply.ts'
import { accessHandlers } from './access.ts'
import { articleHandlers } from './articles.ts'
import { healthHandlers } from './health.ts'
import { moveHandlers } from './move.ts'
import { operateHandlers } from './operate.ts'
import type { Parts } from './parts.ts'
import { sourceHandlers } from './sources.ts'
import { submissionHandlers } from './submissions.ts'
import { whyHandlers } from './why.ts'

export function createHandlers(parts: Parts): Handlers {
  return {
    ...sourceHandlers(parts),
    ...articleHandlers(parts),
    ...submissionHandlers(parts),
    ...operateHandlers(parts),
    ...whyHandlers(parts),
    ...moveHandlers(parts),
    ...accessHandlers(parts),
    ...healthHandlers(parts),
  }
}
