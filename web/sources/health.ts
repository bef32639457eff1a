/** How a source fares, in words: for how long, why, and when it is tried again. */
import type { Source } from '../../src/app/http/schemas/sources.ts'
import type { StateTone } from '../ui/state-word.tsx'
import { ago, span, timeOfDay } from '../ui/time.ts'

type Health = Readonly<{ tone: StateTone; words: string }>

export function healthOf(source: Source, now = Date.now()): Health {
  const { tone, words } = standingOf(source, now)
  if (!source.polling) return { tone, words }
  // What is known of it stays: a line less would move all that is below.
  return { tone: 'polling', words: source.health === 'new' ? 'Polling now.' : words }
}

/** As its last poll left it, even while another one is under way. */
export function standingOf(source: Source, now = Date.now()): Health {
  if (source.health === 'paused') {
    const reason = source.disabledReason ? `: ${source.disabledReason}` : ''
    return { tone: 'paused', words: `Paused${reason}.` }
  }
  if (source.health === 'new') return { tone: 'waiting', words: 'Not polled yet.' }
  if (source.health === 'ok') return { tone: 'ok', words: 'Fine' }
  const since = source.failingSince ? ` for ${span(now - Date.parse(source.failingSince))}` : ''
  return { tone: 'warn', words: `Failing${since}: ${causeOf(source)}.${nextTry(source, now)}` }
}

/** When it answered last. */
export function lastGood({ succeededAt }: Source, now = Date.now()): string {
  return succeededAt === null ? 'It has never answered.' : `Last good ${ago(succeededAt, now)}.`
}

function causeOf({ failureKind, failureText, httpStatus }: Source): string {
  if (httpStatus !== null && httpStatus >= 400) return `server says ${httpStatus}`
  return (failureText ?? failureKind ?? 'nobody knows why').replace(/\.$/, '')
}

function nextTry({ nextPollAt }: Source, now: number): string {
  if (nextPollAt === null) return ''
  const wait = Date.parse(nextPollAt) - now
  if (wait <= 0) return ' Next try is due.'
  return wait < 86_400_000 ? ` Next try ${timeOfDay(nextPollAt)}.` : ` Next try in ${span(wait)}.`
}
