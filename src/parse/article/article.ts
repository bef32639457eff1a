/** A page becomes an article: what its head says, what Readability takes for the text, and nothing that could harm. */
import { Readability } from '@mozilla/readability'
import { type Failure, failed, type Outcome, ok } from '../../core/failure.ts'
import { articleLanguage } from '../../core/language.ts'
import { lowValue } from '../../core/low-value.ts'
import { storableText } from '../../core/text.ts'
import { decode } from '../decode.ts'
import { absoluteUrl } from '../links.ts'
import { plainText } from '../plain-text.ts'
import { buildTree, type Tree } from './dom.ts'
import { foreignMetadata } from './foreign.ts'
import type { Extracted, PageJob, RawPage } from './jobs.ts'
import { htmlOfMarkdown, htmlOfText } from './markdown.ts'
import { type Medium, mediumOf } from './medium.ts'
import { addressOf, bylineOf, line, type Metadata, readMetadata } from './metadata.ts'
import { sanitise } from './sanitise.ts'
import { checkShape, longestPage, mostElements } from './shape.ts'
import { countWords, excerptOf, hashOf } from './text.ts'

/**
 * The article of a page. Failures: `notAnArticle` (document, media), `tooLarge` (5 million characters, 100,000 elements),
 * `malformed` (nested more than 500 deep). A page without a readable text is no failure: its `lowValue` says `empty`.
 */
export function extractArticle(job: PageJob): Outcome<Extracted> {
  if (job.kind === 'page') return extractPage(job)
  const html = job.html.trim() === '' ? htmlOfMarkdown((job.markdown ?? '').slice(0, longestPage)) : job.html
  const shape = checkShape(html)
  return shape.ok ? ok(assembled(sanitise(html, job.url), foreignMetadata(job), job.url)) : shape
}

function extractPage({ bytes, contentType, url }: RawPage): Outcome<Extracted> {
  const medium = mediumOf(bytes, contentType)
  if (medium === 'document' || medium === 'media') return failed(notReadable(medium))
  const text = decode(bytes, contentType)
  const html = medium === 'text' ? htmlOfText(text.slice(0, longestPage)) : text
  const shape = checkShape(html)
  if (!shape.ok) return shape
  const { tree, base } = buildTree(html, url)
  const declared = readMetadata(tree, url, base)
  const article = readable(tree)
  // Where Readability finds no text at all, whatever there is may still be a line worth reporting.
  const found = article?.textContent?.trim() ? (article.content ?? '') : html
  const metadata: Metadata = {
    ...declared,
    title: declared.title ?? line(article?.title, 1_000),
    byline: declared.byline ?? bylineOf([article?.byline]),
    site: declared.site ?? line(article?.siteName, 200),
    description: declared.description ?? line(article?.excerpt, 1_000),
  }
  return ok(assembled(sanitise(found, base), metadata, base))
}

function notReadable(reason: Exclude<Medium, 'html' | 'text'>): Failure {
  const what =
    reason === 'media' ? 'an image, a sound or a video' : 'a document in a format of its own (PDF, office, data)'
  return { kind: 'notAnArticle', reason, message: `This is ${what}, not a page with an article.` }
}

/** Readability throws on trees it does not understand; then it found nothing. */
function readable(tree: Tree) {
  try {
    return new Readability(tree as never, { maxElemsToParse: mostElements }).parse()
  } catch {
    return null
  }
}

function assembled(safeHtml: string, metadata: Metadata, base: string): Extracted {
  const contentHtml = storableText(safeHtml)
  const contentText = storableText(plainText(contentHtml))
  const { title, byline, site, publishedAt, modifiedAt, canonicalUrl, imageUrl } = metadata
  const firstImage = /<img[^>]* src="([^"]+)"/.exec(contentHtml)?.[1]
  return {
    title: title ?? line(contentText.slice(0, 200).split('\n')[0], 200) ?? '',
    byline,
    site,
    language: articleLanguage(contentText, metadata.languages),
    publishedAt,
    modifiedAt,
    canonicalUrl,
    imageUrl: imageUrl ?? addressOf(absoluteUrl(firstImage, base), base),
    wordCount: countWords(contentText),
    contentHtml,
    contentText,
    excerpt: excerptOf(contentText, metadata.description),
    contentHash: hashOf(contentText),
    lowValue: lowValue(contentText, { free: metadata.free }),
  }
}
