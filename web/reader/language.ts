/** Which language words are in, and which way they run; UI words around them have neither. */

/** As the server's list of right-to-left languages. */
const rightToLeft = new Set(['ar', 'arc', 'ckb', 'dv', 'fa', 'he', 'ku', 'nqo', 'ps', 'sd', 'syr', 'ug', 'ur', 'yi'])

/**
 * `lang` and `dir` of an element. An unknown language is said to be unknown, or the page's own would be taken for it; its
 * direction is what its first letters say.
 */
export function spokenIn(language: string | null): Readonly<{ lang: string; dir: 'ltr' | 'rtl' | 'auto' }> {
  if (language === null || language === '' || language === 'und') return { lang: '', dir: 'auto' }
  return { lang: language, dir: rightToLeft.has(primary(language)) ? 'rtl' : 'ltr' }
}

export function isSameLanguage(one: string, other: string): boolean {
  return primary(one) === primary(other)
}

/** The primary subtag (BCP 47): `fi` is not `fil`. */
export function primary(language: string): string {
  return language.toLowerCase().split('-')[0] ?? ''
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
