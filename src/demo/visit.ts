/** For the tests: asks a stand over HTTP as any client might, reads feeds with a parser that is not ours, and looks up the ledger. */
import { get, type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from 'node:http'
import { parseAtomFeed, parseJsonFeed, parseRdfFeed, parseRssFeed } from 'feedsmith'
import type { FeedSpec } from './feeds.ts'
import type { Served } from './ledger.ts'
import type { Stand } from './stand.ts'

type Answer = { status: number; headers: IncomingHttpHeaders; body: Buffer; complete: boolean }

/** As `fetch`, but it may say any Host, and tells a cut body from a whole one. */
export function ask(stand: Stand, pathOrUrl: string, headers: OutgoingHttpHeaders = {}): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>()
  get(new URL(pathOrUrl, stand.origin), { headers }, response => {
    const chunks: Buffer[] = []
    const done = () => {
      const { statusCode: status = 0, headers, complete } = response
      resolve({ status, headers, body: Buffer.concat(chunks), complete })
    }
    response
      .on('data', chunk => chunks.push(chunk))
      .on('end', done)
      .on('error', done)
  }).on('error', reject)
  return promise
}

export function statusOf(stand: Stand, method: string, path: string): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  const sent = request(new URL(path, stand.origin), { method }, response => resolve(response.resume().statusCode ?? 0))
  sent.on('error', reject).end()
  return promise
}

export function lastServed(stand: Stand, path: string): Served {
  const found = stand.ledger().findLast(served => served.path === path)
  if (!found) throw new Error(`${path} was not served`)
  return found
}

export async function linksOf(stand: Stand, { file }: FeedSpec): Promise<readonly string[]> {
  await ask(stand, `/feeds/${file}`)
  return lastServed(stand, `/feeds/${file}`).entries
}

type Parsed = { link: string | undefined }[]

export const parsed: Record<FeedSpec['format'], (text: string) => Parsed> = {
  rss: text => (parseRssFeed(text).items ?? []).map(({ link }) => ({ link })),
  // feedsmith keeps only items that its table of contents names, and compares without decoding `&amp;`: it gets none.
  rdf: text => (parseRdfFeed(text.replace(/<items>.*<\/items>/s, '')).items ?? []).map(({ link }) => ({ link })),
  atom: text => (parseAtomFeed(text).entries ?? []).map(({ links }) => ({ link: links?.[0]?.href })),
  json: text => (parseJsonFeed(text).items ?? []).map(({ url }) => ({ link: url })),
}
