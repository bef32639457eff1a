/** What stays while pages change: ways to go, what is wrong with the connection, and the voice that says what happened. */
import { TriangleAlert } from 'lucide-react'
import type { MouseEvent, ReactNode } from 'react'
import { announcement } from '../state/announce.ts'
import { type Connection, connection } from '../state/connection.ts'
import { focusMode } from '../state/focus-mode.ts'
import { useStore } from '../state/store.ts'
import { Toasts } from '../ui/toast.tsx'
import css from './frame.module.css'
import type { Route } from './route.ts'
import { SideBar } from './side-bar.tsx'
import { TabBar } from './tab-bar.tsx'

const sentences: Record<Exclude<Connection, 'fine'>, string> = {
  offline: 'You are offline. Stars and read marks are sent later.',
  unreachable: 'Winnow does not answer. Retrying every 5 s.',
  database: 'The database is not answering. Retrying every 5 s.',
}

export function Frame({ route, children }: Readonly<{ route: Route; children: ReactNode }>) {
  const isFocused = useStore(focusMode) && route.page === 'list' && route.articleId !== null
  const state = useStore(connection)
  return (
    <div className={`${css.app} ${isFocused ? css.focused : ''}`}>
      <SkipLink to="main" text={route.page === 'list' ? 'Skip to the list' : 'Skip to the page'} />
      {route.page === 'list' && route.articleId !== null && <SkipLink to="reader" text="Skip to the article" />}
      <SideBar route={route} />
      <main id="main" className={css.main} tabIndex={-1}>
        <div role="status">
          {state !== 'fine' && (
            <p className={css.banner}>
              <TriangleAlert aria-hidden />
              {sentences[state]}
            </p>
          )}
        </div>
        <div className={css.content}>{children}</div>
      </main>
      <TabBar route={route} />
      <Toasts />
      <Announcer />
    </div>
  )
}

/** Not by the address: a way further would lie between the article and its list. */
function SkipLink({ to, text }: Readonly<{ to: string; text: string }>) {
  const skip = (event: MouseEvent) => {
    event.preventDefault()
    document.getElementById(to)?.focus()
  }
  return (
    <a className={css.skip} href={`#${to}`} onClick={skip}>
      {text}
    </a>
  )
}

function Announcer() {
  return (
    <p className="hidden" aria-live="polite">
      {useStore(announcement)}
    </p>
  )
}
