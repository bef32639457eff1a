/** One article as it may be shown: sanitised whoever stored it, with its images as the setting says. */

import type { Note } from '../../core/reading.ts'
import type { WholeArticle } from '../../db/article.ts'
import { sanitise } from '../../parse/article/sanitise.ts'
import { articleItem, directionOf, sourceRef } from './handlers/parts.ts'
import { escapeHtml } from './html-page.ts'
import { createLru } from './lru.ts'
import type { Draft } from './reply.ts'
import type { Article, InsightsNote, SummaryNote } from './schemas/articles.ts'

/** Characters of markup that are shown; a longer text goes on at its own address. */
const MOST_HTML = 1_000_000
const KEPT = 200
const WORDS_A_MINUTE = 230

/** `media` says where an image is to be loaded from; null: not at all. */
export function createArticleView(media: (url: string) => string | null): (found: WholeArticle) => Draft<Article> {
  /** Feeds are stored as they came; what was sanitised once need not be again. */
  const clean = createLru<string, string>(KEPT)

  function htmlOf({ listed, contentHtml, contentText, contentHash, extraction }: WholeArticle): string {
    if (extraction !== null) return extraction.contentHtml
    const key = `${listed.id} ${contentHash}`
    const known = clean.get(key)
    if (known !== undefined) return known
    const html = contentHtml === null ? paragraphs(contentText) : sanitise(contentHtml.slice(0, MOST_HTML), listed.url)
    clean.set(key, html)
    return html
  }

  return found => {
    const { listed, extraction, notes, sightings, versions } = found
    const text = extraction?.contentText ?? found.contentText
    const words = extraction?.wordCount ?? wordsOf(text)
    const language = extraction?.language ?? listed.language
    const ofPurpose = (purpose: Note['purpose']) => notes.filter(note => note.purpose === purpose)
    return {
      ...articleItem(listed),
      language,
      dir: directionOf(language),
      contentHtml: withMedia(htmlOf(found), media),
      contentFrom: extraction === null ? 'feed' : 'extraction',
      wordCount: words,
      readingMinutes: Math.max(1, Math.round(words / WORDS_A_MINUTE)),
      correlationId: found.runId,
      history: found.history,
      extraction: extraction && {
        extractor: extraction.extractor,
        byline: extraction.byline,
        site: extraction.site,
        canonicalUrl: extraction.canonicalUrl,
        imageUrl: extraction.imageUrl === null ? null : media(extraction.imageUrl),
        modifiedAt: extraction.modifiedAt,
        lowValue: extraction.lowValue,
      },
      summaryNote: (ofPurpose('summary').map(noteView)[0] as Draft<SummaryNote> | undefined) ?? null,
      translations: newestOfEach(ofPurpose('translation')).map(noteView) as Draft<SummaryNote>[],
      insights: newestOfEach(ofPurpose('insights')).map(noteView) as Draft<InsightsNote>[],
      sightings: [
        ...(listed.source === null
          ? []
          : [{ source: sourceRef(listed.source), seenAt: listed.storedAt, runId: found.runId, first: true }]),
        ...sightings.flatMap(one =>
          one.source === null
            ? []
            : [{ source: sourceRef(one.source), seenAt: one.seenAt, runId: one.runId, first: false }],
        ),
      ],
      versions,
      submission: found.submission,
    }
  }
}

function noteView({ at, ...note }: WholeArticle['notes'][number]) {
  const { id, language, provider, model, promptVersion, dropped, failedSegments, costUsd, durationMs, content } = note
  return {
    id,
    language,
    provider,
    model,
    promptVersion,
    dropped,
    failedSegments,
    costUsd,
    durationMs,
    content,
    createdAt: at,
  }
}

/** Newest first come in, so the first of each language stays. */
function newestOfEach(notes: WholeArticle['notes']): WholeArticle['notes'] {
  return [...new Map(notes.toReversed().map(note => [note.language, note])).values()].toReversed()
}

/**
 * Images of sanitised markup, whose attributes are all written `name="value"`: from Winnow itself, or their address kept aside
 * so that a reader can still go there.
 */
function withMedia(html: string, media: (url: string) => string | null): string {
  return html.replace(/<img\b[^>]*>/g, tag =>
    tag.replace(/ src="([^"]*)"/, (_, address: string) => {
      const from = media(unescapeHtml(address))
      return from === null ? ` data-src="${address}"` : ` src="${escapeHtml(from)}" loading="lazy"`
    }),
  )
}

function unescapeHtml(text: string): string {
  return text.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}

function paragraphs(text: string): string {
  return text
    .slice(0, MOST_HTML)
    .split(/\n{2,}/)
    .map(part => `<p>${escapeHtml(part.trim())}</p>`)
    .join('\n')
}

function wordsOf(text: string): number {
  return text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0
}
