/** What a source answered, in a few words. */
import type { RunRow } from '../../db/runs.ts'
import { clean, size } from './output.ts'

/** `200, 41 KB`, `304 unchanged`, or why there was no answer. */
export function answerOf(run: RunRow): string {
  if (run.failureKind !== null) return clean(run.failureText ?? run.failureKind)
  const unchanged = run.notModified ? ' unchanged' : ''
  const bytes = run.bytes > 0 ? `, ${size(run.bytes)}` : ''
  return `${run.httpStatus ?? ''}${unchanged}${bytes}`
}
