/** Languages by their English names. */

/** `German` for `de`; what has no name stays as it is. */
export function languageName(tag: string): string {
  try {
    return names.of(tag) ?? tag
  } catch {
    return tag
  }
}

const names = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'code' })
