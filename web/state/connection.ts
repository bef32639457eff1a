/** Whether the network, the server and its database answer, as far as the last requests have told. */
import { createStore } from './store.ts'

export type Connection = 'fine' | 'offline' | 'unreachable' | 'database'

export const connection = createStore<Connection>(navigator.onLine ? 'fine' : 'offline')

export function watchConnection(): void {
  addEventListener('offline', () => connection.set('offline'))
  addEventListener('online', () => connection.set('fine'))
}
