/** Whether the process turns and the database answers, without a word on anything else; and the metrics, which need a key. */
import { sql } from '../../../db/statement.ts'
import { answer, type Handlers, raw } from '../reply.ts'
import type { Parts } from './parts.ts'

const READY_MS = 2_000

export function healthHandlers({ database, metrics }: Parts) {
  return {
    healthz: () => answer({ status: 'ok' as const }),

    async readyz() {
      // On the embedded engine a deadline of ours would restart it: there the request's own time must do.
      await database.query(sql`select 1 as ready`, database.engine === 'pglite' ? undefined : READY_MS)
      return answer({ status: 'ok' as const })
    },

    async metrics() {
      const headers = { 'content-type': metrics.contentType, 'cache-control': 'no-store' }
      return raw(new Response(await metrics.text(), { headers }))
    },
  } satisfies Partial<Handlers>
}
