import { expect, test } from 'vitest'
import { isTracking } from './tracking.ts'

test.each([
  'utm_source',
  'UTM_Anything',
  'gclid',
  'fbclid',
  'mc_cid',
  'mkt_tok',
  '_hsenc',
  'at_medium',
  'mtm_campaign',
])('%s says where a click came from, on any site', name => {
  expect(isTracking(name, 'example.com')).toBe(true)
})

test.each(
  [
    'id p page q v ref source from amp tag cid ncid cmpid mbid s t mod feature lang type pk pk_id itm_id utm smid spm'.split(
      ' ',
    ),
    ['', '__proto__', 'constructor', 'toString'],
  ].flat(),
)('%s may tell articles apart and stays', name => {
  expect(isTracking(name, 'example.com')).toBe(false)
})

test('a name that is tracking on one site is so on its subdomains, and nowhere else', () => {
  expect(isTracking('source', 'medium.com')).toBe(true)
  expect(isTracking('source', 'blog.medium.com')).toBe(true)
  expect(isTracking('source', 'notmedium.com')).toBe(false)
  expect(isTracking('source', 'medium.com.evil.test')).toBe(false)
  expect(isTracking('v', 'www.youtube.com')).toBe(false)
  expect(isTracking('CMP', 'www.theguardian.com')).toBe(true)
})
