/** Server-sent events (HTML standard, section 9.2): one answer that stays open, with a sign of life every 15 s, and an end when its reader has gone or does not read. */

export type Channel = Readonly<{
  send(event: string, data: unknown): void
  /** Aborted when the reader has gone, or the server closes. */
  signal: AbortSignal
  end(): void
}>

export type Streams = Readonly<{
  /** Null when there are too many already. `produce` may go on until the signal aborts; what it throws ends the stream. */
  open(produce: (channel: Channel) => Promise<void> | void): Response | null
  count(): number
  close(): void
}>

const MOST_STREAMS = 200
const ALIVE_MS = 15_000
/** Pieces that a slow reader may be behind before it is let go. */
const MOST_BEHIND = 1_000

export function createStreams(): Streams {
  const closing = new AbortController()
  let streams = 0

  function open(produce: (channel: Channel) => Promise<void> | void): Response | null {
    if (streams >= MOST_STREAMS || closing.signal.aborted) return null
    streams++
    const gone = new AbortController()
    const encoder = new TextEncoder()
    let controller: ReadableStreamDefaultController<Uint8Array> | null = null
    const end = () => {
      if (gone.signal.aborted) return
      gone.abort()
      clearInterval(alive)
      closing.signal.removeEventListener('abort', end)
      streams--
      try {
        controller?.close()
      } catch {
        // The reader has closed it first.
      }
    }
    const write = (text: string) => {
      if (gone.signal.aborted || controller === null) return
      if ((controller.desiredSize ?? 0) < -MOST_BEHIND) return end()
      controller.enqueue(encoder.encode(text))
    }
    const alive = setInterval(() => write(': alive\n\n'), ALIVE_MS)
    closing.signal.addEventListener('abort', end, { once: true })
    const channel: Channel = {
      send: (event, data) => write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`),
      signal: gone.signal,
      end,
    }
    const body = new ReadableStream<Uint8Array>({
      start(started) {
        controller = started
        // Proxies and browsers show nothing before the first byte.
        write('retry: 5000\n\n')
        void Promise.resolve()
          .then(() => produce(channel))
          .catch(() => end())
      },
      cancel: end,
    })
    return new Response(body, {
      headers: {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      },
    })
  }

  return { open, count: () => streams, close: () => closing.abort() }
}
