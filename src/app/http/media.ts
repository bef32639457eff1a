/** Images of articles, through the address guard and out again under a policy in which nothing runs. Only addresses that an article named are fetched: they carry our signature. */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { OpenAPIHono } from '@hono/zod-openapi'
import { may, nobody } from './access/actor.ts'
import type { Env } from './env.ts'
import { problemOf, problemOfFailure } from './failures.ts'
import type { Frame } from './frame.ts'
import { mediaPolicy } from './headers.ts'
import type { Abilities, HttpSettings } from './options.ts'
import { problem } from './reply.ts'

export type MediaProxy = Readonly<{
  /** Where the browser finds the image; null when none are shown. */
  addressOf(url: string): string | null
  register(app: OpenAPIHono<Env>): void
}>

const PATH = '/api/media'
const TIMEOUT_MS = 20_000
const MOST_AT_ONCE = 16
/** Vector images can hold scripts and links: they are left out. */
const imageTypes = /^image\/(?:avif|bmp|gif|jpeg|png|webp|x-icon|vnd\.microsoft\.icon)$/

export function createMediaProxy(
  settings: Pick<HttpSettings, 'media'>,
  abilities: Pick<Abilities, 'fetchMedia'>,
  frame: Frame,
): MediaProxy {
  /** Of this process: addresses of an earlier one are asked for anew with their article. */
  const secret = randomBytes(32)
  const sign = (url: string) => createHmac('sha256', secret).update(url).digest('base64url')
  let atOnce = 0

  function isOurs(url: string, signature: string): boolean {
    const expected = Buffer.from(sign(url))
    const given = Buffer.from(signature)
    return given.length === expected.length && timingSafeEqual(given, expected)
  }

  return {
    addressOf(url) {
      if (settings.media === 'off' || !/^https?:/i.test(url)) return null
      return `${PATH}?${new URLSearchParams({ url, sig: sign(url) })}`
    },
    register(app) {
      app.get(PATH, async c => {
        try {
          const asked = await frame.whoAsks(c)
          if (!may('actor' in asked ? asked.actor : nobody, 'read'))
            return frame.refuse(c, problem(401, 'Please log in.'))
          const url = c.req.query('url') ?? ''
          if (settings.media === 'off' || !isOurs(url, c.req.query('sig') ?? ''))
            return frame.refuse(c, problem(404, 'There is no such image.'))
          if (atOnce >= MOST_AT_ONCE)
            return frame.refuse(c, problem(503, 'Too many images at once.', { retryAfterS: 2 }))
          atOnce++
          const got = await abilities
            .fetchMedia(url, AbortSignal.any([c.req.raw.signal, AbortSignal.timeout(TIMEOUT_MS)]))
            .finally(() => atOnce--)
          if (!got.ok) return frame.refuse(c, problemOfFailure(got.failure))
          const type = got.value.contentType.split(';')[0]?.trim().toLowerCase() ?? ''
          if (!imageTypes.test(type)) return frame.refuse(c, problem(415, 'This is not an image that can be shown.'))
          return new Response(got.value.body as Uint8Array<ArrayBuffer>, {
            headers: {
              'content-type': type,
              'content-security-policy': mediaPolicy,
              'cache-control': 'private, max-age=86400',
              'content-disposition': 'inline',
            },
          })
        } catch (error) {
          const known = problemOf(error)
          if (known === null) throw error
          return frame.refuse(c, known)
        }
      })
    },
  }
}
