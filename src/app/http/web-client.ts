/** The built web client: files with a hash in their name never change, and every other address is a page of the client. */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { escapeHtml } from './html-page.ts'

export type WebClient = (
  path: string,
  accepts: Readonly<{ encodings: string; etag: string | undefined }>,
) => Promise<Response>

/** Null: nothing was built, or no client is wanted. */
export function createWebClient(root: string | null): WebClient {
  return async (path, accepts) => {
    if (root === null) return page(404, 'No web client is served here.')
    const asset = assetOf(path)
    const found = asset === null ? null : await read(root, asset, accepts.encodings)
    if (found !== null) return fileResponse(asset ?? '', found, accepts.etag)
    // A file that is not there must not come back as a page: a browser would take the page for a script.
    if (asset !== null && extname(asset) !== '') return new Response('Not found', { status: 404, headers: plain })
    const index = await read(root, 'index.html', accepts.encodings)
    if (index !== null) return fileResponse('index.html', index, accepts.etag)
    return page(503, 'The web client has not been built yet. Build it: npm run build. The API is at /api/docs.')
  }
}

const plain = { 'content-type': 'text/plain; charset=utf-8' }

/** A path inside the folder, by a closed alphabet: no dots that climb, no encoded slashes. Null for what is a page of the client. */
function assetOf(path: string): string | null {
  const name = path.slice(1)
  return /^(?:[\w-][\w.-]*\/)*[\w-][\w.-]*\.[A-Za-z0-9]{1,12}$/.test(name) && !name.includes('..') ? name : null
}

type Found = Readonly<{ bytes: Uint8Array<ArrayBuffer>; encoding: string | null }>

const encodings = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const

async function read(root: string, name: string, accepted: string): Promise<Found | null> {
  for (const [encoding, ending] of encodings) {
    if (!new RegExp(`\\b${encoding}\\b`).test(accepted)) continue
    const bytes = await bytesOf(join(root, name + ending))
    if (bytes !== null) return { bytes, encoding }
  }
  const bytes = await bytesOf(join(root, name))
  return bytes === null ? null : { bytes, encoding: null }
}

async function bytesOf(file: string): Promise<Uint8Array<ArrayBuffer> | null> {
  return await readFile(file).catch(() => null)
}

function fileResponse(name: string, { bytes, encoding }: Found, known: string | undefined): Response {
  const etag = `"${createHash('sha1').update(bytes).digest('base64url')}"`
  const headers = new Headers({
    'content-type': types[extname(name)] ?? 'application/octet-stream',
    'cache-control': hashed.test(name) ? 'public, max-age=31536000, immutable' : 'no-cache',
    etag,
    vary: 'Accept-Encoding',
  })
  if (known === etag) return new Response(null, { status: 304, headers })
  if (encoding !== null) headers.set('content-encoding', encoding)
  return new Response(bytes, { headers })
}

/** As Vite names them: `assets/index-B1c2D3e4.js`. */
const hashed = /^assets\/.*-[\w-]{8,}\.\w+$/

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
}

function page(status: number, text: string): Response {
  const body = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Winnow</title><h1>Winnow</h1><p>${escapeHtml(text)}</p></html>`
  return new Response(body, {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
  })
}
