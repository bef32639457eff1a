/** What Firecrawl's answer says about the page, and about Firecrawl: two machines that can fail, in one body nobody vouches for. */
import { z } from 'zod'
import { type Failure, failed, type Outcome, ok } from '../core/failure.ts'
import { apiFailure, quoted } from './api-failure.ts'
import type { PostAnswer } from './post.ts'

export type Scraped = Readonly<{
  /** The main content, not sanitised. One of `html` and `markdown` is never blank. */
  html: string
  markdown: string
  /** Where the page was found in the end; http(s). */
  finalUrl: string
  /** The page's own status; null when Firecrawl does not say. */
  statusCode: number | null
  contentType: string | null
  /** As the page's head has them: untrusted text of at most 2,000 characters each. */
  metadata: Readonly<Record<MetadataField, string | null>>
  creditsUsed: number | null
  /** Size of Firecrawl's answer on the wire. */
  bytes: number
}>

export type MetadataField =
  | 'title'
  | 'description'
  | 'language'
  | 'author'
  | 'site'
  | 'imageUrl'
  | 'ogUrl'
  | 'publishedTime'
  | 'modifiedTime'

type Context = Readonly<{ url: string; apiKey: string | undefined; now: number }>

/** @param context.url The page that was asked for. @param context.now Milliseconds since the epoch. */
export function readScraped(answer: PostAnswer, context: Context): Outcome<Scraped> {
  const json = jsonIn(answer.body)
  if (answer.status >= 400 || json?.success === false) return failed(serviceFailure(answer, json, context))
  if (!json?.data) return failed({ kind: 'malformed', message: 'Firecrawl answered with something that is no scrape' })
  const { html, markdown, metadata } = json.data
  const statusCode = metadata.statusCode
  if (statusCode !== null && statusCode >= 400)
    return failed({ kind: 'status', status: statusCode, message: `the page answered ${statusCode}, says Firecrawl` })
  const contentType = first(metadata.contentType)
  const wrong = notAPage(contentType) ?? (html.trim() || markdown.trim() ? null : empty(first(metadata.error), context))
  if (wrong) return failed(wrong)
  const { creditsUsed } = metadata
  const fields = fieldsOf(metadata)
  return ok({
    html,
    markdown,
    finalUrl: webUrl(first(metadata.url)) ?? webUrl(first(metadata.sourceURL)) ?? context.url,
    statusCode,
    contentType,
    metadata: fields,
    creditsUsed,
    bytes: answer.bytes,
  })
}

const text = z.string().catch('').default('')
/** A field that a page has twice comes as a list. */
const loose = z.unknown().optional()
const metadataSchema = z.looseObject({
  statusCode: z.int().min(100).max(599).nullable().catch(null).default(null),
  creditsUsed: z.number().min(0).max(1e6).nullable().catch(null).default(null),
  contentType: loose,
  url: loose,
  sourceURL: loose,
  error: loose,
})
const noMetadata = metadataSchema.parse({})

const envelope = z.object({
  success: z.boolean().nullable().catch(null).default(null),
  error: text,
  code: text,
  data: z
    .object({
      html: text,
      markdown: text,
      metadata: metadataSchema.catch(noMetadata).default(noMetadata),
    })
    .nullable()
    .catch(null)
    .default(null),
})

function jsonIn(body: Uint8Array): z.infer<typeof envelope> | null {
  try {
    return envelope.parse(JSON.parse(new TextDecoder().decode(body)))
  } catch {
    return null
  }
}

/** Firecrawl's error codes tell whose fault it is; an HTML page of some proxy before it has none. */
function serviceFailure(
  { status, headers }: PostAnswer,
  json: z.infer<typeof envelope> | null,
  { apiKey, now }: Context,
): Failure {
  const code = json?.code ?? ''
  const said = quoted(json?.error ?? '', { secrets: [apiKey ?? ''], sent: '' })
  const message = `Firecrawl could not read the page${said ? `: ${said}` : ''}`
  if (/TIMEOUT/.test(code) || status === 408) return { kind: 'timeout', phase: 'total', message }
  if (/DNS|SITE_ERROR/.test(code)) return { kind: 'unreachable', message }
  if (/SSL/.test(code)) return { kind: 'tls', message }
  if (status < 400) return { kind: 'malformed', message }
  // A 403 with a code is about the page (a site it will not read), one without is about the key.
  if (status === 403 && code !== '') return { kind: 'status', status, message }
  return apiFailure('Firecrawl', { status, headers, code: '', said }, now)
}

function notAPage(contentType: string | null): Failure | null {
  const type = contentType?.split(';')[0]?.trim().toLowerCase() ?? ''
  if (/^(?:image|audio|video|font)\//.test(type))
    return { kind: 'notAnArticle', reason: 'media', message: `the page is no text but ${type}` }
  if (/^application\/(?!xhtml\+xml|xml|json)/.test(type))
    return { kind: 'notAnArticle', reason: 'document', message: `the page is a document of type ${type}` }
  return null
}

function empty(error: string | null, { apiKey }: Context): Failure {
  const said = quoted(error ?? '', { secrets: [apiKey ?? ''], sent: '' })
  if (said) return { kind: 'unreachable', message: `Firecrawl could not read the page: ${said}` }
  return { kind: 'notAnArticle', reason: 'empty', message: 'Firecrawl found no content in the page' }
}

/** The first name that has something wins: Firecrawl's own names, then those of the meta elements that it passes through. */
const namesOf: Readonly<Record<MetadataField, readonly string[]>> = {
  title: ['ogTitle', 'og:title', 'title'],
  description: ['description', 'ogDescription', 'og:description'],
  language: ['language'],
  author: ['author', 'article:author', 'dc.creator'],
  site: ['ogSiteName', 'og:site_name'],
  imageUrl: ['ogImage', 'og:image'],
  ogUrl: ['ogUrl', 'og:url'],
  publishedTime: ['publishedTime', 'article:published_time', 'datePublished', 'dcDateCreated', 'dcDate'],
  modifiedTime: ['modifiedTime', 'article:modified_time', 'dateModified'],
}

function fieldsOf(metadata: Readonly<Record<string, unknown>>): Scraped['metadata'] {
  const found = Object.entries(namesOf).map(([field, names]) => [
    field,
    names.map(name => first(Object.hasOwn(metadata, name) ? metadata[name] : null)).find(value => value !== null) ??
      null,
  ])
  return Object.fromEntries(found)
}

function first(value: unknown): string | null {
  const one = Array.isArray(value) ? value.find(item => typeof item === 'string' && item.trim() !== '') : value
  return typeof one === 'string' && one.trim() !== '' ? one.trim().slice(0, 2_000).toWellFormed() : null
}

function webUrl(value: string | null): string | null {
  const url = value === null ? null : URL.parse(value)
  if (!url || !/^https?:$/.test(url.protocol)) return null
  url.username = url.password = url.hash = ''
  return url.href
}
