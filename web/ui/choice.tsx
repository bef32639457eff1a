/** One of a few, side by side. Radio buttons underneath, so the arrow keys and screen readers know them. */
import { useId } from 'react'
import css from './choice.module.css'

type Props<T extends string | number> = Readonly<{
  label: string
  options: readonly T[]
  names: Readonly<Record<T, string>>
  value: T
  onChange: (value: T) => void
}>

export function Choice<T extends string | number>({ label, options, names, value, onChange }: Props<T>) {
  const id = useId()
  return (
    <fieldset className={css.choice}>
      <legend>{label}</legend>
      <div className={css.options}>
        {options.map(option => (
          <label key={option}>
            <input type="radio" name={id} checked={option === value} onChange={() => onChange(option)} />
            <span>{names[option]}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
