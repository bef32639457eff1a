/** The reader comes when the first article is opened, or when the page has nothing better to do; its face comes with it. */

/** How long the first article waits for its face; whoever is slower reads it in the next one (`font-display: optional`). */
const mostMs = 250

export async function loadReader() {
  const reader = await import('../reader/reader.tsx')
  await loadFaces()
  return reader
}

/** Waits for the reading face, whose style sheet must be in the page; never longer than 250 ms. */
export async function loadFaces(): Promise<void> {
  const faces = ['400', '600', 'italic 400'].map(face => document.fonts.load(`${face} 1rem "Literata Variable"`))
  await Promise.race([Promise.allSettled(faces), new Promise(resolve => setTimeout(resolve, mostMs))])
}

/** After the first list is on the screen. */
export function loadReaderSoon(): void {
  const whenIdle = window.requestIdleCallback ?? ((act: () => void) => setTimeout(act, 1_000))
  whenIdle(() => void loadReader())
}
