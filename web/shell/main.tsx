/** Starts the reader: what this browser remembers is shown first, then what the server says. */
import { QueryClientProvider } from '@tanstack/react-query'
import { createRoot } from 'react-dom/client'
import { resumeMarks } from '../api/marks.ts'
import { queryClient } from '../api/query-client.ts'
import { followStream } from '../api/stream.ts'
import { watchConnection } from '../state/connection.ts'
import { listenToKeys } from '../state/keyboard.ts'
import { preferences, show } from '../state/preferences.ts'
import '../styles/tokens.css'
import '../styles/base.css'
import { App } from './app.tsx'

show(preferences.get())
watchConnection()
listenToKeys()
resumeMarks()
followStream()

const root = document.getElementById('root')
if (root)
  createRoot(root).render(
    <QueryClientProvider client={queryClient}>
      <App />
    </QueryClientProvider>,
  )

if (import.meta.env.PROD) void navigator.serviceWorker?.register('/sw.js')
