/** Feeds of 50 entries of 1 KB in each format, on one thread: feedsmith alone, what stands in front of it, and all of Winnow's reading. */
import { parseAtomFeed, parseJsonFeed, parseRdfFeed, parseRssFeed } from 'feedsmith'
import { decode } from '../src/parse/decode.ts'
import { plainAtom, plainRdf, plainRss } from '../src/parse/dialects.ts'
import { openFeed, parseFeed } from '../src/parse/feed.ts'
import { repairXml } from '../src/parse/repair.ts'
import { survey } from '../src/parse/weight.ts'
import { median, rounded } from './store.ts'

const ENTRIES = 50
const ROUNDS = 15
/** Feeds read in one round. */
const FEEDS = 40
const url = 'https://news.example/feed'

type Format = Readonly<{ text: string; feedsmith: (text: string) => unknown }>

const body = `<p>${'Some words of an article, &amp; a <a href="/more">link</a>. '.repeat(15)}</p>`
const list = (entry: (nth: number) => string) => Array.from({ length: ENTRIES }, (_, nth) => entry(nth)).join('\n')
const date = 'Mon, 23 Nov 2026 08:00:00 GMT'

const formats: Readonly<Record<string, Format>> = {
  rss: {
    text: `<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>News</title><link>https://news.example/</link>${list(nth => `<item><title>Article ${nth}</title><link>https://news.example/${nth}</link><guid>${nth}</guid><pubDate>${date}</pubDate><dc:creator>Ann</dc:creator><description><![CDATA[${body}]]></description></item>`)}</channel></rss>`,
    feedsmith: text => parseRssFeed(text),
  },
  rdf: {
    text: `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>News</title><link>https://news.example/</link></channel>${list(nth => `<item rdf:about="https://news.example/${nth}"><title>Article ${nth}</title><link>https://news.example/${nth}</link><dc:date>2026-11-23</dc:date><description><![CDATA[${body}]]></description></item>`)}</rdf:RDF>`,
    feedsmith: text => parseRdfFeed(text),
  },
  atom: {
    text: `<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>News</title><link href="https://news.example/"/>${list(nth => `<entry><title>Article ${nth}</title><link href="https://news.example/${nth}"/><id>urn:${nth}</id><updated>2026-11-23T08:00:00Z</updated><content type="html"><![CDATA[${body}]]></content></entry>`)}</feed>`,
    feedsmith: text => parseAtomFeed(text),
  },
  json: {
    text: JSON.stringify({
      version: 'https://jsonfeed.org/version/1.1',
      title: 'News',
      items: Array.from({ length: ENTRIES }, (_, id) => ({
        id: `${id}`,
        url: `https://news.example/${id}`,
        title: `Article ${id}`,
        content_html: body,
        date_published: '2026-11-23T08:00:00Z',
      })),
    }),
    feedsmith: text => parseJsonFeed(JSON.parse(text)),
  },
}

export async function run(say: (line: string) => void) {
  const measured: Record<string, unknown> = {}
  for (const [name, format] of Object.entries(formats)) {
    const result = measure(format)
    say(
      `${name}: ${result.mbPerS} MB/s, ${result.feedsPerS} feeds/s; feedsmith alone ${result.feedsmithFeedsPerS} feeds/s; in front of it ${result.frontCost}, a repair ${result.repairCost ?? 'none'}`,
    )
    measured[name] = result
  }
  return measured
}

/** In turns, so that a machine that slows down slows all of them. Costs are shares of feedsmith's own time. */
function measure({ text, feedsmith }: Format) {
  const bytes = new TextEncoder().encode(text)
  const isXml = text.startsWith('<')
  const work = {
    feedsmith: () => feedsmith(new TextDecoder().decode(bytes)),
    front: () => prepared(bytes),
    repair: () => (isXml ? repairXml(text) : null),
    winnow: () => parseFeed(decode(bytes, 'text/xml'), { url }),
  }
  const names = ['feedsmith', 'front', 'repair', 'winnow'] as const
  const times = { feedsmith: [] as number[], front: [] as number[], repair: [] as number[], winnow: [] as number[] }
  for (let round = 0; round < ROUNDS; round++) {
    for (const name of names) times[name].push(msPerCall(work[name]))
  }
  const [feedsmithMs, frontMs, repairMs, winnowMs] = names.map(name => median(times[name].slice(3))) as [
    number,
    number,
    number,
    number,
  ]
  return {
    mbPerS: rounded(bytes.length / 1_000 / winnowMs),
    feedsPerS: rounded(1_000 / winnowMs, 0),
    feedsmithMbPerS: rounded(bytes.length / 1_000 / feedsmithMs),
    feedsmithFeedsPerS: rounded(1_000 / feedsmithMs, 0),
    frontCost: rounded(frontMs / feedsmithMs, 2),
    repairCost: isXml ? rounded(repairMs / feedsmithMs, 2) : null,
  }
}

/** What every document goes through before the parser sees it. */
function prepared(bytes: Uint8Array): unknown {
  const document = openFeed(decode(bytes, 'text/xml'))
  if (!document.ok || document.value.kind === 'json') return null
  const { root, text } = document.value
  const dialect = root === 'feed' ? plainAtom : root === 'rdf' ? plainRdf : plainRss
  return [survey(text), dialect(text)]
}

function msPerCall(work: () => unknown): number {
  const started = performance.now()
  for (let nth = 0; nth < FEEDS; nth++) work()
  return (performance.now() - started) / FEEDS
}
