/** Why a list is empty, in one sentence, and the way on. */
import { Archive, CheckCheck, Inbox, Search, Star } from 'lucide-react'
import { useState } from 'react'
import { switchDemo } from '../api/access.ts'
import type { Filters } from '../api/articles.ts'
import { useStatus } from '../api/operate.ts'
import { wordsOf } from '../api/problem.ts'
import { sourcesChanged, useSource } from '../api/sources.ts'
import { type List, listPath } from '../shell/route.ts'
import { complain, say } from '../state/toasts.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { span } from '../ui/time.ts'
import { EmptySource } from './empty-source.tsx'

type Props = Readonly<{ list: List; filters: Filters; isPartial: boolean; onClear: () => void }>

export function Empty({ list, filters, isPartial, onClear }: Props) {
  const { data: status, isError } = useStatus()
  const source = useSource(list.kind === 'source' ? list.id : null)
  if (list.kind === 'search') return <NothingFound filters={filters} isPartial={isPartial} onClear={onClear} />
  if (status && status.sources.total === 0 && status.articles === 0) return <FirstRun canDemo={status.demo.allowed} />
  if (list.kind === 'starred')
    return <Notice icon={Star} text="No stars yet. Press s, or the star of an article, to keep it here." />
  if (list.kind === 'archive')
    return <Notice icon={Archive} text="The archive is empty. Press e to put an article here." />
  const showRead = list.kind === 'unread' ? '/all' : `${listPath(list)}?state=all`
  if (list.kind === 'source' && !source.isError)
    return source.data ? (
      <EmptySource source={source.data} showRead={filters.state === 'all' ? null : showRead} />
    ) : null
  if (list.kind === 'all' || filters.state === 'all') return <Notice icon={Inbox} text="No articles here yet." />
  if (!status && !isError) return null
  return <CaughtUp showRead={showRead} next={status?.nextPollAt ?? null} />
}

/** What stands in the middle moves when its words change: they are those of the moment it was empty. */
function CaughtUp({ showRead, next }: Readonly<{ showRead: string; next: string | null }>) {
  const [when] = useState(() => (next ? ` Next poll in ${span(Math.max(1_000, Date.parse(next) - Date.now()))}.` : ''))
  return (
    <Notice icon={CheckCheck} tone="ok" text={`All caught up.${when}`}>
      <Button href={showRead}>Show read</Button>
    </Notice>
  )
}

function FirstRun({ canDemo }: Readonly<{ canDemo: boolean }>) {
  const startDemo = async () => {
    try {
      await switchDemo(true)
      say('The demo stand is on. Its articles arrive in a moment.')
      await sourcesChanged()
    } catch (error) {
      complain(wordsOf(error))
    }
  }
  return (
    <Notice icon={Inbox} text="Nothing here yet. Paste a site, feed or article link and Winnow finds the rest.">
      <Button href="/add" isMain>
        Paste
      </Button>
      <Button href="/import">Import OPML</Button>
      {canDemo && <Button onClick={() => void startDemo()}>Try demo data</Button>}
    </Notice>
  )
}

function NothingFound({ filters, isPartial, onClear }: Omit<Props, 'list'>) {
  if (filters.q === '') return <Notice icon={Search} text={'Search every article: words, "a phrase", or, -without.'} />
  const narrowed = narrowingOf(filters)
  const clear = narrowed === '' ? '' : ` or clear: ${narrowed}`
  const text = isPartial
    ? `No newer article matches '${filters.q}'.`
    : `No articles match '${filters.q}'. Check spelling${clear}.`
  return (
    <Notice icon={Search} text={text}>
      {narrowed !== '' && <Button onClick={onClear}>Clear filters</Button>}
    </Notice>
  )
}

/** The filters in force, in words. */
export function narrowingOf({ state, lang, from, to }: Filters): string {
  const parts = [state === 'unread' ? 'unread only' : '', lang, from && `since ${from}`, to && `until ${to}`]
  return parts.filter(Boolean).join(', ')
}
