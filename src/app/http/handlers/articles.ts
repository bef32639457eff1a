/** Lists, one article, marks and search. */

import { readArticle } from '../../../db/article.ts'
import { listForReader } from '../../../db/article-list.ts'
import { countUnread, markAllRead, markArticles, undoMarkAll } from '../../../db/marks.ts'
import { findArticles } from '../../../db/search/find.ts'
import { sourcesOfGroup } from '../../../db/source-list.ts'
import { createArticleView } from '../article-view.ts'
import { answer, type Handlers, problem, raw } from '../reply.ts'
import {
  articleItem,
  badCursor,
  cursorOf,
  isMoment,
  isNumber,
  isUuid,
  nextOf,
  type Parts,
  readCursor,
  readPosition,
} from './parts.ts'

/** As PostgreSQL writes one: xmin, xmax, and who was at work between them. */
const snapshotForm = /^\d{1,20}:\d{1,20}:(?:\d{1,20}(?:,\d{1,20})*)?$/

/** A question takes no longer than this, whatever was asked. */
const SEARCH_MS = 3_000

export function articleHandlers({ database, streams, ticker, media }: Parts) {
  const view = createArticleView(media.addressOf)

  /** A group is its sources; a source in the wrong group is no source. Undefined: no narrowing. */
  async function sourcesOf({
    group,
    source,
  }: Readonly<{ group?: string; source?: string }>): Promise<string[] | undefined> {
    if (group === undefined) return source === undefined ? undefined : [source]
    const ids = await sourcesOfGroup(database, group)
    return source === undefined ? ids : ids.filter(id => id === source)
  }

  async function scopeOf(
    given: Readonly<{ group?: string; source?: string; lang?: string; from?: string; to?: string }>,
  ) {
    const { lang, from, to } = given
    return {
      sourceIds: await sourcesOf(given),
      language: lang?.toLowerCase(),
      from: from === undefined ? undefined : new Date(from),
      to: to === undefined ? undefined : new Date(to),
    }
  }

  return {
    async listArticles({ query }) {
      const after = readPosition(query.cursor)
      if (after === null) return problem(400, badCursor)
      const filter = { view: query.view, ...(await scopeOf(query)) }
      const page = await listForReader(database, filter, {
        limit: query.limit,
        after,
        oldestFirst: query.sort === 'oldest',
      })
      return answer({
        items: page.rows.map(articleItem),
        next: nextOf(page.next),
        top: page.first === null ? null : cursorOf([page.first.at, page.first.id, page.snapshot ?? '']),
      })
    },

    async getArticle({ params }) {
      const found = await readArticle(database, params.id)
      return found === null ? problem(404, 'There is no such article.') : answer(view(found))
    },

    async getCounts() {
      const { unread, starred, sources } = await countUnread(database)
      const groups = new Map<string, number>()
      for (const { group, unread: n } of sources) if (group !== null) groups.set(group, (groups.get(group) ?? 0) + n)
      return answer({
        unread,
        starred,
        groups: [...groups].map(([name, n]) => ({ name, unread: n })),
        sources: sources.map(({ id, unread: n }) => ({ id, unread: n })),
      })
    },

    async mark({ body }) {
      return answer({ changed: await markArticles(database, body.ids, body.action) })
    },

    async markAll({ body }) {
      const { upTo, ...given } = body
      const [at = '', id = '', snapshot = ''] = upTo === undefined ? [] : (readCursor(upTo, 3) ?? [])
      if (upTo !== undefined && !(isMoment(at) && isUuid(id) && snapshotForm.test(snapshot)))
        return problem(400, 'This is not the `top` of a list.')
      const scope = { ...(await scopeOf(given)), ...(upTo !== undefined && { upTo: { at, id }, snapshot }) }
      return answer(await markAllRead(database, scope))
    },

    async undoMarkAll({ body }) {
      const changed = await undoMarkAll(database, body.undo)
      return changed === null ? problem(404, 'This cannot be taken back any more.') : answer({ changed })
    },

    async search({ query }) {
      const [asOf = '', score = '', id = ''] = query.cursor === undefined ? [] : (readCursor(query.cursor, 3) ?? [])
      if (query.cursor !== undefined && !(isMoment(asOf) && isUuid(id) && isNumber(score)))
        return problem(400, badCursor)
      const after = query.cursor === undefined ? undefined : { asOf, score, id }
      const filter = { view: query.view, ...(await scopeOf(query)) }
      const options = { limit: query.limit, after, deadlineMs: SEARCH_MS }
      const found = await findArticles(database, query.q, filter, options)
      return answer({
        items: found.hits.map(({ article, title, snippet }) => ({ article: articleItem(article), title, snippet })),
        next: found.next === null ? null : cursorOf([found.next.asOf, found.next.score, found.next.id]),
        match: found.meant === null ? ('words' as const) : ('similar' as const),
        meant: found.meant,
        partial: found.isPartial,
        waiting: found.waiting,
      })
    },

    stream() {
      const response = streams.open(channel => {
        if (!ticker.isDatabaseUp()) channel.send('database', { ok: false })
        const leave = ticker.listen(({ event, data }) => channel.send(event, data))
        channel.signal.addEventListener('abort', leave, { once: true })
      })
      return response === null ? problem(503, 'Too many are listening already.', { retryAfterS: 30 }) : raw(response)
    },
  } satisfies Partial<Handlers>
}
