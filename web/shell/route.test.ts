import { expect, test } from 'vitest'
import { articlePath, type List, listPath, readRoute } from './route.ts'

test('no path is home', () => {
  expect(readRoute('/')).toEqual({ page: 'list', list: { kind: 'unread' }, articleId: null })
})

test.each<[string, List]>([
  ['unread', { kind: 'unread' }],
  ['a group with anything in its name', { kind: 'group', id: 'Food / games & "sport" 100 % node.js' }],
  ['a source', { kind: 'source', id: '0199-a' }],
])('the path of %s leads back to it, with an article and without', (_name, list) => {
  expect(readRoute(listPath(list))).toEqual({ page: 'list', list, articleId: null })
  expect(readRoute(articlePath(list, 'id-1'))).toEqual({ page: 'list', list, articleId: 'id-1' })
})

test('a group is never taken for a file by the server', () => {
  expect(listPath({ kind: 'group', id: 'node.js' })).not.toContain('.')
})

test.each([
  ['/operate', { page: 'operate', tab: 'overview' }],
  ['/operate/queue', { page: 'operate', tab: 'queue' }],
  ['/operate/__proto__', { page: 'operate', tab: 'overview' }],
  ['/settings/keys', { page: 'settings', tab: 'keys' }],
  ['/why', { page: 'why', id: null }],
  ['/why/abc', { page: 'why', id: 'abc' }],
  ['/submission/abc', { page: 'submission', id: 'abc' }],
  ['/submission', { page: 'unknown' }],
  ['/add', { page: 'add' }],
  ['/add/more', { page: 'unknown' }],
  ['/%E0%A4%A', { page: 'unknown' }],
])('%s is %j', (path, route) => {
  expect(readRoute(path)).toEqual(route)
})
