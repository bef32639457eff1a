/** Which language words are in, and which way they run; UI words around them have neither. */
import { directionOfLanguage, primarySubtag } from '../../src/core/direction.ts'

/**
 * `lang` and `dir` of an element. An unknown language is said to be unknown, or the page's own would be taken for it; its
 * direction is what its first letters say.
 */
export function spokenIn(language: string | null): Readonly<{ lang: string; dir: 'ltr' | 'rtl' | 'auto' }> {
  if (language === null || language === '' || language === 'und') return { lang: '', dir: 'auto' }
  return { lang: language, dir: directionOfLanguage(language) }
}

export function isSameLanguage(one: string, other: string): boolean {
  return primarySubtag(one) === primarySubtag(other)
}

const names = new Intl.DisplayNames(undefined, { type: 'language' })

/** As the reader's own language calls it. */
export function languageName(language: string): string {
  try {
    return names.of(language) ?? language
  } catch {
    return language
  }
}
