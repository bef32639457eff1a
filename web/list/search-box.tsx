/** Asks once somebody stops typing; the address keeps the question. */
import { Search } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import css from './search-box.module.css'

const pauseMs = 300

export function SearchBox({ q, onSearch }: Readonly<{ q: string; onSearch: (q: string) => void }>) {
  const [text, setText] = useState(q)
  const field = useRef<HTMLInputElement>(null)
  const asked = useRef(q)
  useEffect(() => {
    // The address changed by itself, as when Back was pressed.
    if (q !== asked.current) setText(q)
    asked.current = q
  }, [q])
  useEffect(() => {
    if (text.trim() === asked.current) return
    const timer = setTimeout(() => {
      asked.current = text.trim()
      onSearch(text.trim())
    }, pauseMs)
    return () => clearTimeout(timer)
  }, [text, onSearch])
  useEffect(() => {
    if (matchMedia('(min-width: 720px)').matches || field.current?.value === '') field.current?.focus()
  }, [])
  return (
    <search>
      <form
        className={css.box}
        onSubmit={event => {
          event.preventDefault()
          asked.current = text.trim()
          onSearch(text.trim())
        }}
      >
        <Search aria-hidden />
        <input
          ref={field}
          type="search"
          aria-label="Search articles"
          placeholder="Search articles"
          maxLength={500}
          value={text}
          onChange={event => setText(event.target.value)}
        />
      </form>
    </search>
  )
}
