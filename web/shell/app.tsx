/** What is on the screen for an address. All but the lists is loaded when it is first asked for. */
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { navigate } from 'wouter/use-browser-location'
import { loadFaces } from '../list/load-reader.ts'
import { Panes } from '../list/panes.tsx'
import { useCommands } from '../state/commands.ts'
import { focusMode } from '../state/focus-mode.ts'
import { undoLast } from '../state/toasts.ts'
import { ErrorBoundary } from '../ui/error-boundary.tsx'
import { Frame } from './frame.tsx'
import { home, listPath, type Route, readRoute } from './route.ts'
import { useTitle } from './use-title.ts'

const Add = lazy(() => import('../add/add.tsx'))
const Submission = lazy(() => import('../add/submission-page.tsx'))
const Sources = lazy(() => import('../sources/sources.tsx'))
const Import = lazy(() => import('../sources/import.tsx'))
const Operate = lazy(() => import('../operate/operate.tsx'))
const Why = lazy(() => import('../why/why.tsx'))
const Settings = lazy(loadSettings)
const Login = lazy(() => import('../login/login.tsx'))
const Keys = lazy(() => import('../settings/keys-dialog.tsx'))

/** Its sample text is set in the reading face. */
async function loadSettings() {
  const settings = await import('../settings/settings.tsx')
  await loadFaces()
  return settings
}

type ListRoute = Extract<Route, { page: 'list' }>

export function App() {
  const [path] = useLocation()
  const route = readRoute(path)
  const beneath = useBeneath(route)
  const [isHelpOpen, setHelp] = useState(false)
  useTitle(route)
  useEffect(() => {
    if (route.page === 'unknown') navigate(home, { replace: true })
  }, [route.page])
  useCommands({
    goUnread: () => navigate('/unread'),
    goStarred: () => navigate('/starred'),
    goOperate: () => navigate('/operate'),
    search: () => navigate('/search'),
    add: () => navigate('/add'),
    help: () => setHelp(true),
    undo: undoLast,
    focus: () => focusMode.set(now => !now),
  })
  if (route.page === 'login')
    return (
      <Suspense fallback={null}>
        <Login />
      </Suspense>
    )
  return (
    <Frame route={route}>
      <ErrorBoundary
        key={route.page === 'add' ? beneath.page : route.page}
        text="This page could not be shown. Winnow may have been updated."
      >
        <Suspense fallback={<div aria-busy="true" />}>
          <Page route={route.page === 'add' ? beneath : route} />
          {route.page === 'add' && <Add beneath={listPath(beneath.list)} />}
          {isHelpOpen && <Keys onClose={() => setHelp(false)} />}
        </Suspense>
      </ErrorBoundary>
    </Frame>
  )
}

function Page({ route }: Readonly<{ route: Route }>) {
  switch (route.page) {
    case 'list':
      return <Panes key={listPath(route.list)} list={route.list} articleId={route.articleId} />
    case 'submission':
      return <Submission id={route.id} />
    case 'sources':
      return <Sources />
    case 'import':
      return <Import />
    case 'operate':
      return <Operate tab={route.tab} />
    case 'why':
      return <Why id={route.id} />
    case 'settings':
      return <Settings tab={route.tab} />
    case 'add':
    case 'login':
    case 'unknown':
      return null
  }
}

/** The list that a dialog lies over: the last one that was seen. */
function useBeneath(route: Route): ListRoute {
  const last = useRef<ListRoute>({ page: 'list', list: { kind: 'unread' }, articleId: null })
  if (route.page === 'list') last.current = route
  return last.current
}
