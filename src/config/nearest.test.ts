import { expect, test } from 'vitest'
import { nearest } from './nearest.ts'

test.each([
  ['timout', 'timeout'],
  ['poolsize', 'poolSize'],
  ['WINNOW_LOG_LEVLE', 'WINNOW_LOG_LEVEL'],
  ['us', null],
  ['unrelated', null],
])('%s was probably meant as %s', (word, meant) => {
  expect(nearest(word, ['timeout', 'poolSize', 'WINNOW_LOG_LEVEL', 'uk'])).toBe(meant)
})
