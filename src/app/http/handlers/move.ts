/** Moving in and out: OPML both ways, articles as JSON lines, and the demo. */
import { maskText } from '../../../core/mask.ts'
import { type ArticleFilter, listFullArticles } from '../../../db/articles.ts'
import type { Database } from '../../../db/database.ts'
import type { Position } from '../../../db/page.ts'
import { listSources } from '../../../db/sources.ts'
import { renderOpml } from '../../../parse/opml.ts'
import { demoSwitched, endDemo } from '../../cli/end-demo.ts'
import { masked } from '../../cli/public.ts'
import { problemOfFailure } from '../failures.ts'
import { answer, type Handlers, problem, raw } from '../reply.ts'
import type { Parts } from './parts.ts'

/** Articles held in memory at a time. */
const PAGE = 200

export function moveHandlers({ database, abilities, settings, imports, clock }: Parts) {
  return {
    async importOpml({ body, query, actor, correlationId }) {
      const file = body as unknown as Uint8Array
      const begun = imports.begin(file, { group: query.group ?? null, actor: actor.name, correlationId })
      if (!begun.ok) return problemOfFailure(begun.failure)
      if (query.endDemo === 'true') {
        await endDemo(database, { actor: actor.name, correlationId })
        await abilities.syncDemo()
      }
      return answer(begun.value)
    },

    getImport({ params }) {
      const job = imports.find(params.id)
      return job === null ? problem(404, 'There is no such import, or Winnow was restarted since.') : answer(job)
    },

    async exportOpml() {
      const sources = (await listSources(database)).filter(source => source.origin !== 'demo')
      const listed = sources.map(({ url, ...source }) => ({ ...source, url: maskText(url) }))
      return file(renderOpml(listed, { title: 'Winnow', now: clock() }), 'text/x-opml; charset=utf-8', 'winnow.opml')
    },

    exportArticles({ query, signal }) {
      const filter = {
        since: query.since === undefined ? undefined : new Date(query.since),
        sourceIds: query.source === undefined ? undefined : [query.source],
      }
      return file(
        ReadableStream.from(linesOf(database, filter, signal)),
        'application/x-ndjson; charset=utf-8',
        'articles.jsonl',
      )
    },

    async switchDemo({ body, actor, correlationId }) {
      if (!settings.demoAllowed) return problem(409, 'The demo is switched off in the configuration.')
      const by = { actor: actor.name, correlationId }
      if (body.on) await database.batch(demoSwitched('on', by))
      else await endDemo(database, by)
      await abilities.syncDemo()
      return answer({ on: body.on, correlationId })
    },
  } satisfies Partial<Handlers>
}

function file(body: string | ReadableStream, type: string, name: string) {
  const headers = {
    'content-type': type,
    'content-disposition': `attachment; filename="${name}"`,
    'cache-control': 'no-store',
  }
  return raw(new Response(body, { headers }))
}

/** Page by page as the reader takes them. */
async function* linesOf(database: Database, filter: ArticleFilter, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  let after: Position | null = null
  do {
    const page: Awaited<ReturnType<typeof listFullArticles>> = await listFullArticles(database, filter, {
      limit: PAGE,
      after,
    })
    yield encoder.encode(page.rows.map(article => `${JSON.stringify(masked(article))}\n`).join(''))
    after = page.next
  } while (after !== null && !signal.aborted)
}
