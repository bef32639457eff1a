/** What the status of an API means: the kind decides whether anybody asks again, so an empty account must not look like a busy server. */
import type { Failure } from '../core/failure.ts'
import { maskText } from '../core/mask.ts'
import { mostRetryAfterMs, retryAfterMs } from './retry-after.ts'

export type ApiError = Readonly<{
  status: number
  headers: Readonly<Record<string, string>>
  /** The error's own code, such as `insufficient_quota`; '' when it has none. */
  code: string
  /** Already safe to show, see `quoted`; '' when the server said nothing. */
  said: string
}>

/** @param who Names the service in the message. @param now Milliseconds since the epoch. */
export function apiFailure(who: string, { status, headers, code, said }: ApiError, now: number): Failure {
  const message = `${who} answered ${status}${said ? `: ${said}` : ''}`
  if (status === 402 || outOfMoney.test(code)) return { kind: 'quota', message }
  if (status === 401 || status === 403) return { kind: 'unauthorised', status, message }
  const waitMs = waitOf(headers, now)
  if (status === 429 || (status === 503 && waitMs !== null))
    return { kind: 'rateLimited', status, retryAfterMs: waitMs, message }
  return { kind: 'status', status, message }
}

/** OpenAI and those who imitate it answer 429 to an account without money; waiting does not fill it. */
const outOfMoney = /^(insufficient_quota|billing_not_active|billing_hard_limit_reached|insufficient_funds)$/

/** `retry-after-ms`, which is finer and not a standard, before Retry-After, in whole or broken seconds or a date; at most a day. */
export function waitOf(headers: Readonly<Record<string, string>>, now: number): number | null {
  const fine = decimal(headers['retry-after-ms'])
  if (fine !== null) return Math.min(Math.ceil(fine), mostRetryAfterMs)
  const text = headers['retry-after']
  const seconds = decimal(text)
  return seconds === null ? retryAfterMs(text, now) : Math.min(Math.ceil(seconds * 1000), mostRetryAfterMs)
}

function decimal(text: string | undefined): number | null {
  return text !== undefined && /^\s*\d{1,15}(?:\.\d{1,9})?\s*$/.test(text) ? Number(text) : null
}

/**
 * What a server said, fit for a failure's message: one line of at most 200 characters, secrets and addresses of machines masked;
 * nothing at all when it repeats what it was sent, for no text of an article belongs into a failure.
 * @param sent The article, prompt or the like that may not come back.
 */
export function quoted(text: string, { secrets, sent }: { secrets: readonly string[]; sent: string }): string {
  const plain = text.slice(0, 4_000).toWellFormed()
  const hidden = secrets
    .filter(secret => secret.length > 0)
    .reduce((rest, secret) => rest.replaceAll(secret, '***'), plain)
  const line = maskText(hidden)
    .replace(machineAddress, '[address]')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  const short = line.length > maxSaid ? `${line.slice(0, maxSaid - 1).toWellFormed()}…` : line
  return repeats(short, sent) ? '' : short
}

const maxSaid = 200
const machineAddress = /\b\d{1,3}(?:\.\d{1,3}){3}\b|(?<![\w:])(?:[\da-f]{0,4}:){3,7}[\da-f]{0,4}(?![\w:])/gi
const window = 24

/** Whether they share a run of text so long that it is no accident; looked at in steps, so runs of twice the window are always found. */
function repeats(said: string, sent: string): boolean {
  const flat = sent.replace(/\s+/g, ' ')
  for (let at = 0; at + window <= said.length; at += window / 2)
    if (flat.includes(said.slice(at, at + window))) return true
  return false
}
