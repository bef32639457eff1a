/** The OpenAPI 3.1 document is made of the very schemas that check the requests, and a page without scripts shows it. */
import { createRoute, type OpenAPIHono } from '@hono/zod-openapi'
import type { Env } from './env.ts'
import { escapeHtml } from './html-page.ts'
import type { RouteDefinition } from './routes/definition.ts'
import { problem } from './schemas/common.ts'

type Document = ReturnType<OpenAPIHono<Env>['getOpenAPI31Document']>

/** Every route may be refused so. */
const always = [400, 401, 403, 408, 414, 421, 429, 431, 500, 503]

export function describeRoute(app: OpenAPIHono<Env>, name: string, route: RouteDefinition): void {
  const { status = 200, answerType = 'application/json', scope } = route
  const problems = [...always, ...(route.body === undefined ? [] : [413, 415]), ...(route.problems ?? [])].sort()
  app.openAPIRegistry.registerPath(
    createRoute({
      method: route.method,
      path: route.path,
      operationId: name,
      tags: [route.tag],
      summary: route.summary,
      description: scope === 'none' ? 'Needs no key.' : `Needs the scope \`${scope}\`.`,
      security: scope === 'none' ? [] : [{ key: [] }, { session: [] }],
      request: {
        ...(route.params && { params: route.params }),
        ...(route.query && { query: route.query as never }),
        ...(route.headers && { headers: route.headers }),
        ...(route.body && {
          body: { required: true, content: { [route.bodyType ?? 'application/json']: { schema: route.body } } },
        }),
      },
      responses: {
        [status]: { description: route.summary, content: { [answerType]: { schema: route.answer } } },
        ...(route.otherStatus && {
          [route.otherStatus]: {
            description: 'There was nothing left to do',
            content: { [answerType]: { schema: route.answer } },
          },
        }),
        ...(hasEtag(name, route) && { 304: { description: 'As `If-None-Match` has it already' } }),
        ...Object.fromEntries(
          problems.map(code => [
            code,
            { description: 'A problem', content: { 'application/problem+json': { schema: problem } } },
          ]),
        ),
      },
    } as never),
  )
}

/** As the frame does it: what is asked for again and again, and the same for a while. */
export function hasEtag(name: string, { method, answerType }: RouteDefinition): boolean {
  return method === 'get' && answerType === undefined && !fresh.has(name)
}

const fresh = new Set(['getSession', 'healthz', 'readyz', 'getLive'])

export function openApiDocument(app: OpenAPIHono<Env>, version: string): Document {
  app.openAPIRegistry.registerComponent('securitySchemes', 'key', { type: 'http', scheme: 'bearer' })
  app.openAPIRegistry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey',
    in: 'cookie',
    name: 'winnow_session',
  })
  return app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Winnow',
      version,
      description: 'The HTTP API of one Winnow. Problems are RFC 9457; lists have an ETag.',
    },
  })
}

export function docsPage(document: Document): string {
  const operations = Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods ?? {}).map(([method, operation]) => ({ path, method, operation: operation as Operation })),
  )
  const tags = [...new Set(operations.map(({ operation }) => operation.tags?.[0] ?? ''))]
  const sections = tags.map(tag => {
    const own = operations.filter(({ operation }) => operation.tags?.[0] === tag)
    return `<h2>${escapeHtml(tag)}</h2>${own.map(operationHtml).join('')}`
  })
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Winnow API</title><link rel="stylesheet" href="/api/docs.css"></head><body><main><h1>Winnow API</h1>
<p>OpenAPI 3.1: <a href="/api/openapi.json">/api/openapi.json</a>. Send a key as <code>Authorization: Bearer wnw_…</code>; make one with <code>winnow keys create</code>.</p>
${sections.join('')}<h2>Schemas</h2>${schemasHtml(document)}</main></body></html>`
}

type Operation = {
  tags?: string[]
  summary?: string
  description?: string
  parameters?: { name: string; in: string; required?: boolean; description?: string; schema?: unknown }[]
  requestBody?: { content: Record<string, { schema: unknown }> }
  responses: Record<string, { content?: Record<string, { schema: unknown }> }>
}

function operationHtml({ path, method, operation }: { path: string; method: string; operation: Operation }): string {
  const rows = (operation.parameters ?? []).map(
    one =>
      `<tr><td><code>${escapeHtml(one.name)}</code></td><td>${one.in}${one.required ? ', required' : ''}</td><td><code>${typeText(one.schema)}</code> ${escapeHtml(one.description ?? '')}</td></tr>`,
  )
  const body = Object.entries(operation.requestBody?.content ?? {}).map(
    ([type, { schema }]) => `<p>Body (${escapeHtml(type)}):</p><pre>${typeText(schema)}</pre>`,
  )
  const [status = '', success] = Object.entries(operation.responses).find(([code]) => code.startsWith('2')) ?? []
  const answers = Object.entries(success?.content ?? {}).map(
    ([type, { schema }]) => `<p>Answer ${status} (${escapeHtml(type)}):</p><pre>${typeText(schema)}</pre>`,
  )
  return `<details><summary><b>${method.toUpperCase()}</b> <code>${escapeHtml(path)}</code> ${escapeHtml(operation.summary ?? '')}</summary>
<p>${escapeHtml(operation.description ?? '')}</p>${rows.length > 0 ? `<table><thead><tr><th scope="col">Name</th><th scope="col">In</th><th scope="col">Value</th></tr></thead><tbody>${rows.join('')}</tbody></table>` : ''}${body.join('')}${answers.join('')}</details>`
}

function schemasHtml(document: Document): string {
  return Object.entries(document.components?.schemas ?? {})
    .map(
      ([name, schema]) =>
        `<details id="${escapeHtml(name)}"><summary><code>${escapeHtml(name)}</code></summary><pre>${typeText(schema)}</pre></details>`,
    )
    .join('')
}

function typeText(schema: unknown): string {
  const text = escapeHtml(JSON.stringify(schema, null, 2) ?? '')
  return text.replace(/#\/components\/schemas\/(\w+)/g, (_, name: string) => `<a href="#${name}">${name}</a>`)
}

export const docsStyle = `body{font:16px/1.5 system-ui,sans-serif;margin:0;color:#211f1b;background:#fdfcfa}main{max-width:60rem;margin:0 auto;padding:1rem}
code,pre{font:14px/1.4 ui-monospace,monospace}pre{background:#f5f3ee;padding:.75rem;overflow:auto}details{border-top:1px solid #e3dfd6;padding:.5rem 0}
summary{cursor:pointer}table{border-collapse:collapse}td,th{text-align:start;padding:.25rem .75rem .25rem 0;vertical-align:top}a{color:#3450b8}
@media (prefers-color-scheme:dark){body{background:#121315;color:#e8e5df}pre{background:#222428}details{border-color:#2f3136}a{color:#a5b5ff}}`
