/** Face, size, width and theme, with a text to see them on. */

import body from '../reader/body.module.css'
import { TextSettings } from '../reader/text-settings.tsx'
import '../styles/literata.css'
import { densities, prefer, preferences } from '../state/preferences.ts'
import { usePart } from '../state/store.ts'
import { Choice } from '../ui/choice.tsx'
import css from './settings.module.css'

const densityNames = { comfortable: 'Comfortable', compact: 'Compact', headlines: 'Headlines' } as const

export function Appearance() {
  const density = usePart(preferences, now => now.density)
  return (
    <div className={css.section}>
      <TextSettings />
      <div className={css.field}>
        <Choice
          label="Rows of lists"
          options={densities}
          names={densityNames}
          value={density}
          onChange={next => prefer({ density: next })}
        />
      </div>
      <div className={`${body.body} ${css.sample}`} lang="en">
        <p>
          The post stands where the ferry used to land, painted white every second summer, its numbers cut by a
          blacksmith who never learned metric. Each morning at seven somebody walks down, looks, and writes the height
          in a book. There have been nine books.
        </p>
      </div>
    </div>
  )
}
