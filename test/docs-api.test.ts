/** The API has what the documents name, and docs/api.md names what the API has: endpoints with their scopes, statuses, events. */
import { OpenAPIHono } from '@hono/zod-openapi'
import { describe, expect, test } from 'vitest'
import { describeRoute, openApiDocument } from '../src/app/http/openapi.ts'
import type { RouteDefinition } from '../src/app/http/routes/definition.ts'
import { routes } from '../src/app/http/routes/routes.ts'
import { streamEvents } from '../src/app/http/schemas/submissions.ts'
import { events } from '../src/core/events.ts'
import { codeSpansOf, documents, names, tableBehind, tablesOf } from './fixtures/documents.ts'

const text = documents.get('docs/api.md') ?? ''
const table = Object.entries(routes) as [string, RouteDefinition][]
const document = documentOfRoutes()
/** What is served and is no operation of the document; docs/api.md says so. */
const beside = ['/api/openapi.json', '/api/docs', '/api/docs.css', '/api/media']

test('there is something to compare', () => {
  expect(table.length).toBeGreaterThan(30)
  expect(Object.keys(document.paths ?? {}).length).toBeGreaterThan(25)
  expect(names.flatMap(name => addressesIn(documents.get(name) ?? '')).length).toBeGreaterThan(20)
})

test('the table of endpoints is that of the OpenAPI document, with the scopes that are asked for', () => {
  const written = tableBehind(text, '## Endpoints').map(([method = '', path, scope]) => `${method} ${path} ${scope}`)
  const described = Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods ?? {}).map(([method, operation]) => {
      const scope = /scope `(\w+)`/.exec((operation as { description?: string }).description ?? '')?.[1] ?? '–'
      return `${method.toUpperCase()} ${path} ${scope}`
    }),
  )
  expect(written.toSorted()).toEqual(described.toSorted())
  const enforced = table.map(
    ([, { method, path, scope }]) => `${method.toUpperCase()} ${path} ${scope.replace('none', '–')}`,
  )
  expect(written.toSorted()).toEqual(enforced.toSorted())
})

test.each(names)('every address of the API that %s names exists', name => {
  expect(addressesIn(documents.get(name) ?? '').filter(address => !isServed(address))).toEqual([])
})

test('every status of the document is explained, and no other', () => {
  const written = statusTable().flatMap(([codes = '']) => codes.split(', ').map(Number))
  const described = Object.values(document.paths ?? {}).flatMap(methods =>
    Object.values(methods ?? {}).flatMap(operation =>
      Object.keys((operation as { responses: object }).responses).map(Number),
    ),
  )
  const refusals = [...new Set(described)].filter(code => code >= 400)
  expect(refusals.length).toBeGreaterThan(10)
  // 405 is for what is no operation.
  expect(written.toSorted()).toEqual([...refusals, 405].toSorted())
})

test('the events of the stream are those that are sent, with their members', () => {
  const written = tableBehind(text, '## Streams').map(([name = '', , data = '']) => [
    name,
    codeSpansOf(data.includes('`') ? data : `\`${data}\``),
  ])
  const sent = Object.entries(streamEvents).map(([name, schema]) => [name, Object.keys(schema.shape)])
  expect(written).toEqual(sent)
})

test.each(names)('every event that %s names by its name is one', name => {
  expect(eventsIn(documents.get(name) ?? '').filter(event => !Object.hasOwn(events, event))).toEqual([])
})

describe('the readers', () => {
  test('find what is not there', () => {
    const wrong =
      'See `GET /api/unicorns`.\n```\ncurl -s http://127.0.0.1:7070/api/articles/ID/fly?x=1\n```\n`DELETE /api/counts` `/readyy`'
    expect(addressesIn(wrong).filter(address => !isServed(address))).toEqual([
      'GET /api/unicorns',
      'DELETE /api/counts',
      ' /api/articles/ID/fly',
    ])
    expect(eventsIn('`poll.finished` `poll.exploded` `fetch.trusted` `poll.ts` `sources.ts`')).toEqual([
      'poll.finished',
      'poll.exploded',
    ])
  })

  test('leave in peace what is', () => {
    const right =
      '`/api/articles/{id}`, `POST /api/marks/undo`, `/healthz`, <http://127.0.0.1:7070/api/runs/01a20662>, `GET /api/docs.css`'
    expect(addressesIn(right).filter(address => !isServed(address))).toEqual([])
    expect(addressesIn(right)).toHaveLength(5)
  })
})

function documentOfRoutes() {
  const app = new OpenAPIHono()
  for (const [name, route] of table) describeRoute(app as never, name, route)
  return openApiDocument(app as never, '0')
}

function statusTable(): string[][] {
  return tablesOf(text).find(rows => rows.some(([first]) => first === '421')) ?? []
}

/** `METHOD /path`, the method blank where none is said; in code, in blocks and in addresses. */
function addressesIn(markdown: string): string[] {
  const spans = codeSpansOf(markdown).flatMap(span => {
    const found = /^(?:(GET|POST|PATCH|DELETE) )?(\/(?:api\/|healthz|readyz|metrics\b)[^\s?]*)/.exec(span)
    return found === null ? [] : [`${found[1] ?? ''} ${found[2]}`]
  })
  const whole = [...markdown.matchAll(/http:\/\/127\.0\.0\.1:7070(\/(?:api\/|healthz|readyz|metrics)[^\s?'">)]*)/g)]
  return [...spans, ...whole.map(([, path]) => ` ${path}`)]
}

/** Words in capitals, and ids, stand for a parameter. */
function isServed(address: string): boolean {
  const [method = '', path = ''] = address.split(' ')
  if (beside.includes(path)) return method === '' || method === 'GET'
  return table.some(([, route]) => {
    const pattern = route.path.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/]+')
    return new RegExp(`^${pattern}$`).test(path) && (method === '' || method.toLowerCase() === route.method)
  })
}

/** Code that has the form of an event of ours; settings and files have other first parts, or an ending. */
function eventsIn(markdown: string): string[] {
  const kinds = new Set(Object.keys(events).flatMap(name => (name.includes('.') ? [name.split('.')[0]] : [])))
  const settings = /^(?:web|database|reading|sources|handOver)\./
  return codeSpansOf(markdown).filter(
    span =>
      /^[a-zA-Z]+\.[a-zA-Z]+$/.test(span) &&
      kinds.has(span.split('.')[0]) &&
      !/\.(?:ts|js|md|sql|yaml|json)$/.test(span) &&
      !(settings.test(span) && !Object.hasOwn(events, span)),
  )
}
