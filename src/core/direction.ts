/** Which way words of a language run (Unicode CLDR, character order of the locale); one list for the API and for whoever shows it. */

const rightToLeft = new Set(['ar', 'arc', 'ckb', 'dv', 'fa', 'he', 'ku', 'nqo', 'ps', 'sd', 'syr', 'ug', 'ur', 'yi'])

/** @param language A BCP 47 tag, in any case. */
export function directionOfLanguage(language: string): 'ltr' | 'rtl' {
  return rightToLeft.has(primarySubtag(language)) ? 'rtl' : 'ltr'
}

/** `fi` of `fi-FI`, in lower case; `fil` is another language. */
export function primarySubtag(language: string): string {
  return language.toLowerCase().split('-')[0] ?? ''
}
