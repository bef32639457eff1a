/** Keys of a single letter can be switched off (WCAG 2.1.4): speech input would press them by chance. */
import { prefer, preferences } from '../state/preferences.ts'
import { usePart } from '../state/store.ts'
import { KeyTable } from './key-table.tsx'
import css from './settings.module.css'

export function KeySettings() {
  const isOn = usePart(preferences, now => now.keys)
  return (
    <div className={css.section}>
      <label className={css.check}>
        <input type="checkbox" checked={isOn} onChange={event => prefer({ keys: event.target.checked })} />
        Use the keys below
      </label>
      <KeyTable />
    </div>
  )
}
