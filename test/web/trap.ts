/** What notices that something of other people's ran, in the page where it would run. */
import type { Visitor } from './browser.ts'

type Trapped = Readonly<{ executed: string[]; violated: string[] }>

/** Where payloads lead: the functions they call, and events that only their markup would cause. */
export async function trap({ context }: Visitor): Promise<void> {
  await context.addInitScript(() => {
    const trapped = { executed: [] as string[], violated: [] as string[] }
    const note = (name: string) => () => void trapped.executed.push(name)
    Object.assign(window, {
      trapped,
      alert: note('alert'),
      confirm: note('confirm'),
      prompt: note('prompt'),
      print: note('print'),
    })
    document.addEventListener('securitypolicyviolation', event => {
      trapped.violated.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`)
    })
  })
}

export const trapped = ({ page }: Visitor) => page.evaluate(() => (window as unknown as { trapped: Trapped }).trapped)

/** Every row of a list that loads as it is scrolled; resolves with how many there were. */
export async function scrollThrough(): Promise<number> {
  const pane = document.querySelector('[data-row]')?.closest('ul')?.parentElement
  const seen = new Set<string>()
  for (let isLast = !pane; !isLast; ) {
    for (const row of document.querySelectorAll('[data-row]')) seen.add(row.getAttribute('data-row') ?? '')
    const last = [...document.querySelectorAll('li[aria-posinset]')].at(-1)
    // The size is said once there is no further page.
    isLast = last?.getAttribute('aria-posinset') === last?.getAttribute('aria-setsize')
    pane?.scrollBy(0, pane.clientHeight)
    await new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)))
  }
  return seen.size
}
