/** One article: its tools on top, its summary, its text. Opening it marks it read. */
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { navigate } from 'wouter/use-browser-location'
import { useArticle } from '../api/articles.ts'
import { mark, useMarked } from '../api/marks.ts'
import { useCommands } from '../state/commands.ts'
import { sayUndoable } from '../state/toasts.ts'
import '../styles/literata.css'
import type { Article } from '../../src/app/http/schemas/articles.ts'
import css from './article.module.css'
import { ArticleView } from './article-view.tsx'
import { BarOfReader } from './bar-of-reader.tsx'
import { Missing } from './missing.tsx'
import type { SummaryTab } from './summary-card.tsx'
import { useTranslation } from './use-translation.ts'

type Props = Readonly<{
  id: string
  hasPrevious: boolean
  hasNext: boolean
  isNarrow: boolean
  onPrevious: () => void
  onNext: () => void
  onNextUnread: () => void
  onClose: () => void
}>

export default function Reader(props: Props) {
  const asked = useArticle(props.id)
  if (asked.data) return <Opened {...props} article={asked.data} isCurrent={asked.data.id === props.id} />
  if (asked.error) return <Missing error={asked.error} onBack={props.onClose} onAgain={() => void asked.refetch()} />
  return <div className={css.scroll} aria-busy="true" />
}

const tabsByKey = ['summary', 'ideas', 'insights', 'names'] as const

function Opened({ article: fetched, isCurrent, ...props }: Props & Readonly<{ article: Article; isCurrent: boolean }>) {
  const marks = useMarked(fetched)
  const article = { ...fetched, read: marks.read, starred: marks.starred, archived: marks.archived }
  const scroller = useRef<HTMLDivElement>(null)
  const [tab, setTab] = useState<SummaryTab>('summary')
  const translation = useTranslation(article)

  const begin = useEffectEvent((_id: string) => {
    mark([fetched], 'read', true)
    scroller.current?.scrollTo(0, 0)
    if (props.isNarrow) scroller.current?.focus({ preventScroll: true })
    setTab('summary')
  })
  useEffect(() => {
    if (isCurrent) begin(fetched.id)
  }, [fetched.id, isCurrent])

  const toggle = (what: 'read' | 'starred' | 'archived') => mark([article], what, !article[what])
  const archive = () => {
    toggle('archived')
    if (!article.archived) sayUndoable('Archived.', () => mark([article], 'archived', false))
  }
  const page = () => {
    const pane = scroller.current
    if (!pane) return
    if (pane.scrollTop + pane.clientHeight >= pane.scrollHeight - 4) props.onNextUnread()
    else pane.scrollBy({ top: pane.clientHeight * 0.9, behavior: 'instant' })
  }
  const actions = {
    read: () => toggle('read'),
    star: () => toggle('starred'),
    archive,
    original: () => void window.open(article.url, '_blank', 'noopener,noreferrer'),
    translate: translation.toggle,
    why: () => navigate(`/why/${article.id}`),
  }
  const [tab1, tab2, tab3, tab4] = tabsByKey.map(key => () => setTab(key))
  useCommands({ ...actions, page, tab1, tab2, tab3, tab4 })
  return (
    <>
      <BarOfReader {...props} article={article} actions={actions} isTranslated={translation.isShown} />
      <div ref={scroller} className={css.scroll} tabIndex={-1}>
        <ArticleView article={article} tab={tab} onTab={setTab} translation={translation} />
      </div>
    </>
  )
}
