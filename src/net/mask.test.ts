import { expect, test } from 'vitest'
import { maskUrl } from './mask.ts'

test.each([
  ['https://user:pass@a.example/feed', 'https://***@a.example/feed'],
  ['https://token@a.example/feed', 'https://***@a.example/feed'],
  ['https://a.example/feed?key=1&b=2', 'https://a.example/feed?key=***&b=2'],
  ['https://a.example/?api_key=1', 'https://a.example/?api_key=***'],
  ['https://a.example/?apiKey=1', 'https://a.example/?apiKey=***'],
  ['https://a.example/?access_token=a=b', 'https://a.example/?access_token=***'],
  ['https://a.example/?auth_code=1&X-Amz-Signature=2', 'https://a.example/?auth_code=***&X-Amz-Signature=***'],
  ['https://a.example/?t%6Fken=1&PASSWORD=2&secret=3', 'https://a.example/?t%6Fken=***&PASSWORD=***&secret=***'],
  ['https://a.example/?user[token]=1', 'https://a.example/?user[token]=***'],
  ['https://a.example/#access_token=1', 'https://a.example/'],
])('%s becomes %s', (url, masked) => {
  expect(maskUrl(url)).toBe(masked)
})

test.each([
  'https://a.example/feed?author=anna&tokenless&b=%20+x',
  'http://a.example/?q=key',
  'https://a.example/?b&&c=',
])('%s stays as it is', url => {
  expect(maskUrl(url)).toBe(url)
})

test('what is not an address is not repeated', () => {
  expect(maskUrl('user:pass@@ not a url')).toBe('(not an address)')
  expect(maskUrl('')).toBe('(not an address)')
  expect(maskUrl('https://a.example/?%E0%A4%A=1')).toBe('https://a.example/?%E0%A4%A=1')
})
