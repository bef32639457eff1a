/** A misspelt name should cost its author one look: the problem says which name was probably meant. */

/** The known word nearest to `word`, or null when none is near: a third of its letters may be wrong; case, `-` and `_` do not count. */
export function nearest(word: string, known: Iterable<string>): string | null {
  let best: { name: string; distance: number } | null = null
  const typed = plain(word)
  if (typed.length > 100) return null
  for (const name of known) {
    const distance = editDistance(typed, plain(name))
    if (distance <= typed.length / 3 && (best === null || distance < best.distance)) {
      best = { name, distance }
    }
  }
  return best?.name ?? null
}

function plain(word: string): string {
  return word.toLowerCase().replace(/[-_\s]/g, '')
}

/** Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment). */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const substituted = at(last, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1)
      const swapped =
        i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? at(beforeLast, j - 2) + 1 : substituted
      row.push(Math.min(at(last, j) + 1, at(row, j - 1) + 1, substituted, swapped))
    }
    beforeLast = last
    last = row
  }
  return at(last, b.length)
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY
}
