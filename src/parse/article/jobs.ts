/** What the extractor's threads are asked and answer; everything here survives a structured clone. */
import type { Outcome } from '../../core/failure.ts'
import type { Extraction } from '../../core/reading.ts'
import type { Summary } from '../../core/summary/contract.ts'
import type { ReadArticle } from '../../core/summary/evidence.ts'

/** The caller knows which extractor it was. */
export type Extracted = Omit<Extraction, 'extractor'>

/** A page as it came over the network; `url` is where it was found. The bytes are transferred: empty for the caller afterwards. */
export type RawPage = Readonly<{ kind: 'page'; bytes: Uint8Array; contentType: string | null; url: string }>

/** The main content as somebody else extracted it, not sanitised, with what the page's head says; all of it untrusted. */
export type ForeignPage = Readonly<{
  kind: 'html'
  html: string
  /** Read where `html` is blank. */
  markdown?: string
  url: string
  metadata: ForeignMetadata
}>

export type ForeignMetadata = Readonly<
  Partial<
    Record<
      | 'title'
      | 'description'
      | 'language'
      | 'author'
      | 'site'
      | 'imageUrl'
      | 'ogUrl'
      | 'publishedTime'
      | 'modifiedTime',
      string | null
    >
  >
>

export type PageJob = RawPage | ForeignPage

export type SummaryJob = Readonly<{ kind: 'summarise'; article: ReadArticle }>

export type Job = PageJob | SummaryJob
export type Answer = Outcome<Extracted | Summary>

export type FromWorker = Readonly<{ say: 'ready' }> | Readonly<{ say: 'done'; answer: Answer }>
export type ToWorker = Readonly<{ say: 'run'; job: Job }>
