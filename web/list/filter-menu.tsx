/** Filters live in the address, so that a filtered list can be kept as a bookmark and Back undoes them. */
import { ListFilter } from 'lucide-react'
import { useId } from 'react'
import type { Filters } from '../api/articles.ts'
import { densities, prefer, preferences } from '../state/preferences.ts'
import { usePart } from '../state/store.ts'
import { Menu } from '../ui/menu.tsx'
import css from './filter-menu.module.css'

type Props = Readonly<{
  filters: Filters
  hasState: boolean
  hasSort: boolean
  onChange: (name: keyof Filters, value: string) => void
}>

const languages = ['en', 'de', 'fr', 'es', 'pt', 'it', 'nl', 'ja', 'zh', 'ko', 'ar', 'he', 'ru']
const languageNames = new Intl.DisplayNames(undefined, { type: 'language' })

export function FilterMenu({ filters, hasState, hasSort, onChange }: Props) {
  const density = usePart(preferences, now => now.density)
  return (
    <Menu icon={ListFilter} label="Filter">
      <div className={css.fields}>
        {hasState && (
          <Choice label="Show" value={filters.state || 'unread'} onChange={value => onChange('state', value)}>
            <option value="unread">Unread</option>
            <option value="all">Read too</option>
          </Choice>
        )}
        {hasSort && (
          <Choice label="Order" value={filters.sort} onChange={value => onChange('sort', value)}>
            <option value="newest">Newest first</option>
            <option value="oldest">Oldest first</option>
          </Choice>
        )}
        <Choice label="Language" value={filters.lang} onChange={value => onChange('lang', value)}>
          <option value="">Any</option>
          {languages.map(language => (
            <option key={language} value={language}>
              {languageNames.of(language)}
            </option>
          ))}
        </Choice>
        <Day label="From" value={filters.from} onChange={value => onChange('from', value)} />
        <Day label="Before" value={filters.to} onChange={value => onChange('to', value)} />
        <Choice label="Rows" value={density} onChange={value => prefer({ density: value as typeof density })}>
          {densities.map(name => (
            <option key={name} value={name}>
              {name[0]?.toUpperCase() + name.slice(1)}
            </option>
          ))}
        </Choice>
      </div>
    </Menu>
  )
}

type FieldProps = Readonly<{
  label: string
  value: string
  onChange: (value: string) => void
  children?: React.ReactNode
}>

function Choice({ label, value, onChange, children }: FieldProps) {
  const id = useId()
  return (
    <>
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={event => onChange(event.target.value)}>
        {children}
      </select>
    </>
  )
}

function Day({ label, value, onChange }: FieldProps) {
  const id = useId()
  return (
    <>
      <label htmlFor={id}>{label}</label>
      <input id={id} type="date" value={value} onChange={event => onChange(event.target.value)} />
    </>
  )
}
