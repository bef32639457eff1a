/** Marking read while scrolling is off until somebody wants it, group by group; the language of translations. */
import { useId } from 'react'
import { wordsOf } from '../api/problem.ts'
import { changeGroup, useGroups } from '../api/sources.ts'
import { prefer, preferences } from '../state/preferences.ts'
import { usePart } from '../state/store.ts'
import { complain } from '../state/toasts.ts'
import css from './settings.module.css'

const languages = ['en', 'de', 'fr', 'es', 'pt', 'it', 'nl', 'pl', 'sv', 'tr', 'ru', 'uk', 'ar', 'he', 'zh', 'ja', 'ko']
const names = new Intl.DisplayNames(undefined, { type: 'language' })

export function ReadingSettings() {
  const { data: groups, isError } = useGroups()
  const language = usePart(preferences, now => now.language)
  const id = useId()
  const change = async (name: string, markReadOnScroll: boolean) => {
    try {
      await changeGroup(name, { markReadOnScroll })
    } catch (error) {
      complain(wordsOf(error))
    }
  }
  // What stands below the groups must not move when they come.
  if (groups === undefined) return isError ? <p role="alert">The groups could not be asked for.</p> : null
  return (
    <div className={css.section}>
      <fieldset className={css.group}>
        <legend>Mark read while scrolling, in these groups</legend>
        {groups.length === 0 && <p className={css.aside}>There are no groups yet.</p>}
        {groups.map(group => (
          <label key={group.name}>
            <input
              type="checkbox"
              checked={group.markReadOnScroll}
              onChange={event => void change(group.name, event.target.checked)}
            />
            {group.name}
          </label>
        ))}
        <p className={css.aside}>What has gone above the top of the list counts as read. It can be undone.</p>
      </fieldset>
      <div className={css.field}>
        <label htmlFor={id}>Translate summaries into</label>
        <select id={id} value={language} onChange={event => prefer({ language: event.target.value })}>
          <option value="">The language of this browser ({names.of(navigator.language.slice(0, 2))})</option>
          {languages.map(one => (
            <option key={one} value={one}>
              {names.of(one)}
            </option>
          ))}
        </select>
      </div>
    </div>
  )
}
