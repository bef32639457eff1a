/** Only the article: the key `f` takes the list and the side bar away until it is pressed again. */
import { createStore } from './store.ts'

export const focusMode = createStore(false)
