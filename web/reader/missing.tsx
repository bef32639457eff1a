/** An article that cannot be shown says why, and under which id the log knows it. */
import { OctagonAlert } from 'lucide-react'
import { errorIdOf, wordsOf } from '../api/problem.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import css from './article.module.css'

type Props = Readonly<{ error: unknown; onBack: () => void; onAgain: () => void }>

export function Missing({ error, onBack, onAgain }: Props) {
  const id = errorIdOf(error)
  return (
    <div className={css.scroll}>
      <Notice icon={OctagonAlert} tone="err" text={`${wordsOf(error)}${id ? ` Error ID: ${id}` : ''}`}>
        <Button onClick={onAgain}>Try again</Button>
        <Button onClick={onBack}>Back to the list</Button>
      </Notice>
    </div>
  )
}
