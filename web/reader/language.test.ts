import { expect, test } from 'vitest'
import { isSameLanguage, spokenIn } from './language.ts'

test('words run as their language does; what language nobody knows is said to be unknown', () => {
  expect(spokenIn('ar')).toEqual({ lang: 'ar', dir: 'rtl' })
  expect(spokenIn('he-IL')).toEqual({ lang: 'he-IL', dir: 'rtl' })
  expect(spokenIn('de')).toEqual({ lang: 'de', dir: 'ltr' })
  for (const unknown of [null, '', 'und']) expect(spokenIn(unknown)).toEqual({ lang: '', dir: 'auto' })
})

test('a language is its primary subtag, the whole of it: Finnish is not Filipino', () => {
  expect(isSameLanguage('pt-BR', 'pt')).toBe(true)
  expect(isSameLanguage('fil', 'fi')).toBe(false)
})
