/** What readers ask of the web: lists, articles and searches, each kind with texts and places of the store that is filled. */
import { Pool } from 'undici'
import { cursorOf } from '../src/app/http/handlers/parts.ts'
import type { Database } from '../src/db/database.ts'
import { sql } from '../src/db/statement.ts'
import { GROUPS } from './api-fill.ts'
import { createLanguages, createRandom, type Language } from './api-words.ts'

/** The path of the next request of its kind. */
export type Kind = Readonly<{ part: 'list' | 'article' | 'search'; name: string; next: () => string }>

export type Client = Readonly<{
  /** Milliseconds until the whole answer was here. An answer that is none of 2xx ends the bench. */
  ask(path: string, body?: unknown): Promise<number>
  close(): Promise<void>
}>

/** Readers are elsewhere in truth: what they cost this machine is kept small (`dispatch` takes .4 ms an answer, `request` with its streams .6). */
export function createClient(port: number, connections: number): Client {
  const pool = new Pool(`http://127.0.0.1:${port}`, { connections, pipelining: 1 })
  return {
    async ask(path, body) {
      const since = performance.now()
      const { status, pieces } = await answerOf(pool, path, body)
      const ms = performance.now() - since
      if (status >= 300) throw new Error(`${path}: ${status} ${Buffer.concat(pieces).toString().slice(0, 300)}`)
      return ms
    },
    close: () => pool.close(),
  }
}

function answerOf(pool: Pool, path: string, body?: unknown): Promise<{ status: number; pieces: readonly Buffer[] }> {
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number; pieces: readonly Buffer[] }>()
  const sent =
    body === undefined
      ? ({ method: 'GET' } as const)
      : ({ method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } as const)
  const pieces: Buffer[] = []
  let status = 0
  pool.dispatch(
    { path, ...sent },
    {
      onRequestStart() {},
      onResponseStart(_, code) {
        status = code
      },
      onResponseData(_, piece) {
        pieces.push(piece)
      },
      onResponseEnd: () => resolve({ status, pieces }),
      onResponseError: (_, error) => reject(error),
    },
  )
  return promise
}

type Place = Readonly<{ id: string; source: string; at: string; day: string; text: string; language: string }>

/** Articles from everywhere in the store. */
async function placesOf(database: Database): Promise<Place[]> {
  return await database.query<Place>(sql`select a.id, a.source_id as source, a.sort_at::text as at, to_char(a.sort_at, 'YYYY-MM-DD') as day, a.content_text as text, a.language
    from articles a tablesample system (0.5) where a.url like 'https://paper.%' order by md5(a.id::text) limit 2000`)
}

export async function createKinds(database: Database): Promise<readonly Kind[]> {
  const places = await placesOf(database)
  const random = createRandom(11)
  const languages = createLanguages(createRandom(7))
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T
  const place = () => pick(places)
  const group = () => encodeURIComponent(`Group ${Math.floor(random() * GROUPS)}`)
  const language = () => pick(['en', 'de', 'fr', 'es', 'ru', 'ja', 'zh'])
  const cursor = () => {
    const { at, id } = place()
    return `cursor=${cursorOf([at, id])}`
  }
  const list = (name: string, query: () => string): Kind => ({
    part: 'list',
    name,
    next: () => `/api/articles?limit=50&${query()}`,
  })
  const search = (name: string, asked: () => string, more: () => string = () => ''): Kind => ({
    part: 'search',
    name,
    next: () => `/api/search?q=${encodeURIComponent(asked())}${more()}`,
  })
  const spaced = languages.filter(({ code }) => code !== 'ja' && code !== 'zh')
  const unspaced = languages.filter(({ code }) => code === 'ja' || code === 'zh')
  /** A word of these ranks: the lower, the more frequent. */
  const word = (from: number, to: number, of: readonly Language[] = spaced) =>
    pick(of).words[from + Math.floor(random() * (to - from))] ?? ''
  const both = (from: number, to: number) => {
    const { words } = pick(spaced)
    return `${words[Math.floor(random() * 100)]} ${words[from + Math.floor(random() * (to - from))]}`
  }
  return [
    list('all, first page', () => 'view=all'),
    list('all, deep', () => `view=all&${cursor()}`),
    list('all, oldest first', () => 'view=all&sort=oldest'),
    list('unread, first page', () => 'view=unread'),
    list('unread, deep', () => `view=unread&${cursor()}`),
    list('group', () => `view=all&group=${group()}`),
    list('group, unread', () => `view=unread&group=${group()}`),
    list('group, unread, deep', () => `view=unread&group=${group()}&${cursor()}`),
    list('source', () => `view=all&source=${place().source}`),
    list('source, unread, deep', () => `view=unread&source=${place().source}&${cursor()}`),
    list('language', () => `view=all&lang=${language()}`),
    list('language, unread, deep', () => `view=unread&lang=${language()}&${cursor()}`),
    list('group and language', () => `view=all&group=${group()}&lang=${language()}`),
    list('source and language, unread', () => `view=unread&source=${place().source}&lang=${language()}`),
    list('starred', () => 'view=starred'),
    list('archive, group, deep', () => `view=archive&group=${group()}&${cursor()}`),
    { part: 'article', name: 'article', next: () => `/api/articles/${place().id}` },
    search('a frequent word', () => word(0, 50)),
    search('a usual word', () => word(100, 3_000)),
    search('a rare word', () => word(20_000, 50_000)),
    search('two frequent words', () => both(0, 100)),
    search('a frequent and a rare word', () => both(5_000, 50_000)),
    search('two words in quotes', () => `"${phraseOf(place, random)}"`),
    search('one of two, without a third', () => `${both(0, 100)} or ${word(0, 500)} -${word(0, 500)}`),
    search(
      'in a language',
      () => word(0, 3_000),
      () => `&lang=${language()}`,
    ),
    search(
      'in a group',
      () => word(0, 3_000),
      () => `&group=${group()}`,
    ),
    search(
      'in a source',
      () => word(0, 3_000),
      () => `&source=${place().source}`,
    ),
    search(
      'unread',
      () => word(0, 3_000),
      () => '&view=unread',
    ),
    search(
      'starred',
      () => word(0, 3_000),
      () => '&view=starred',
    ),
    search(
      'since a day',
      () => word(0, 3_000),
      () => `&from=${place().day}T00:00:00Z`,
    ),
    search(
      'until a day',
      () => word(0, 3_000),
      () => `&to=${place().day}T00:00:00Z`,
    ),
    search('misspelt', () => misspelt(word(0, 20_000), random)),
    search('Japanese and Chinese', () => unspacedPhrase(word(0, 3_000, unspaced), word(0, 3_000, unspaced))),
  ]
}

/** Two neighbours of a text that is there, small words and all. */
function phraseOf(place: () => Place, random: () => number): string {
  for (;;) {
    const { text, language } = place()
    if (language === 'ja' || language === 'zh') continue
    const words = text.split(/[\s.]+/)
    const at = 1 + Math.floor(random() * (words.length - 4))
    return `${words[at]} ${words[at + 1]} ${words[at + 2]}`
  }
}

/** One letter too few, in the middle of a word of six at least. */
function misspelt(word: string, random: () => number): string {
  const long = word.length >= 6 ? word : `${word}${word}`
  const at = 2 + Math.floor(random() * (long.length - 4))
  return `${long.slice(0, at)}${long.slice(at + 1)}`
}

function unspacedPhrase(one: string, other: string): string {
  return one.length >= 2 ? one : other
}
