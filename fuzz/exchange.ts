/** One request on one connection, octet by octet, so that nothing puts it right on the way. */
import { connect } from 'node:net'
import type { FuzzRequest } from './request.ts'

export type Answer = Readonly<{
  /** 0: the connection was closed without an answer. */
  status: number
  headers: ReadonlyMap<string, string>
  body: Buffer
  ms: number
}>

/** Longer than every deadline of the server. */
const MOST_MS = 15_000

/** Null when nothing came in time. A stream is left after its first piece. */
export function exchange(port: number, request: FuzzRequest): Promise<Answer | null> {
  const began = performance.now()
  return new Promise(resolve => {
    const socket = connect(port, '127.0.0.1')
    let got = Buffer.alloc(0)
    const end = (answer: Answer | null) => {
      clearTimeout(timer)
      socket.destroy()
      resolve(answer)
    }
    const timer = setTimeout(() => end(null), MOST_MS)
    const whole = () => end(readAnswer(got, performance.now() - began))
    socket.on('data', piece => {
      got = Buffer.concat([got, piece])
      if (isStream(got)) whole()
    })
    socket.on('error', whole)
    socket.on('close', whole)
    const lines = request.headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')
    socket.write(
      Buffer.from(`${request.method} ${request.target} HTTP/1.1\r\n${lines}Connection: close\r\n\r\n`, 'latin1'),
    )
    socket.write(request.body)
  })
}

function isStream(got: Buffer): boolean {
  const head = got.subarray(0, 4_000).toString('latin1')
  return /\r\ncontent-type: text\/event-stream/i.test(head) && head.includes('retry:')
}

function readAnswer(got: Buffer, ms: number): Answer {
  const split = got.indexOf('\r\n\r\n')
  const lines = got.subarray(0, Math.max(0, split)).toString('latin1').split('\r\n')
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(lines[0] ?? '')?.[1] ?? 0)
  if (status >= 100 && status < 200) return readAnswer(got.subarray(split + 4), ms)
  const headers = new Map<string, string>()
  for (const line of lines.slice(1)) {
    const at = line.indexOf(':')
    headers.set(line.slice(0, at).toLowerCase(), line.slice(at + 1).trim())
  }
  const rest = got.subarray(split + 4)
  return { status, headers, body: headers.get('transfer-encoding') === 'chunked' ? unchunked(rest) : rest, ms }
}

/** RFC 9112, section 7.1; what is cut off is left out. */
function unchunked(text: Buffer): Buffer {
  const pieces: Buffer[] = []
  for (let at = 0; ; ) {
    const line = text.indexOf('\r\n', at)
    const length = line < 0 ? 0 : Number.parseInt(text.subarray(at, line).toString('latin1'), 16)
    if (!(length > 0)) return Buffer.concat(pieces)
    pieces.push(text.subarray(line + 2, line + 2 + length))
    at = line + 2 + length + 2
  }
}
