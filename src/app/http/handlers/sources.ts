/** Sources and groups: every address goes through the same door as a typed one, and every change is audited with it. */

import { sourceId } from '../../../core/identity.ts'
import { kindOf } from '../../../core/kind.ts'
import { maskText } from '../../../core/mask.ts'
import { type AuditEntry, auditStatement } from '../../../db/audit.ts'
import { changeGroup, listGroups } from '../../../db/groups.ts'
import {
  countSourceStates,
  findListedSource,
  type ListedSource,
  listSourcePage,
  sourceKeys,
} from '../../../db/source-list.ts'
import { putSources, removeSources } from '../../../db/sources.ts'
import { readSelector } from '../../../parse/kinds/selector.ts'
import { lineOf } from '../../cli/add.ts'
import { endDemo } from '../../cli/end-demo.ts'
import { feedAddress, withoutCredentials } from '../../cli/feed-address.ts'
import { problemOfFailure } from '../failures.ts'
import { answer, type Handlers, problem } from '../reply.ts'
import type { sourceOrders } from '../schemas/sources.ts'
import { changed, NEWER, settingsOf } from '../source-change.ts'
import { sourceView } from '../source-view.ts'
import { badCursor, cursorOf, isUuid, type Parts, readCursor } from './parts.ts'

const orderOf = (sort: (typeof sourceOrders)[number]) => ({
  by: sourceKeys.find(key => sort.endsWith(key)) ?? 'name',
  down: sort.startsWith('-'),
})

const noSource = problem(404, 'There is no such source.')
const notAnAddress = problem(422, 'This is not an http or https address.')

export function sourceHandlers({ database, abilities, clock }: Parts) {
  const view = (row: ListedSource) => sourceView(row, clock())

  return {
    async listSources({ query }) {
      const { state, group, q, sort, cursor, limit } = query
      const [at = '', id = '', sorted] = cursor === undefined ? [] : (readCursor(cursor, 3) ?? [])
      // A place in one order is none in another.
      if (cursor !== undefined && !(isUuid(id) && sorted === sort)) return problem(400, badCursor)
      const after = cursor === undefined ? undefined : { at, id }
      const [page, counts] = await Promise.all([
        listSourcePage(database, { state, group, like: q }, { limit, after, order: orderOf(sort) }),
        countSourceStates(database),
      ])
      const { next, rows } = page
      return answer({ items: rows.map(view), next: next === null ? null : cursorOf([next.at, next.id, sort]), counts })
    },

    async getSource({ params }) {
      const found = await findListedSource(database, params.id)
      return found === null ? noSource : answer(view(found))
    },

    async discover({ body, signal }) {
      const url = feedAddress(body.url)
      if (url === null) return notAnAddress
      const { kind, url: polled } = kindOf(url)
      const known = await findListedSource(database, sourceId(polled))
      const allowed = abilities.mayAsk(withoutCredentials(polled).href)
      if (!allowed.ok) return problemOfFailure(allowed.failure)
      const shown = { url: maskText(polled), kind, known: known && view(known) }
      if (kind !== 'feed' || known !== null) return answer({ ...shown, feeds: [], canWatch: false })
      const found = await abilities.discover(polled, signal)
      if (!found.ok) return problemOfFailure(found.failure)
      return answer({ ...shown, feeds: found.value, canWatch: found.value.length === 0 })
    },

    async addSource({ body, actor, correlationId, signal }) {
      const asked = feedAddress(body.url)
      if (asked === null) return notAnAddress
      const told = kindOf(asked)
      const kind = body.selector !== undefined ? 'page' : (body.kind ?? told.kind)
      if (kind !== told.kind && (kind === 'hackernews' || kind === 'reddit'))
        return problem(422, `This address is no list that kind ${kind} can read.`)
      if (body.selector !== undefined && (body.kind ?? 'page') !== 'page')
        return problem(422, 'A selector is for pages alone.')
      const selector = body.selector === undefined ? null : readSelector(body.selector)
      if (selector !== null && 'wrong' in selector) return problem(422, `The selector is not one: ${selector.wrong}.`)
      let url = kind === told.kind ? told.url : asked
      const allowed = abilities.mayAsk(withoutCredentials(url).href)
      if (!allowed.ok) return problemOfFailure(allowed.failure)
      const known = await findListedSource(database, sourceId(url))
      if (known !== null) return answer({ added: false, source: view(known), correlationId }, 200)
      if (kind === 'feed' && body.discover) {
        const found = await abilities.discover(url, signal)
        if (!found.ok) return problemOfFailure(found.failure)
        const [first] = found.value
        const chosen = found.value.find(feed => feedAddress(feed.url) === url) ?? first
        if (chosen === undefined)
          return problem(404, 'No feed was found there. Winnow can watch the page for new links.', { canWatch: true })
        const followed = feedAddress(chosen.url)
        if (followed === null) return notAnAddress
        url = followed
      }
      const id = sourceId(url)
      const alsoKnown = await findListedSource(database, id)
      if (alsoKnown !== null) return answer({ added: false, source: view(alsoKnown), correlationId }, 200)
      const wrong = settingsOf(body.settings ?? {})
      if ('wrong' in wrong) return problem(422, wrong.wrong)
      const source = {
        id,
        url,
        title: lineOf(body.title, 1_000),
        group: lineOf(body.group, 100),
        origin: 'user' as const,
        ownSettings: wrong.settings,
        enabled: true,
        kind,
        selector: body.selector?.trim() ?? null,
      }
      const detail = {
        url: maskText(url),
        kind,
        selector: source.selector,
        group: source.group,
        ownSettings: wrong.settings,
      }
      await putSources(
        database,
        [source],
        [auditStatement({ actor: actor.name, action: 'source.added', subject: id, correlationId, detail })],
      )
      if (body.endDemo) {
        await endDemo(database, { actor: actor.name, correlationId })
        await abilities.syncDemo()
      }
      const stored = await findListedSource(database, id)
      return stored === null ? problem(409, NEWER) : answer({ added: true, source: view(stored), correlationId })
    },

    async changeSource({ params, body, actor, correlationId }) {
      const found = await findListedSource(database, params.id)
      if (found === null) return noSource
      const by = { actor: actor.name, correlationId }
      const refused = await changed(database, found, body, by)
      if (refused !== null) return refused
      const stored = await findListedSource(database, params.id)
      return stored === null ? noSource : answer(view(stored))
    },

    async pollSource({ params, correlationId }) {
      const found = await findListedSource(database, params.id)
      if (found === null) return noSource
      if (!found.enabled) return problem(409, 'The source is paused. Resume it first.')
      return answer({ correlationId, started: await abilities.pollNow(params.id) })
    },

    async removeSource({ params, query, actor, correlationId }) {
      const found = await findListedSource(database, params.id)
      if (found === null) return noSource
      if (found.origin === 'file') return problem(409, 'The source is written in winnow.yaml: take it out there.')
      const withArticles = query.withArticles === 'true'
      const entry: AuditEntry = {
        actor: actor.name,
        action: 'source.removed',
        subject: params.id,
        correlationId,
        detail: { url: maskText(found.url), title: found.title, withArticles },
      }
      const removed = await removeSources(database, [params.id], withArticles, [auditStatement(entry)])
      return answer({ removed, articlesRemoved: withArticles, correlationId })
    },

    async listGroups() {
      return answer({ items: await listGroups(database) })
    },

    async changeGroup({ params, body, actor, correlationId }) {
      const [group] = await listGroups(database, params.name)
      if (group === undefined) return problem(404, 'There is no such group.')
      const name = body.name === undefined ? undefined : (lineOf(body.name, 100) ?? undefined)
      if (name !== undefined && name !== params.name) {
        const page = await listSourcePage(database, { group: params.name }, { limit: 100 })
        if (page.rows.some(source => source.origin === 'file'))
          return problem(409, 'Sources of this group are written in winnow.yaml: rename it there.')
      }
      const detail = { group: params.name, ...body }
      const entry = {
        actor: actor.name,
        action: 'source.changed' as const,
        subject: params.name,
        correlationId,
        detail,
      }
      await changeGroup(database, params.name, { ...body, name }, entry)
      const [now] = await listGroups(database, name ?? params.name)
      return now === undefined ? problem(409, NEWER) : answer(now)
    },
  } satisfies Partial<Handlers>
}
