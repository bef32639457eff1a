import { randomBytes } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import {
  brotliCompressSync,
  constants,
  createDeflateRaw,
  createGzip,
  deflateRawSync,
  deflateSync,
  gzipSync,
  zstdCompressSync,
} from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readBody, TooLarge, Undecodable } from './body.ts'

type Pulled = AsyncIterable<Uint8Array> & { readonly pulled: number; readonly ended: boolean }

/** The bytes in pieces, as a socket brings them; tells how much was taken, and whether the reader let go. */
function wire(bytes: Uint8Array, piece = 16_384, then?: () => Uint8Array): Pulled {
  const state = { pulled: 0, ended: false }
  async function* read(): AsyncGenerator<Uint8Array> {
    try {
      for (let at = 0; at < bytes.length; at += piece) {
        const chunk = bytes.subarray(at, at + piece)
        state.pulled += chunk.length
        yield chunk
      }
      while (then) {
        const chunk = then()
        state.pulled += chunk.length
        yield chunk
      }
    } finally {
      state.ended = true
    }
  }
  const iterator = read()
  return {
    [Symbol.asyncIterator]: () => iterator,
    get pulled() {
      return state.pulled
    },
    get ended() {
      return state.ended
    },
  }
}

const encoders: Record<string, (bytes: Uint8Array) => Buffer> = {
  gzip: gzipSync,
  'x-gzip': gzipSync,
  br: brotliCompressSync,
  deflate: deflateSync,
  'Deflate ': deflateRawSync,
  zstd: zstdCompressSync,
  identity: bytes => Buffer.from(bytes),
}

test('every encoding, alone or two deep, in pieces of any size, gives back the bytes, and counts what came over the wire', async () => {
  const name = fc.constantFrom(...Object.keys(encoders))
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ minLength: 1, maxLength: 5_000 }),
      fc.array(name, { minLength: 1, maxLength: 2 }),
      fc.integer({ min: 1, max: 6_000 }),
      async (bytes, names, piece) => {
        const encoded = names.reduce<Buffer>((body, encoding) => encoders[encoding]?.(body) ?? body, Buffer.from(bytes))
        const { decoded, wireBytes } = await readBody(wire(encoded, piece), names.join(', '), { maxBytes: 5_000 })
        expect(Buffer.from(decoded).equals(Buffer.from(bytes))).toBe(true)
        expect(wireBytes).toBe(encoded.length)
      },
    ),
    { numRuns: 60 },
  )
})

test('a charset in the place of an encoding means a body that is not encoded', async () => {
  for (const label of ['UTF-8', 'none', 'utf8, identity'])
    expect((await readBody(wire(Buffer.from('abc')), label, { maxBytes: 10 })).decoded).toEqual(Buffer.from('abc'))
})

test('a body at the limit passes, one byte more does not', async () => {
  const body = randomBytes(1_000)
  expect((await readBody(wire(body), undefined, { maxBytes: 1_000 })).decoded.length).toBe(1_000)
  await expect(readBody(wire(body), undefined, { maxBytes: 999 })).rejects.toThrow(TooLarge)
  await expect(readBody(wire(gzipSync(body)), 'gzip', { maxBytes: 999 })).rejects.toThrow(TooLarge)
})

const bomb = Buffer.alloc(64 * 1024 * 1024)
const brotliFast = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } }

test.each([
  ['gzip', () => gzipSync(bomb)],
  ['deflate', () => deflateSync(bomb)],
  ['br', () => brotliCompressSync(bomb, brotliFast)],
  ['zstd', () => zstdCompressSync(bomb)],
  ['gzip, gzip', () => gzipSync(gzipSync(bomb))],
] as const)('a bomb of 64 MB in %s stops at the limit', async (encoding, make) => {
  await expect(readBody(wire(make(), 1_024), encoding, { maxBytes: 100_000 })).rejects.toThrow(TooLarge)
})

test('an endless bomb is pulled no further than the limit needs', async () => {
  const unit = await endlessGzip()
  const source = wire(unit.head, 16_384, () => unit.more)
  await expect(readBody(source, 'gzip', { maxBytes: 1_000_000 })).rejects.toThrow(TooLarge)
  // Each piece of 1 kB holds 1 MB. What waits between the stages waits in its small form.
  expect(source.pulled).toBeLessThan(128 * 1024)
})

test('a stream that decodes to nothing for ever is stopped by what came over the wire', async () => {
  const emptyBlocks = Buffer.alloc(16_384, Buffer.from([0x00, 0x00, 0x00, 0xff, 0xff]))
  const source = wire(Buffer.alloc(0), 1, () => emptyBlocks.subarray(0, 16_380))
  await expect(readBody(source, 'deflate', { maxBytes: 100_000 })).rejects.toThrow(TooLarge)
  expect(source.pulled).toBeLessThan(100_000 + 65_536 + 10 * 16_384)
})

test.each([
  ['gzip, gzip, gzip', 'more than twice'],
  [Array(20).fill('gzip').join(','), 'more than twice'],
  ['compress', 'nobody asked for'],
  ['gzip, rot13', 'nobody asked for'],
  ['constructor', 'nobody asked for'],
])('the encoding %s is refused unread', async (encoding, why) => {
  const source = wire(Buffer.from('abc'))
  await expect(readBody(source, encoding, { maxBytes: 1_000 })).rejects.toThrow(Undecodable)
  await expect(readBody(source, encoding, { maxBytes: 1_000 })).rejects.toThrow(why)
  expect(source.pulled).toBe(0)
})

test.each(['gzip', 'br', 'deflate', 'zstd'])(
  'bytes that are not %s, or only its beginning, are undecodable',
  async encoding => {
    const whole = encoders[encoding]?.(randomBytes(5_000)) ?? Buffer.alloc(0)
    await expect(
      readBody(wire(Buffer.from('\xff\xff garbage', 'latin1')), encoding, { maxBytes: 10_000 }),
    ).rejects.toThrow(Undecodable)
    await expect(readBody(wire(whole.subarray(0, 2_000)), encoding, { maxBytes: 10_000 })).rejects.toThrow(Undecodable)
  },
)

test('an empty body is empty in every encoding', async () => {
  for (const encoding of [undefined, '', 'gzip', 'br', 'deflate', 'zstd', 'gzip, br'])
    expect(await readBody(wire(Buffer.alloc(0)), encoding, { maxBytes: 10 })).toEqual({
      decoded: Buffer.alloc(0),
      wireBytes: 0,
    })
})

test('what the connection itself throws comes through unchanged, whatever the encoding', async () => {
  const broken = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' })
  const part = gzipSync(randomBytes(50_000)).subarray(0, 20_000)
  const fails = () =>
    wire(part, 10_000, () => {
      throw broken
    })
  await expect(readBody(fails(), undefined, { maxBytes: 100_000 })).rejects.toBe(broken)
  await expect(readBody(fails(), 'gzip', { maxBytes: 100_000 })).rejects.toBe(broken)
})

/** A gzip stream of zeros, flushed so that `more` can be repeated for ever behind `head`. */
async function endlessGzip(): Promise<{ head: Buffer; more: Buffer }> {
  const head = await flushed(createGzip())
  const more = await flushed(createDeflateRaw())
  return { head, more }
}

async function flushed(encoder: ReturnType<typeof createGzip>): Promise<Buffer> {
  const chunks: Buffer[] = []
  encoder.on('data', (chunk: Buffer) => chunks.push(chunk))
  encoder.write(Buffer.alloc(1_000_000))
  await new Promise<void>(resolve => encoder.flush(constants.Z_FULL_FLUSH, () => resolve()))
  encoder.destroy()
  return Buffer.concat(chunks)
}

test.each([
  ['identity', (bytes: Buffer) => bytes],
  ['gzip', (bytes: Buffer) => gzipSync(bytes)],
  ['br', (bytes: Buffer) => brotliCompressSync(bytes, brotliFast)],
] as const)(
  'cut, a larger %s body is read as far as was asked, and its end is not waited for',
  async (encoding, make) => {
    const text = Buffer.from(randomBytes(400_000).toString('hex'))
    const encoded = make(text)
    const long = wire(encoded, 1_024)
    const { decoded } = await readBody(long, encoding, { maxBytes: 25, cut: true })
    expect(text.subarray(0, 25).equals(decoded)).toBe(true)
    expect(long.pulled).toBeLessThan(encoded.length)
    // Streams let go of their source in a later turn of the event loop.
    await setImmediate()
    expect(long.ended).toBe(true)
    const whole = await readBody(wire(encoded), encoding, { maxBytes: text.length, cut: true })
    expect(text.equals(whole.decoded)).toBe(true)
  },
)
