/** A corpus is a folder of foreign files with what others say they mean; here it is only read, never trusted. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** One entry as the reference read it; what it left out it had not found. */
export type ExpectedEntry = Readonly<{
  title?: string | null
  /** The title without markup, white space collapsed. */
  titleText?: string | null
  link?: string | null
  /** As written; the ISO form is absent when the reference could not read it. */
  published?: string | null
  publishedIso?: string | null
  updated?: string | null
  updatedIso?: string | null
}>

export type ExpectedFeed = Readonly<{
  /** Null or empty when the reference took the document for no feed. */
  version: string | null
  entriesCount: number
  entries: readonly ExpectedEntry[]
}>

export type FeedCase = Readonly<{
  file: string
  contentType?: string
  baseUrl?: string
  /** Response headers the case is about; a Content-Location is where the document says it lives. */
  headers?: Readonly<Record<string, string>>
  /** Who says so; a case without one is only read. */
  reference?: string
  /** Absent or true unless the reference is known not to hold. */
  referenceReliable?: boolean
  expect?: ExpectedFeed
}>

export function hasCorpus(folder: string, name: string): boolean {
  return existsSync(join(folder, name))
}

/** In a buffer of its own, which can be transferred to a parser thread. */
export function bytesOf(...path: string[]): Uint8Array {
  return Uint8Array.from(readFileSync(join(...path)))
}

/** The caller says what the file holds: the layout is described in the corpora's own README. */
export function jsonOf<T>(...path: string[]): T {
  return JSON.parse(readFileSync(join(...path), 'utf8')) as T
}
