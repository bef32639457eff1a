/** How a feed is broken on purpose, in ways that real feeds are. The ledger claims only the entries that were sent whole. */
import type { Fault } from './feeds.ts'
import type { Rendered } from './render.ts'

/** Entries that stand before the damage. */
const whole = 2

/** Damage to the document itself; other faults leave it alone. */
export function spoil(rendered: Rendered, fault: Fault | null): Rendered {
  if (fault !== 'illFormed' && fault !== 'truncated') return rendered
  const text = rendered.body.toString()
  const at = afterNth(text, '<title>', whole + 2) // The channel's own title comes first.
  const damaged = fault === 'illFormed' ? `${text.slice(0, at)}${slip}${text.slice(at)}` : text.slice(0, at + 20)
  return { ...rendered, body: Buffer.from(damaged), entries: rendered.entries.slice(0, whole), offered: whole }
}

/** What a template does when nobody escapes what people type into it. */
const slip = 'Fish & chips, which we <3: '

function afterNth(text: string, part: string, n: number): number {
  let end = 0
  for (let i = 0; i < n; i++) {
    const at = text.indexOf(part, end)
    if (at < 0) throw new Error('a feed that is to be damaged needs more entries')
    end = at + part.length
  }
  return end
}
