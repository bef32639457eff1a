/** How this browser shows things. The server knows none of it: another screen may want it otherwise. */
import { keep, readKept } from './kept.ts'
import { createStore } from './store.ts'

export const themes = ['system', 'light', 'dark'] as const
export const faces = ['serif', 'sans'] as const
export const widths = [32, 37, 42] as const
export const densities = ['comfortable', 'compact', 'headlines'] as const

export type Preferences = Readonly<{
  theme: (typeof themes)[number]
  face: (typeof faces)[number]
  /** Pixels, 16 to 24. */
  size: number
  /** Rem. */
  width: (typeof widths)[number]
  density: (typeof densities)[number]
  /** Pixels, 320 to 520. */
  listWidth: number
  /** Shortcuts of a single letter. WCAG 2.1.4: they can be turned off. */
  keys: boolean
  /** Groups that are folded in the side bar. */
  folded: readonly string[]
  /** The language that translations are asked for in. */
  language: string
}>

const key = 'winnow.preferences'

export const defaults: Preferences = {
  theme: 'system',
  face: 'serif',
  size: 18,
  width: 37,
  density: 'comfortable',
  listWidth: 384,
  keys: true,
  folded: [],
  language: '',
}

export const preferences = createStore<Preferences>(read(readKept(key)))

export function prefer(change: Partial<Preferences>): void {
  preferences.set(now => ({ ...now, ...change }))
  keep(key, preferences.get())
  show(preferences.get())
}

/** Puts what CSS needs on the root element, through CSSOM: a style attribute would be refused by the policy. */
export function show({ theme, face, size, width, density, listWidth }: Preferences): void {
  const root = document.documentElement
  if (theme === 'system') delete root.dataset.theme
  else root.dataset.theme = theme
  root.dataset.density = density
  root.dataset.face = face
  root.style.setProperty('--read-size', `${size / 16}rem`)
  root.style.setProperty('--read-width', `${width}rem`)
  root.style.setProperty('--list-width', `${listWidth}px`)
}

/** Also checks what is kept: it may be of an older version, or somebody's own work. */
export function read(kept: unknown): Preferences {
  if (typeof kept !== 'object' || kept === null) return defaults
  const from = kept as Record<string, unknown>
  return {
    theme: oneOf(themes, from.theme, defaults.theme),
    face: oneOf(faces, from.face, defaults.face),
    size: within(16, 24, from.size, defaults.size),
    width: oneOf(widths, from.width, defaults.width),
    density: oneOf(densities, from.density, defaults.density),
    listWidth: within(320, 520, from.listWidth, defaults.listWidth),
    keys: from.keys !== false,
    folded: texts(from.folded),
    language: typeof from.language === 'string' ? from.language : '',
  }
}

function oneOf<T>(allowed: readonly T[], value: unknown, otherwise: T): T {
  return allowed.find(one => one === value) ?? otherwise
}

function within(least: number, most: number, value: unknown, otherwise: number): number {
  return typeof value === 'number' && value >= least && value <= most ? value : otherwise
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter(one => typeof one === 'string') : []
}
