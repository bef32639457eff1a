/** Single letters are shortcuts only where nobody is writing, without modifiers, and only while the setting allows them (WCAG 2.1.4). */
import { type Command, carryOut, commands } from './commands.ts'
import { preferences } from './preferences.ts'

/** How long `g` waits for its second letter. */
const sequenceMs = 1_500

const byKey = new Map<string, Command>(
  Object.entries(commands).flatMap(([name, { key }]) => [[key, name as Command] as const]),
)
byKey.set('Enter', 'open')

export function listenToKeys(): void {
  let prefix: { key: string; atMs: number } | null = null
  addEventListener('keydown', event => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
    if (isTaken(event)) return
    const waited = prefix !== null && event.timeStamp - prefix.atMs < sequenceMs ? `${prefix.key} ` : ''
    prefix = waited === '' && event.key === 'g' ? { key: 'g', atMs: event.timeStamp } : null
    const command = byKey.get(waited + event.key)
    if (command === undefined || (!preferences.get().keys && event.key !== 'Escape')) return
    if (carryOut(command)) event.preventDefault()
  })
}

/** Fields keep their letters; a button or link keeps Enter and Space; an open dialog or menu keeps everything. */
function isTaken({ target, key }: KeyboardEvent): boolean {
  if (!(target instanceof Element)) return false
  // An open menu closes on Esc by itself, wherever the focus is.
  if (target.closest('dialog') || document.querySelector(':popover-open')) return true
  if (target.closest('input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]'))
    return key !== 'Escape'
  return (key === 'Enter' || key === ' ') && target.closest('a, button, summary, [role=tab], input') !== null
}
