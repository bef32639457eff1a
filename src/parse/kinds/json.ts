/** JSON of strangers: bounded before it is read, and every field taken for what it is, never for what it should be. */
import { failed, type Outcome, ok } from '../../core/failure.ts'

/** `JSON.parse` makes up to twenty times its text in one native step; a hundred posts take a hundredth of this. */
const maxCharacters = 8_000_000

/** Failures: `tooLarge`, `malformed` (`whose` names the sender, as in "Reddit"). */
export function readJson(text: string, whose: string): Outcome<unknown> {
  if (text.length > maxCharacters) {
    const message = `${whose} answered with more than ${maxCharacters / 1_000_000} million characters.`
    return failed({ kind: 'tooLarge', limitBytes: maxCharacters, message })
  }
  try {
    return ok(JSON.parse(text) as unknown)
  } catch {
    const page = /^\s*</.test(text)
    if (page) return failed({ kind: 'notAFeed', message: `${whose} answered with a page instead of JSON.` })
    return failed({ kind: 'malformed', message: `${whose} answered with JSON that cannot be read.` })
  }
}

/** Of objects and arrays; own fields only, so that no `__proto__` answers. */
export function field(object: unknown, name: string): unknown {
  return object !== null && typeof object === 'object' && Object.hasOwn(object, name)
    ? Reflect.get(object, name)
    : undefined
}

export function list(object: unknown, name: string): readonly unknown[] | null {
  const value = field(object, name)
  return Array.isArray(value) ? value : null
}

/** The text of a field, or undefined where there is none or an empty one. */
export function text(object: unknown, name: string): string | undefined {
  const value = field(object, name)
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** Unix time in seconds, as `Entry` takes dates: as written. */
export function seconds(object: unknown, name: string): string | null {
  const value = field(object, name)
  return typeof value === 'number' && value > 0 && Number.isFinite(value) ? String(Math.floor(value)) : null
}
