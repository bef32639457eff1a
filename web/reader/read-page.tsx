/** Where only the feed's own words are stored, the page itself can be asked for; what failed says why and can be tried again. */
import { BookOpenText, RotateCw } from 'lucide-react'
import { useState } from 'react'
import type { Article } from '../../src/app/http/schemas/articles.ts'
import { StagesOf } from '../add/stages.tsx'
import { wordsOf } from '../api/problem.ts'
import { submit } from '../api/submissions.ts'
import { complain } from '../state/toasts.ts'
import { Button } from '../ui/button.tsx'
import css from './article.module.css'

export function ReadPage({ article }: Readonly<{ article: Article }>) {
  const [submission, setSubmission] = useState<string | null>(null)
  // Where the summary failed, its card says why already.
  const hasFailed = article.submission?.status === 'failed' && article.summary !== 'failed'
  const failure = hasFailed ? (article.submission?.failure ?? null) : null
  const isShort = article.contentFrom === 'feed' && article.extraction === null
  if (submission !== null)
    return (
      <div className={css.failed}>
        <StagesOf id={submission} />
      </div>
    )
  if (failure === null && !isShort) return null
  const read = async () => {
    try {
      setSubmission((await submit(article.url)).id)
    } catch (error) {
      complain(wordsOf(error))
    }
  }
  return (
    <div className={css.failed}>
      {failure !== null ? (
        <p>
          Could not read this page: {failure}. The link is kept. Error ID: {article.submission?.id.slice(0, 8)}
        </p>
      ) : (
        <p>This is what the feed brought.</p>
      )}
      <Button onClick={() => void read()}>
        {failure === null ? <BookOpenText aria-hidden /> : <RotateCw aria-hidden />}
        {failure === null ? 'Read the whole page' : 'Try again'}
      </Button>
    </div>
  )
}
