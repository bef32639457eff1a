/** One password opens the reader; afterwards people are where they wanted to go. */
import { useId, useState } from 'react'
import { useSearch } from 'wouter'
import { navigate } from 'wouter/use-browser-location'
import { logIn } from '../api/access.ts'
import { wordsOf } from '../api/problem.ts'
import { home } from '../shell/route.ts'
import { Wheat } from '../shell/wheat.tsx'
import { Button } from '../ui/button.tsx'
import css from './login.module.css'

export default function Login() {
  const then = new URLSearchParams(useSearch()).get('then') ?? home
  const [password, setPassword] = useState('')
  const [refused, setRefused] = useState<string | null>(null)
  const [isAsking, setAsking] = useState(false)
  const id = useId()
  const ask = async () => {
    setAsking(true)
    setRefused(null)
    try {
      navigate(pathOf(await logIn(password, pathOf(then))), { replace: true })
    } catch (error) {
      setRefused(wordsOf(error))
      setAsking(false)
    }
  }
  return (
    <main className={css.place}>
      <form
        className={css.form}
        onSubmit={event => {
          event.preventDefault()
          void ask()
        }}
      >
        <h1>
          <Wheat />
          Winnow
        </h1>
        <label htmlFor={id}>Password</label>
        <input
          id={id}
          type="password"
          autoComplete="current-password"
          // biome-ignore lint/a11y/noAutofocus: the page has this one field.
          autoFocus
          required
          maxLength={1_000}
          value={password}
          aria-describedby={refused ? `${id}-refused` : undefined}
          onChange={event => setPassword(event.target.value)}
        />
        {refused && (
          <p id={`${id}-refused`} className={css.refused} role="alert">
            {refused}
          </p>
        )}
        <Button type="submit" isMain isDisabled={isAsking}>
          Log in
        </Button>
      </form>
    </main>
  )
}

/** Only a path of this very server: the address bar may have been written by anybody. */
function pathOf(where: string): string {
  const url = URL.parse(where, location.origin)
  return url?.origin === location.origin && url.pathname !== '/login' ? url.pathname + url.search : home
}
