/** What is asked of a search, and what it finds. */
import type { ListedArticle, View } from '../article-list.ts'

export type SearchFilter = Readonly<{
  view: View
  sourceIds?: readonly string[]
  language?: string
  from?: Date
  to?: Date
}>

/** `asOf` freezes what is found and how old it is, so that the next page goes on in the same order. */
export type SearchPosition = Readonly<{ asOf: string; score: string; id: string }>

export type Piece = Readonly<{ text: string; mark: boolean }>
export type Shown = Readonly<{ title: readonly Piece[]; snippet: readonly Piece[] }>
export type Hit = Shown & Readonly<{ article: ListedArticle }>
export type Found = Readonly<{
  hits: readonly Hit[]
  next: SearchPosition | null
  /** Time was over before everything was looked at: older matches may be missing. */
  isPartial: boolean
  /** Articles that are not in the index yet, counted up to 1,000. */
  waiting: number
}>

export type SearchOptions = Readonly<{ limit: number; after?: SearchPosition; deadlineMs: number }>
