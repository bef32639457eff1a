/** The one place that speaks to the server: same origin, typed by the server's own routes, and every refusal is thrown as `Refused`. */
import createClient from 'openapi-fetch'
import type { paths } from '../../src/app/http/routes/routes.ts'
import { connection } from '../state/connection.ts'
import { Refused } from './problem.ts'

export const api = createClient<paths>({ baseUrl: location.origin, credentials: 'same-origin', fetch: reach })

/** What the server answered. Rejects with `Refused`; an aborted signal rejects with its own reason. */
export async function answerOf<T>(call: Promise<{ data?: T }>): Promise<T> {
  return (await call).data as T
}

async function reach(request: Request): Promise<Response> {
  const response = await ask(request)
  connection.set(response.status === 503 ? 'database' : 'fine')
  if (response.ok) return response
  if (response.status === 401) toLogin()
  throw await refusal(response)
}

async function ask(request: Request): Promise<Response> {
  try {
    return await fetch(request)
  } catch (error) {
    if (request.signal.aborted) throw error
    connection.set(navigator.onLine ? 'unreachable' : 'offline')
    throw new Refused(0, navigator.onLine ? 'Winnow does not answer.' : 'You are offline.', null)
  }
}

async function refusal(response: Response): Promise<Refused> {
  const problem = await response.json().catch(() => null)
  const words = problem?.detail ?? problem?.title ?? `The server answered ${response.status}.`
  return new Refused(response.status, String(words), problem)
}

/** Whoever is not logged in goes there, and comes back to where they were. */
function toLogin(): void {
  if (location.pathname === '/login') return
  history.replaceState(null, '', `/login?then=${encodeURIComponent(location.pathname + location.search)}`)
}
