/** What the reader's place shows until something is opened. */
import { BookOpen } from 'lucide-react'
import { Notice } from '../ui/notice.tsx'
import css from './nothing-open.module.css'

export function NothingOpen() {
  return (
    <div className={css.place}>
      <Notice icon={BookOpen} text="Choose an article, or press j for the first one." />
    </div>
  )
}
