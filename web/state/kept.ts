/** What this browser remembers by itself. Storage may be closed, full or tampered with: then the default holds. */

export function readKept(key: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null')
  } catch {
    return null
  }
}

export function keep(key: string, value: unknown): void {
  try {
    localStorage.setItem(key, JSON.stringify(value))
  } catch {
    // Without storage the choice lasts as long as the page.
  }
}
