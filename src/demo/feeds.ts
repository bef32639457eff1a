/** Which feeds the stand serves, and which of them are broken on purpose: a newcomer sees good weather and bad in the first ten minutes. */
import type { UrlForm } from './articles.ts'

export type Format = 'rss' | 'rdf' | 'atom' | 'json'

/** What the server does to a feed before or instead of sending it. */
export type Fault = 'illFormed' | 'unavailable' | 'login' | 'slow' | 'truncated' | 'missing'

export type FeedSpec = Readonly<{
  id: string
  /** Below `/feeds/`. */
  file: string
  title: string
  group: string
  /** What there is to see, in one line for the person who looks at it. */
  note: string
  format: Format
  /** Full article, first paragraph only, or full plain text. */
  content: 'full' | 'teaser' | 'text'
  language: string
  /** Every article of this paper is listed. */
  paper: string | null
  /** Articles of other papers, by key, on top of those that name this feed themselves. */
  relists: Readonly<Record<string, UrlForm>>
  encoding: 'utf-8' | 'windows-1252'
  fault: Fault | null
}>

/** Settings under which the stand shows every outcome: saved, duplicate, old, filtered and rejected. */
export const demoSettings = { windowDays: 30, exclude: ['casino', 'horoscope'], intervalS: 15 } as const

const local = 'Local news'
const science = 'Science and technology'
const table = 'Food, games and sport'
const world = 'In other languages'
const syndicated = 'Syndicated and sponsored'
const broken = 'Broken on purpose'

/** Feeds that arrive damaged list only what healthy feeds carry too, so that it does not matter how much a tolerant parser saves. */
const knownElsewhere: Record<string, UrlForm> = {
  'tidewatch/why-a-mole-fails': 'plain',
  'gauge/the-weir-that-held': 'plain',
  'gazette/the-book-boat': 'plain',
  'tidewatch/the-bell-in-the-mud': 'plain',
  'copperpan/mussels-for-a-wet-tuesday': 'plain',
}

export const feedSpecs: readonly FeedSpec[] = [
  feed('tidewatch', 'rss', 'full', local, 'Tidewatch', 'The daily. Full texts, some from the wire.'),
  feed('gazette', 'atom', 'teaser', local, 'The Harbour Gazette', 'First paragraphs; the rest is behind the link.'),
  feed('gauge', 'rdf', 'teaser', local, 'The River Gauge', 'RSS 1.0 from up the river.'),
  feed('coastwire', 'rss', 'teaser', local, 'Coastwire', 'The agency whose reports the others carry.'),
  feed('notices', 'atom', 'full', local, 'Harbour Notices', 'Quiet, until the stand runs out of news.'),
  feed('littoral', 'atom', 'full', science, 'Littoral', 'The science desk.'),
  feed('longquery', 'json', 'full', science, 'Long Query', 'A database engineer’s blog.'),
  feed('bulkhead', 'rss', 'teaser', science, 'Bulkhead', 'Security bulletins.'),
  feed('copperpan', 'rss', 'full', table, 'The Copper Pan', 'Recipes with opinions.'),
  feed('zwischenzug', 'rdf', 'full', table, 'Zwischenzug', 'Chess, in RSS 1.0 with full texts.'),
  feed('wheelers', 'json', 'text', table, 'Corran Wheelers', 'The cycling club, as plain text in JSON.'),
  feed('bote', 'rss', 'full', world, 'Der Mündungsbote', 'German in windows-1252, as the prolog says.', {
    language: 'de',
    encoding: 'windows-1252',
  }),
  feed('depeche', 'atom', 'full', world, 'La Dépêche du Môle', 'French.', { language: 'fr' }),
  feed('faro', 'rss', 'full', world, 'El Faro de Corran', 'Spanish.', { language: 'es' }),
  feed('barra', 'json', 'full', world, 'Correio da Barra', 'Portuguese.', { language: 'pt' }),
  feed('minato', 'atom', 'full', world, '港だより', 'Japanese.', { language: 'ja' }),
  feed('marfa', 'rss', 'full', world, 'رسالة المرفأ', 'Arabic, right to left.', { language: 'ar' }),
  feed('today', 'rss', 'teaser', syndicated, 'Pellport Today', 'A portal: wire copy, plus what pays for it.'),
  feed('lamp', 'json', 'teaser', syndicated, 'The Lamp', 'An aggregator: other papers’ links, written its own way.', {
    paper: null,
    relists: {
      'tidewatch/humpback-in-the-estuary': 'fragment',
      'littoral/the-night-the-sea-lit-up': 'utm',
      'longquery/deadlocks-are-a-sorting-problem': 'clickId',
      'gauge/the-otters-of-withy-cross': 'emptyQuery',
      'bote/sturmflut-über-der-mole': 'unencoded',
      'gazette/petrel-sails-again': 'textFragment',
    },
  }),
  fault('pamphleteer', 'rss', 'The Pamphleteer', 'Ill-formed XML in the middle of the document.', 'illFormed'),
  fault('rail', 'rss', 'Corran Rail Alerts', 'Answers 503 and asks for two minutes (Retry-After).', 'unavailable'),
  fault('ledger', 'rss', 'The Ledger, members’ edition', 'A login page, with status 200.', 'login'),
  fault('slowboat', 'atom', 'The Slow Boat', 'A good feed that takes three seconds to answer.', 'slow', 'slowboat'),
  fault('skerry', 'rss', 'Radio Skerry', 'The connection drops in the middle of the body.', 'truncated'),
  fault('lost', 'rss', 'The Lost Property Office', 'Answers 404.', 'missing'),
  fault('croquet', 'atom', 'Pellport Croquet Society', 'Valid, and empty.', null),
  fault('circular', 'rss', 'The Ropewalk Circular', 'One entry has neither link nor guid.', null, 'circular'),
  fault('almanac', 'rss', 'Almanac & Oddments', 'One date does not exist, another is decades ahead.', null, 'almanac'),
]

/** Seconds the unavailable feed asks for. */
export const retryAfterS = 120

function feed(
  id: string,
  format: Format,
  content: FeedSpec['content'],
  group: string,
  title: string,
  note: string,
  more: Partial<FeedSpec> = {},
): FeedSpec {
  const ending = format === 'rdf' ? 'rdf' : format
  const rest = { language: 'en', paper: id, relists: {}, encoding: 'utf-8', fault: null } as const
  return { id, file: `${id}.${ending}`, title, group, note, format, content, ...rest, ...more }
}

function fault(
  id: string,
  format: Format,
  title: string,
  note: string,
  kind: Fault | null,
  paper: string | null = null,
): FeedSpec {
  const relists: Record<string, UrlForm> = kind === 'illFormed' || kind === 'truncated' ? knownElsewhere : {}
  return feed(id, format, 'full', broken, title, note, { file: `broken/${id}.${format}`, paper, relists, fault: kind })
}
