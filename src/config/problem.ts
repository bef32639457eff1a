/** A mistake in the configuration is told in one line: where it is, what is wrong, what is allowed. */
import { maskText } from '../core/mask.ts'
import type { Path } from './yaml.ts'

export type ConfigProblem = Readonly<{
  /** The whole line, without secrets: `winnow.yaml:7: sources[2].url: "x" is not an address with http:// or https://`. */
  message: string
  /** The file's name as it was given, or the variable's; null where neither is at fault. */
  place: string | null
  /** Counted from 1; null where the place has no lines. */
  line: number | null
  /** Dotted, such as `sources[2].url`; empty for the whole. */
  path: string
}>

export function problem(place: string | null, line: number | null, path: Path, wrong: string): ConfigProblem {
  const dotted = dottedPath(path)
  const where = line === null ? place : `${place}:${line}`
  // Each part by itself: the name DATABASE_URL in front would make a secret of the explanation behind it.
  const message = [where, dotted || null, wrong]
    .filter(part => part !== null)
    .map(maskText)
    .join(': ')
  return { message: message.replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, '\ufffd'), place, line, path: dotted }
}

/** `sources[2].keywords.include[0]`; names that are not plain words are quoted. */
export function dottedPath(path: Path): string {
  let text = ''
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`
    else if (/^[\w-]{1,100}$/.test(String(step))) text += text === '' ? String(step) : `.${String(step)}`
    else text += `[${JSON.stringify(String(step).slice(0, 100).toWellFormed())}]`
  }
  return text
}
