/** What counts is what comes out: decoded bytes are counted while they stream, so a bomb is defused at its limit and never inflates. */
import { pipeline, Readable, type Transform } from 'node:stream'
import {
  constants,
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createInflateRaw,
  createZstdDecompress,
} from 'node:zlib'

export const acceptEncoding = 'gzip, br, deflate, zstd'

export type Body = Readonly<{
  decoded: Uint8Array
  /** Bytes as they came over the wire, still encoded. */
  wireBytes: number
}>

/** The body is larger than allowed, on the wire or decoded. */
export class TooLarge extends Error {}
/** The body is not what its Content-Encoding says, or the encoding is one we did not ask for. */
export class Undecodable extends Error {}

/**
 * Reads a body to its end.
 * @param contentEncoding The header as sent: at most two codings of gzip, br, deflate, zstd. @param options Most bytes, decoded; what
 * comes over the wire may not be more either (an endless run of empty blocks decodes to nothing). With `cut`, a larger body is read as far
 * as that, and no further.
 * @throws TooLarge, Undecodable, or what `source` throws.
 */
export async function readBody(
  source: AsyncIterable<Uint8Array>,
  contentEncoding: string | undefined,
  { maxBytes, cut = false }: { maxBytes: number; cut?: boolean },
): Promise<Body> {
  const encodings = encodingsOf(contentEncoding)
  const wire = { bytes: 0 }
  let stream = counted(source, wire, maxBytes + (cut ? readAheadBytes : wireSlackBytes))
  for (const encoding of encodings.reverse()) stream = decode(stream, encoding)

  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of stream) {
    if (bytes + chunk.length > maxBytes && !cut) throw new TooLarge()
    chunks.push(chunk.subarray(0, maxBytes - bytes))
    bytes += chunks.at(-1)?.length ?? 0
    // Leaving the loop ends decoder and source, so that nothing inflates the rest.
    if (cut && bytes === maxBytes) break
  }
  return { decoded: Buffer.concat(chunks, bytes), wireBytes: wire.bytes }
}

type Chunks = AsyncGenerator<Uint8Array, void, undefined>
type Encoding = 'gzip' | 'br' | 'deflate' | 'zstd'

/** Codings add a few bytes to what they cannot compress. */
const wireSlackBytes = 64 * 1024
/** The streams between wire and reader read ahead, which must not fail a body that is cut anyway. */
const readAheadBytes = 512 * 1024
const mostEncodings = 2

/** Besides `identity`: what misconfigured servers write here about a body that is not encoded at all. */
const noEncoding = new Set(['', 'identity', 'none', 'binary', '8bit', 'utf-8', 'utf8', 'iso-8859-1'])

function encodingsOf(header = ''): Encoding[] {
  const names = header
    .toLowerCase()
    .split(',')
    .map(name => name.trim().replace(/^x-/, ''))
    .filter(name => !noEncoding.has(name))
  if (names.length > mostEncodings) throw new Undecodable('the body is encoded more than twice')
  const strange = names.find(name => !isEncoding(name))
  if (strange !== undefined) throw new Undecodable('the body has an encoding nobody asked for')
  return names.filter(isEncoding)
}

function isEncoding(name: string): name is Encoding {
  return name === 'gzip' || name === 'br' || name === 'deflate' || name === 'zstd'
}

async function* counted(source: AsyncIterable<Uint8Array>, wire: { bytes: number }, limitBytes: number): Chunks {
  for await (const chunk of source) {
    wire.bytes += chunk.length
    if (wire.bytes > limitBytes) throw new TooLarge()
    yield chunk
  }
}

async function* decode(source: Chunks, encoding: Encoding): Chunks {
  const first = await firstOf(source)
  // Some servers name an encoding even where there is nothing to encode.
  if (!first) return
  const fault: { upstream?: unknown } = {}
  const decoder = decoderOf(encoding, first)
  const input = Readable.from(marked(first, source, fault), { objectMode: false })
  // pipeline, not pipe: whichever end breaks first, all three are destroyed; the reader below sees the error.
  pipeline(input, decoder, () => {})
  try {
    yield* decoder
  } catch (error) {
    throw error === fault.upstream ? error : new Undecodable(`the body is not valid ${encoding}`, { cause: error })
  } finally {
    decoder.destroy()
  }
}

async function firstOf(source: Chunks): Promise<Uint8Array | null> {
  for (;;) {
    const { done, value } = await source.next()
    if (done) return null
    if (value.length > 0) return value
  }
}

/** Remembers what the source itself threw, to tell a broken connection from a broken encoding. */
async function* marked(first: Uint8Array, rest: Chunks, fault: { upstream?: unknown }): Chunks {
  try {
    yield first
    yield* rest
  } catch (error) {
    fault.upstream = error
    throw error
  }
}

function decoderOf(encoding: Encoding, first: Uint8Array): Transform {
  if (encoding === 'gzip') return createGunzip()
  if (encoding === 'br') return createBrotliDecompress()
  // A window above 8 MB is not for the web (RFC 9659): it would let a server choose how much memory we take.
  if (encoding === 'zstd') return createZstdDecompress({ params: { [constants.ZSTD_d_windowLogMax]: 23 } })
  // Half the world sends `deflate` without its zlib wrapper; the wrapper's first byte says method 8.
  return ((first[0] ?? 0) & 0x0f) === 8 ? createInflate() : createInflateRaw()
}
