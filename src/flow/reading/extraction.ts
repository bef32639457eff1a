/** First stage: the page becomes a text, the text an article if there is none yet, and other addresses of it become aliases. */
import type { Article } from '../../core/article.ts'
import { articleId, uuidV8 } from '../../core/identity.ts'
import type { Extraction, ExtractorName, Reading, Step } from '../../core/reading.ts'
import { canonicalUrl } from '../../core/url.ts'
import { isFrontPage, ownAddress } from '../../parse/article/canonical.ts'
import { type ExtractOptions, extractArticle } from './extract.ts'
import type { Llm } from './llm.ts'
import { conclude, fail, type StageContext, type StageOf, tell } from './read.ts'
import { eventOf } from './step.ts'
import { summaryWanted } from './tasks.ts'

export type ExtractionOptions = StageContext &
  Readonly<{
    extract: (reading: Reading) => ExtractOptions
    /** Who extracts first, as the article's source has it. */
    extractorOf: (reading: Reading) => ExtractorName | 'auto'
    llm: Llm | null
  }>

export function createExtraction(options: ExtractionOptions): StageOf {
  const { watch, clock, llm } = options

  return async function extraction({ reading }, signal) {
    const got = await extractArticle(
      options.extract(reading),
      reading.url,
      options.extractorOf(reading),
      signal,
      turn => tell(watch, reading, eventOf('fetching', clock(), turn)),
    )
    const { fetches, outcome } = got
    if (!outcome.ok) return await fail(options, reading, 'fetching', outcome.failure, { fetches })
    const { extraction, finalUrl } = outcome.value
    const read: Reading = { ...reading, extraction, status: reading.depth === 'full_text' ? 'done' : 'summarising' }
    const wanted = read.status === 'summarising' && llm !== null ? [llm.claimOf(read, summaryWanted(extraction))] : []
    const answers = await conclude(options, reading, {
      status: read.status,
      events: [eventOf('extracted', clock(), detailOf(extraction)), nextEvent(read)],
      fetches,
      extraction,
      article: articleOf(addressOf(reading, extraction, finalUrl), extraction, clock()),
      aliases: aliasesOf(reading, extraction, finalUrl),
      claims: wanted,
    })
    return answers === null ? null : { reading: read, answers }
  }

  function nextEvent(reading: Reading) {
    if (reading.status === 'done') return eventOf('done', clock())
    return eventOf('summarising', clock(), { provider: llm?.provider ?? 'builtin', model: llm?.firstModel ?? null })
  }
}

const PREVIEW_CHARACTERS = 150

function detailOf({ title, language, wordCount, contentText, extractor, lowValue }: Extraction) {
  const preview = contentText.replace(/\s+/g, ' ').slice(0, PREVIEW_CHARACTERS).toWellFormed()
  return { title, language, words: wordCount, preview, extractor, lowValue }
}

type Address = Readonly<{ id: string; url: string }>

/** Where a redirect leads is whose article it is, so that a short link and its goal are one; a front page, or a text worth little, is where dead links lead. */
function addressOf({ articleId: id, url }: Reading, { lowValue }: Extraction, finalUrl: string): Address {
  const canonical = canonicalUrl(finalUrl)
  const isElsewhere = canonical !== null && lowValue === null && !isFrontPage(finalUrl)
  return isElsewhere && articleId(canonical) !== id ? { id: articleId(canonical), url: finalUrl } : { id, url }
}

/** As the flush would store it; where the article exists already, it stays as it is (law 4). */
function articleOf({ id, url }: Address, extraction: Extraction, now: Date): Article {
  const { title, byline, contentHtml, contentText, language, publishedAt } = extraction
  return {
    id,
    url,
    guid: null,
    title,
    author: byline,
    contentHtml,
    contentText,
    language,
    publishedAt,
    publishedRaw: null,
    sortAt: publishedAt === null || publishedAt > now ? now : publishedAt,
    contentHash: uuidV8(`${title}\0${contentText}`),
  }
}

/**
 * What else may be the name of this article: where a redirect led, and what the page calls itself. Only on the site that was asked:
 * another one's addresses are not this one's to give away.
 */
function aliasesOf(reading: Reading, { canonicalUrl: declared }: Extraction, finalUrl: string): Step['aliases'] {
  const known = new Set([reading.articleId])
  return [
    { raw: finalUrl, reason: 'a redirect led there', certain: true },
    { raw: declared, reason: 'the page calls it its canonical address', certain: false },
  ].flatMap(({ raw, reason, certain }) => {
    const url = ownAddress(raw, reading.url, reading.url)
    const canonical = url === null ? null : canonicalUrl(url)
    if (url === null || canonical === null) return []
    const id = articleId(canonical)
    if (known.has(id)) return []
    known.add(id)
    return [{ id, url, reason, certain }]
  })
}
