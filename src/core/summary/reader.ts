/** What every answer is read with: the article it must keep to, and the count of what it did not. */
import { isObject, type JsonObject } from './answer.ts'
import { type Evidence, evidenceOf, type ReadArticle } from './evidence.ts'
import { fieldsOf } from './fields.ts'
import { type Cleaner, cleaner, type Dropped } from './plain.ts'

export type Context = Readonly<{
  article: ReadArticle
  /** BCP 47 tag that was asked for; '' takes whatever came. */
  answerLanguage: string
  /** Strings of 6 characters and more that must never come out: the prompt's nonce, keys. */
  withhold?: readonly string[]
}>

export type Repaired<T> = Readonly<{ content: T; dropped: Readonly<Dropped> }>

export type Reader = Readonly<{ clean: Cleaner; evidence: Evidence; dropped: Dropped; article: ReadArticle }>

export function readerOf({ article, withhold = [] }: Context): Reader {
  const evidence = evidenceOf(article)
  const dropped = { quotes: 0, urls: 0 }
  return { clean: cleaner(evidence, dropped, withhold), evidence, dropped, article }
}

/** `{ "result": { "summary_250": … } }`: the inner one is meant, unless the outer one has a field of `known` itself. */
export function unwrapped(value: unknown, known: ReadonlySet<string>, depth = 3): JsonObject | null {
  if (!isObject(value)) return null
  const fields = fieldsOf(value)
  if (depth === 0 || [...fields.keys()].some(name => known.has(name))) return value
  const inner = wrappers.map(name => fields.get(name)).find(isObject)
  return inner === undefined ? value : (unwrapped(inner, known, depth - 1) ?? value)
}

const wrappers =
  'summary result data response output answer json article properties content parameters arguments insights translation'.split(
    ' ',
  )
