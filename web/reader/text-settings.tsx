/** How text is set: its face, its size, its width. Where it is read, and in the settings. */
import { useId } from 'react'
import { faces, prefer, preferences, themes, widths } from '../state/preferences.ts'
import { useStore } from '../state/store.ts'
import { Choice } from '../ui/choice.tsx'
import css from './text-settings.module.css'

const faceNames = { serif: 'Serif', sans: 'Sans' } as const
const themeNames = { system: 'System', light: 'Light', dark: 'Dark' } as const
const widthNames = { 32: 'Narrow', 37: 'Normal', 42: 'Wide' } as const

export function TextSettings() {
  const now = useStore(preferences)
  const id = useId()
  return (
    <div className={css.fields}>
      <Choice label="Face" options={faces} names={faceNames} value={now.face} onChange={face => prefer({ face })} />
      <div className={css.size}>
        <label htmlFor={id}>
          Size <span className="num">{now.size} px</span>
        </label>
        <input
          id={id}
          type="range"
          min={16}
          max={24}
          step={1}
          value={now.size}
          onChange={event => prefer({ size: event.target.valueAsNumber })}
        />
      </div>
      <Choice
        label="Width"
        options={widths}
        names={widthNames}
        value={now.width}
        onChange={width => prefer({ width })}
      />
      <Choice
        label="Theme"
        options={themes}
        names={themeNames}
        value={now.theme}
        onChange={theme => prefer({ theme })}
      />
    </div>
  )
}
