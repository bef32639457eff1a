/** What the schemas share. Everything here is plain zod and free of server imports, so that the browser client can take its types from it. */
import { z } from 'zod'

/** Most rows of one page. */
export const MAX_PAGE_ROWS = 100
/** Most characters of an address, as everywhere in Winnow. */
const MAX_URL = 8_000

export const id = z.uuid().meta({ description: 'A UUID, lower-case.' })
export const time = z.iso.datetime({ offset: true }).meta({ description: 'RFC 3339.' })
export const address = z.string().min(1).max(MAX_URL)
export const language = z
  .string()
  .regex(/^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,3}$/)
  .meta({ description: 'A BCP 47 tag, such as `en` or `pt-BR`; a search for `en` finds `en-GB` too.' })
export const groupName = z.string().min(1).max(100)
/** The end of a page, as the answer gave it; nothing that a client may make or read. */
export const cursor = z
  .string()
  .max(4_000)
  .regex(/^[\w-]+$/)
export const limit = z.coerce
  .number<number | string>()
  .int()
  .min(1)
  .max(MAX_PAGE_ROWS)
  .default(50)
  .meta({ description: `Most rows of the page, up to ${MAX_PAGE_ROWS}.` })

/** `next` leads to the page behind this one; null when there is none. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next: z.string().nullable() })
}

/** RFC 9457; `errorId` is the correlation id under which the log and the audit know the request. */
export const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    errorId: id,
    /** What was wrong with the request, each with its place. */
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
    /** `429` and `503`: try again after so many seconds. */
    retryAfterS: z.int().optional(),
    /** `404` of a page without a feed: Winnow can watch the page itself for new links. */
    canWatch: z.boolean().optional(),
  })
  .meta({ id: 'Problem' })
export type Problem = z.infer<typeof problem>

export const tally = z
  .object({
    offered: z.int(),
    saved: z.int(),
    duplicate: z.int(),
    old: z.int(),
    filtered: z.int(),
    rejected: z.int(),
  })
  .meta({ id: 'Tally', description: 'offered = saved + duplicate + old + filtered + rejected (law 1).' })

export const sourceRef = z
  .object({ id, name: z.string(), url: z.string(), group: z.string().nullable(), demo: z.boolean() })
  .meta({ id: 'SourceRef' })
export type SourceRef = z.infer<typeof sourceRef>

export const done = z.object({ correlationId: id }).meta({ id: 'Done' })
