/** Why there is no summary, and how to get one. */
import { Copy, Cpu, OctagonAlert } from 'lucide-react'
import { useState } from 'react'
import type { Article } from '../../src/app/http/schemas/articles.ts'
import { StagesOf } from '../add/stages.tsx'
import { wordsOf } from '../api/problem.ts'
import { submit } from '../api/submissions.ts'
import { complain, say } from '../state/toasts.ts'
import { Button } from '../ui/button.tsx'
import css from './summary.module.css'

export function NoSummary({ article }: Readonly<{ article: Article }>) {
  const [asked, ask] = useState<string | null>(null)
  const summarise = async () => {
    try {
      ask((await submit(article.url)).id)
    } catch (error) {
      complain(wordsOf(error))
    }
  }
  const running = asked ?? (article.summary === 'reading' ? (article.submission?.id ?? null) : null)
  if (running !== null)
    return (
      <section className={css.card} aria-label="Summary">
        <div className={css.error}>
          <StagesOf id={running} />
        </div>
      </section>
    )
  if (article.summary === 'failed') return <Failed article={article} onAgain={() => void summarise()} />
  return (
    <p className={css.offer}>
      <Button onClick={() => void summarise()}>
        <Cpu aria-hidden />
        Summarise
      </Button>
    </p>
  )
}

function Failed({ article, onAgain }: Readonly<{ article: Article; onAgain: () => void }>) {
  const id = article.submission?.id ?? article.correlationId
  const copy = async () => {
    await navigator.clipboard.writeText(id)
    say('Error ID copied.')
  }
  return (
    <section className={css.card} aria-label="Summary">
      <div className={css.error} role="alert">
        <p className={css.cause}>
          <OctagonAlert aria-hidden />
          No summary: {article.submission?.failure ?? 'it could not be made'}.
        </p>
        <p className={css.buttons}>
          <Button onClick={onAgain}>Try again</Button>
          <Button onClick={() => void copy()}>
            <Copy aria-hidden />
            Error ID: {id.slice(0, 8)}
          </Button>
        </p>
      </div>
    </section>
  )
}
