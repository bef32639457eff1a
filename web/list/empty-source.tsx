/** How the source of a list fares: one that fails says since when, why, and what can be done about it, in its empty list and above a full one. */
import { CheckCheck, CirclePause, Inbox, type LucideIcon, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import type { Source } from '../../src/app/http/schemas/sources.ts'
import { wordsOf } from '../api/problem.ts'
import { changeSource, pollNow } from '../api/sources.ts'
import { lastGood, standingOf } from '../sources/health.ts'
import { complain, say } from '../state/toasts.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { span } from '../ui/time.ts'

type Props = Readonly<{ source: Source; showRead: string | null }>

export function EmptySource(props: Props) {
  const { health, lastRunId } = props.source
  const [hasActed, setActed] = useState(false)
  // What stands in the middle moves when its words change: they change for whoever did something about it.
  return <Standing key={`${health} ${hasActed && lastRunId}`} {...props} onAct={() => setActed(true)} />
}

type Standing = Props & Readonly<{ isCompact?: boolean; onAct: () => void }>

/** Above the articles of a source that failed when they were listed: what comes or goes later would move them. */
export function FailingSource({ source }: Pick<Props, 'source'>) {
  const [asListed] = useState(source)
  const [hasActed, setActed] = useState(false)
  if (asListed.health !== 'failing') return null
  const shown = hasActed ? source : asListed
  const key = `${shown.health} ${hasActed && shown.lastRunId}`
  return <Standing key={key} source={shown} showRead={null} isCompact onAct={() => setActed(true)} />
}

function Standing({ source: now, showRead, isCompact = false, onAct }: Standing) {
  const [{ icon, tone, text }] = useState(() => viewOf(now, showRead === null, isCompact))
  const { id, name, health, lastRunId, articles } = now
  const act = async (what: () => Promise<unknown>, done: string) => {
    onAct()
    try {
      await what()
      say(done)
    } catch (error) {
      complain(wordsOf(error))
    }
  }
  const tryNow = () => act(() => pollNow(id), `Asking ${name} now.`)
  const pause = (enabled: boolean) =>
    act(() => changeSource(id, { enabled }), enabled ? `${name} is polled again.` : `${name} is paused.`)
  return (
    <Notice icon={icon} tone={tone} text={text} isCompact={isCompact}>
      {(health === 'failing' || health === 'new') && <Button onClick={() => void tryNow()}>Try now</Button>}
      {health === 'failing' && (
        <Button href={lastRunId ? `/why/${lastRunId}` : `/operate/runs?source=${id}`}>Why</Button>
      )}
      {health === 'failing' && <Button onClick={() => void pause(false)}>Pause</Button>}
      {health === 'paused' && <Button onClick={() => void pause(true)}>Resume</Button>}
      {showRead !== null && articles > 0 && <Button href={showRead}>Show read</Button>}
    </Notice>
  )
}

type View = Readonly<{ icon: LucideIcon; tone: 'ok' | 'warn' | 'plain'; text: string }>

function viewOf(source: Source, hasAll: boolean, hasArticles: boolean): View {
  if (source.health === 'failing')
    return { icon: TriangleAlert, tone: 'warn', text: `${standingOf(source).words} ${lastGood(source)}` }
  if (source.health === 'paused') return { icon: CirclePause, tone: 'plain', text: standingOf(source).words }
  if (hasArticles) return { icon: CheckCheck, tone: 'ok', text: `${source.name} answers again.` }
  if (source.health === 'new' || hasAll)
    return { icon: Inbox, tone: 'plain', text: hasAll ? 'No articles here yet.' : standingOf(source).words }
  const wait = source.nextPollAt === null ? null : Math.max(1_000, Date.parse(source.nextPollAt) - Date.now())
  return { icon: CheckCheck, tone: 'ok', text: `All caught up.${wait === null ? '' : ` Next poll in ${span(wait)}.`}` }
}
