/** Filters stand before the store, the cheap ones first: storable, then date, then keywords; what is left is the database's to tell apart. */
import type { Article, Decision } from '../core/article.ts'
import type { Entry } from '../core/entry.ts'
import { applyFilter, type Filter } from '../core/filter.ts'
import { makeStorable } from '../core/storable.ts'
import { cut } from '../core/text.ts'

export type Judged = Readonly<{ fresh: readonly Article[]; decided: readonly Decision[]; bytes: number }>

/** Pure: the same entries, filter and time give the same judgement. */
export function judge(
  entries: readonly Entry[],
  filter: Filter,
  context: Readonly<{ sourceId: string; sourceUrl: string; now: Date }>,
): Judged {
  const fresh: Article[] = []
  const decided: Decision[] = []
  let bytes = 0
  for (const entry of entries) {
    const made = makeStorable(entry, context)
    if ('rejected' in made) {
      decided.push(made.rejected)
      continue
    }
    const { article } = made
    const verdict = applyFilter(filter, article, context.now)
    if (verdict.pass) {
      fresh.push(article)
      bytes += sizeOf(article)
    } else {
      const { outcome, reason } = verdict
      decided.push({
        entryId: article.id,
        outcome,
        reason,
        url: article.url.slice(0, 2_000),
        title: cut(article.title, 200),
      })
    }
  }
  return { fresh, decided, bytes: bytes + decided.length * 500 }
}

/** JavaScript keeps two bytes a character at worst; the rest of an article is about half a kilobyte. */
function sizeOf(article: Article): number {
  return (
    512 +
    2 * (article.contentText.length + (article.contentHtml?.length ?? 0) + article.title.length + article.url.length)
  )
}
