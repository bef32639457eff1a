import { expect, test } from 'vitest'
import { defaults, read } from './preferences.ts'

test.each([null, 3, 'x', [], {}])('%j is no preference', kept => {
  expect(read(kept)).toEqual(defaults)
})

test('what is kept and allowed holds', () => {
  const kept = { ...defaults, theme: 'dark', size: 24, width: 42, listWidth: 320, keys: false, folded: ['a'] }
  expect(read(kept)).toEqual(kept)
})

test('what somebody else wrote there is left out, value by value', () => {
  const kept = {
    theme: 'url(x)',
    size: 900,
    width: 33,
    density: 1,
    listWidth: '400',
    keys: 'no',
    folded: [1, 'a'],
    face: 'serif',
  }
  expect(read(kept)).toEqual({ ...defaults, folded: ['a'] })
})
