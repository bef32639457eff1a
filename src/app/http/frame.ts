/** The way of every request: is it for us, may it write, who asks, is it as it should be, and then the handler, within its time. */
import { hash } from 'node:crypto'
import type { Context } from 'hono'
import { getCookie } from 'hono/cookie'
import { may } from './access/actor.ts'
import type { Blocks } from './access/blocks.ts'
import type { Denials } from './access/denials.ts'
import { type Asked, whoAsks } from './access/who.ts'
import type { Env } from './env.ts'
import { Overdue, problemOf } from './failures.ts'
import { hasEtag } from './openapi.ts'
import type { HttpOptions } from './options.ts'
import { readRequest } from './read-request.ts'
import { problemText, problemType } from './refusal.ts'
import { type Answer, type Ask, problem, type RefusedReply, type Reply } from './reply.ts'
import type { RouteDefinition } from './routes/definition.ts'
import type { RouteName } from './routes/routes.ts'
import { COOKIE } from './session-cookie.ts'

/** What takes longer is answered 503; what it had begun goes on to its own deadline. */
const DEADLINE_MS = 8_000
/** Looking at other people's sites takes their time. */
const NETWORK_DEADLINE_MS = 60_000
const slow = new Set<RouteName>(['discover', 'addSource', 'importOpml'])

export type Frame = Readonly<{
  serve(
    c: Context<Env>,
    name: RouteName,
    route: RouteDefinition,
    handle: (ask: Ask<never>) => unknown,
  ): Promise<Response>
  refuse(c: Context<Env>, refused: RefusedReply): Response
  /** Null, or what keeps this client out. */
  whoAsks(c: Context<Env>): Promise<Asked>
}>

export function createFrame(
  { database, log, settings, deadlineMs: usualMs = DEADLINE_MS }: HttpOptions,
  blocks: Blocks,
  denials: Denials,
): Frame {
  const ask = (c: Context<Env>) =>
    whoAsks(database, settings, blocks, {
      authorization: c.req.header('authorization'),
      session: getCookie(c, COOKIE),
      remote: c.get('remote'),
      host: c.req.header('host') ?? '',
      isForwarded: forwarding.some(name => c.req.header(name) !== undefined),
    })

  async function answer(
    c: Context<Env>,
    name: RouteName,
    route: RouteDefinition,
    handle: (ask: Ask<never>) => unknown,
    signal: AbortSignal,
  ): Promise<Response> {
    const { refused, actor } = await admitted(c, route, await ask(c))
    if (refused !== null) return refuse(c, refused)
    const read = await readRequest(c, route)
    if (!read.ok) return refuse(c, read.refused)
    const known = { correlationId: c.get('correlationId'), remote: c.get('remote'), session: getCookie(c, COOKIE) }
    const request = { ...read.parts, ...known, actor, signal }
    const reply = (await handle(request as Ask<never>)) as Reply<unknown>
    if (reply.is === 'problem') return refuse(c, reply)
    if (reply.is === 'response') return reply.response
    return json(c, name, route, reply)
  }

  async function admitted(c: Context<Env>, route: RouteDefinition, asked: Asked) {
    if ('blockedS' in asked) return denied(c, route, 'blocked', tooMany(asked.blockedS))
    const { actor } = asked
    c.set('actor', actor)
    if (route.scope === 'none' || may(actor, route.scope)) return { refused: null, actor }
    if (actor.scope !== null)
      return denied(c, route, 'scope', problem(403, `This needs the scope ${route.scope}; the key has ${actor.scope}.`))
    return denied(
      c,
      route,
      'credentials',
      problem(401, `Please log in, or send an API key${actor.refusal === null ? '' : `: ${actor.refusal}`}.`),
    )
  }

  function denied(c: Context<Env>, route: RouteDefinition, reason: string, refused: RefusedReply) {
    const actor = c.get('actor')
    denials.note({
      remote: c.get('remote'),
      actor: actor?.name ?? 'nobody',
      reason,
      path: `${c.req.method} ${route.path}`,
      correlationId: c.get('correlationId'),
    })
    return { refused, actor }
  }

  function refuse(c: Context<Env>, { status, detail, more }: RefusedReply): Response {
    const body = problemText(status, detail, c.get('correlationId'), more)
    const headers = new Headers({ 'content-type': problemType, 'cache-control': 'no-store' })
    if (more.retryAfterS !== undefined) headers.set('retry-after', String(more.retryAfterS))
    if (status === 401) headers.set('www-authenticate', 'Bearer')
    // What was not read of a body would be taken for the next request.
    if (status === 413) headers.set('connection', 'close')
    return new Response(c.req.method === 'HEAD' ? null : body, { status, headers })
  }

  return {
    whoAsks: ask,
    refuse,
    async serve(c, name, route, handle) {
      c.set('route', route.path)
      const deadlineMs = slow.has(name) ? NETWORK_DEADLINE_MS : usualMs
      const over = new AbortController()
      const signal = AbortSignal.any([c.req.raw.signal, over.signal])
      let timer: NodeJS.Timeout | undefined
      try {
        const overdue = new Promise<never>((_, reject) => {
          timer = setTimeout(() => reject(new Overdue()), deadlineMs)
        })
        return await Promise.race([answer(c, name, route, handle, signal), overdue])
      } catch (error) {
        over.abort()
        const known = problemOf(error)
        const fields = { correlationId: c.get('correlationId'), error, stage: `http ${name}` }
        if (known === null) log.event('error', 'task.crashed', fields)
        else if (known.status === 503) log.event('warn', 'database.lost', fields)
        return refuse(c, known ?? problem(500, 'This should not have happened. The log has more under the Error ID.'))
      } finally {
        clearTimeout(timer)
      }
    },
  }
}

export function tooMany(blockedS: number): RefusedReply {
  return problem(429, `Three attempts have failed. Please wait ${Math.ceil(blockedS / 60)} minutes.`, {
    retryAfterS: blockedS,
  })
}

/** Headers that proxies add: nothing in them is believed, but that they are there is. */
const forwarding = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via']

/** The ETag is of the answer itself, so it can never say "unchanged" about something else. */
function json(
  c: Context<Env>,
  name: RouteName,
  route: RouteDefinition,
  { value, headers: more, status = null }: Answer<unknown>,
): Response {
  const { body, seen } = textOf(value)
  const headers = new Headers({ 'content-type': 'application/json; charset=utf-8', ...more })
  if (!hasEtag(name, route)) headers.set('cache-control', 'no-store')
  else {
    const etag = `W/"${hash('sha1', seen, 'base64url')}"`
    headers.set('etag', etag)
    headers.set('cache-control', 'private, no-cache')
    const known = (c.req.header('if-none-match') ?? '').split(',').some(tag => tag.trim() === etag)
    if (known) {
      headers.delete('content-type')
      return new Response(null, { status: 304, headers })
    }
  }
  return new Response(body, { status: status ?? route.status ?? 200, headers })
}

/** Where a list was seen (`top`) is new each time; the place of an older answer is as good as long as its rows are the same. */
function textOf(value: unknown): Readonly<{ body: string; seen: string }> {
  if (typeof value !== 'object' || value === null || !('top' in value)) {
    const body = JSON.stringify(value)
    return { body, seen: body }
  }
  const { top, ...rest } = value
  const seen = JSON.stringify(rest)
  return { seen, body: `${seen.slice(0, -1)},"top":${JSON.stringify(top)}}` }
}
