/** One article in a list: who, what, when; the hint of what is in it; and what can be done without opening it. */
import { Archive, ArchiveRestore, Check, FlaskConical, Languages, Layers, MailOpen, Star } from 'lucide-react'
import { memo, type PointerEvent, useRef } from 'react'
import { Link } from 'wouter'
import type { Row } from '../api/articles.ts'
import { mark, useMarked } from '../api/marks.ts'
import { sayUndoable } from '../state/toasts.ts'
import { Badge } from '../ui/badge.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { counted, exactTime, shortTime, timeOfDay } from '../ui/time.ts'
import { fromList } from './from-list.ts'
import css from './row.module.css'

type Props = Readonly<{
  row: Row
  href: string
  isCurrent: boolean
  /** Some article is open: Back leads to the list, not through all that was opened. */
  isReading: boolean
  /** The one that the Tab key reaches. */
  isStop: boolean
  isFirst: boolean
  onFocus: (id: string) => void
}>

export const ArticleRow = memo(function ArticleRow({
  row,
  href,
  isCurrent,
  isReading,
  isStop,
  isFirst,
  onFocus,
}: Props) {
  const article = useMarked(row.article)
  const swipe = useSwipe(
    () => mark([article], 'read', !article.read),
    () => mark([article], 'starred', !article.starred),
  )
  const look = [css.row, article.read ? '' : css.unread, isFirst ? css.first : '', row.hit ? css.hit : ''].join(' ')
  return (
    <div className={look} data-current={isCurrent || undefined} {...swipe}>
      <div className={css.meta}>
        <Meta row={row} article={article} />
      </div>
      <div className={css.text}>
        <h2 dir="auto" lang={article.language ?? ''}>
          <Link
            href={href}
            className={css.link}
            state={fromList}
            replace={isReading}
            data-row={article.id}
            aria-current={isCurrent ? 'true' : undefined}
            tabIndex={isStop ? 0 : -1}
            onFocus={() => onFocus(article.id)}
          >
            {!article.read && <span className="hidden">Unread: </span>}
            {row.hit ? <Pieces pieces={row.hit.title} /> : article.title}
          </Link>
        </h2>
        <p dir="auto" lang={article.language ?? ''}>
          {row.hit ? <Pieces pieces={nearMark(row.hit.snippet)} /> : (article.tldr ?? article.excerpt)}
        </p>
      </div>
      <div className={css.actions}>
        <Actions article={article} isInTabOrder={isStop} />
      </div>
    </div>
  )
})

function Meta({ row, article }: Readonly<{ row: Row; article: Row['article'] }>) {
  const { source, seenIn, translated, language, starred, archived } = article
  // Under the name of a day stands the time by which the list is ordered: a date of the future sorts as today.
  const at = row.hit ? (article.publishedAt ?? article.sortAt) : article.sortAt
  return (
    <>
      <span className={css.source} dir="auto">
        {source?.name ?? new URL(article.url).hostname}
      </span>
      {language && isForeign(language) && <span>{language.slice(0, 2).toUpperCase()}</span>}
      {source?.demo && <Badge icon={FlaskConical} text="Demo" />}
      {seenIn > 1 && <Badge icon={Layers} text={counted(seenIn, 'source')} />}
      {translated && <Badge icon={Languages} text="Translated" />}
      {archived && <Badge icon={Archive} text="Archived" />}
      {starred && <Star className={css.star} role="img" aria-label="Starred" />}
      <time dateTime={at} title={exactTime(at)}>
        {row.hit ? shortTime(at) : timeOfDay(at)}
      </time>
    </>
  )
}

function Actions({ article, isInTabOrder }: Readonly<{ article: Row['article']; isInTabOrder: boolean }>) {
  const { starred, read, archived } = article
  const archive = () => {
    mark([article], 'archived', !archived)
    if (!archived) sayUndoable('Archived.', () => mark([article], 'archived', false))
  }
  return (
    <>
      <IconButton
        icon={Star}
        label={starred ? 'Unstar' : 'Star'}
        isPressed={starred}
        isInTabOrder={isInTabOrder}
        onClick={() => mark([article], 'starred', !starred)}
      />
      <IconButton
        icon={read ? MailOpen : Check}
        label={read ? 'Mark unread' : 'Mark read'}
        isInTabOrder={isInTabOrder}
        onClick={() => mark([article], 'read', !read)}
      />
      <IconButton
        icon={archived ? ArchiveRestore : Archive}
        label={archived ? 'Take out of the archive' : 'Archive'}
        isInTabOrder={isInTabOrder}
        onClick={archive}
      />
    </>
  )
}

type Piece = Readonly<{ text: string; mark: boolean }>

const before = 24

/** A row may show one line of it: what was found must be in that. */
function nearMark(pieces: readonly Piece[]): readonly Piece[] {
  const [first, ...rest] = pieces
  if (!first || first.mark || first.text.length <= before || rest.length === 0) return pieces
  const cut = [...first.text].slice(-before).join('')
  return [{ text: `…${cut.slice(cut.indexOf(' ') + 1)}`, mark: false }, ...rest]
}

function Pieces({ pieces }: Readonly<{ pieces: readonly Piece[] }>) {
  // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text never change their order.
  return pieces.map((piece, at) => (piece.mark ? <mark key={at}>{piece.text}</mark> : piece.text))
}

const swipePx = 72

/** With a finger: to the right is read, to the left is star. A mouse drags nothing. */
function useSwipe(onRight: () => void, onLeft: () => void) {
  const start = useRef<number | null>(null)
  const end = (event: PointerEvent<HTMLElement>) => {
    const by = start.current === null ? 0 : event.clientX - start.current
    start.current = null
    event.currentTarget.style.translate = ''
    if (event.type === 'pointerup' && by > swipePx) onRight()
    if (event.type === 'pointerup' && by < -swipePx) onLeft()
  }
  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.pointerType === 'touch') start.current = event.clientX
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      if (start.current === null) return
      const by = event.clientX - start.current
      if (Math.abs(by) > 12) event.currentTarget.style.translate = `${Math.max(-96, Math.min(96, by))}px`
    },
    onPointerUp: end,
    onPointerCancel: end,
  }
}

function isForeign(language: string): boolean {
  return !navigator.languages.some(spoken => spoken.slice(0, 2) === language.slice(0, 2))
}
