/** How a source fares, in words: for how long, why, and when it is tried again. */
import type { Source } from '../../src/app/http/schemas/sources.ts'
import type { StateTone } from '../ui/state-word.tsx'
import { span, timeOfDay } from '../ui/time.ts'

export function healthOf(source: Source, now = Date.now()): Readonly<{ tone: StateTone; words: string }> {
  if (source.polling) return { tone: 'waiting', words: 'Polling now' }
  if (source.health === 'paused') {
    const reason = source.disabledReason ? `: ${source.disabledReason}` : ''
    return { tone: 'paused', words: `Paused${reason}.` }
  }
  if (source.health === 'new') return { tone: 'waiting', words: 'Not polled yet.' }
  if (source.health === 'ok') return { tone: 'ok', words: 'Fine' }
  const since = source.failingSince ? ` for ${span(now - Date.parse(source.failingSince))}` : ''
  return { tone: 'warn', words: `Failing${since}: ${causeOf(source)}.${nextTry(source, now)}` }
}

function causeOf({ failureKind, failureText, httpStatus }: Source): string {
  if (failureKind === 'status' && httpStatus !== null) return `server says ${httpStatus}`
  return (failureText ?? failureKind ?? 'nobody knows why').replace(/\.$/, '')
}

function nextTry({ nextPollAt }: Source, now: number): string {
  if (nextPollAt === null) return ''
  const wait = Date.parse(nextPollAt) - now
  if (wait <= 0) return ' Next try is due.'
  return wait < 86_400_000 ? ` Next try ${timeOfDay(nextPollAt)}.` : ` Next try in ${span(wait)}.`
}
