/** PostgreSQL's binary formats for array parameters and COPY; encoded in slices so that the event loop breathes (DESIGN §3). */
import type { Encoded } from './statement.ts'

const OID = { bool: 16, int4: 23, int8: 20, text: 25, timestamptz: 1184, uuid: 2950 } as const
/** Rows encoded between two turns of the event loop: 250 rows of 4 kB take about 3 ms. */
const SLICE_ROWS = 250
/** 2000-01-01 UTC, the epoch of PostgreSQL's timestamps, in Unix milliseconds. */
const EPOCH_MS = 946_684_800_000

/** `most` bounds the bytes of a value, so that one pass writes it without measuring it first. */
type Codec<T> = Readonly<{ oid: number; most(value: T): number; write(target: Buffer, at: number, value: T): number }>

const codecs = {
  uuid: codec<string>(OID.uuid, 16, writeUuid),
  int: codec<number>(OID.int4, 4, (target, at, value) => target.writeInt32BE(value, at)),
  bigint: codec<number>(OID.int8, 8, (target, at, value) => target.writeBigInt64BE(BigInt(value), at)),
  bool: codec<boolean>(OID.bool, 1, (target, at, value) => target.writeUInt8(value ? 1 : 0, at)),
  time: codec<Date>(OID.timestamptz, 8, (target, at, value) =>
    target.writeBigInt64BE(BigInt(value.getTime() - EPOCH_MS) * 1000n, at),
  ),
  text: {
    oid: OID.text,
    // A UTF-16 code unit takes three bytes of UTF-8 at most.
    most: (value: string) => 3 * value.length,
    write: (target: Buffer, at: number, value: string) => target.write(value, at),
  },
}

function codec<T>(oid: number, bytes: number, write: (target: Buffer, at: number, value: T) => unknown): Codec<T> {
  return {
    oid,
    most: () => bytes,
    write(target, at, value) {
      write(target, at, value)
      return bytes
    },
  }
}

/** `01234567-89ab-…`: the hyphens stand at fixed places. */
function writeUuid(target: Buffer, at: number, value: string): void {
  for (let from = 0, to = at; from < 36; from += 2, to++) {
    if (value.charCodeAt(from) === HYPHEN) from++
    target[to] = (digit(value.charCodeAt(from)) << 4) | digit(value.charCodeAt(from + 1))
  }
}

const HYPHEN = 45
const digit = (code: number) => (code < 58 ? code - 48 : (code | 32) - 87)

type Values<T> = readonly (T | null)[]
export const uuids = (values: Values<string>): Promise<Encoded> => encodeArray(codecs.uuid, values)
export const ints = (values: Values<number>): Promise<Encoded> => encodeArray(codecs.int, values)
/** Whole numbers up to 2^53. */
export const bigints = (values: Values<number>): Promise<Encoded> => encodeArray(codecs.bigint, values)
export const bools = (values: Values<boolean>): Promise<Encoded> => encodeArray(codecs.bool, values)
export const times = (values: Values<Date>): Promise<Encoded> => encodeArray(codecs.time, values)
/** Texts must be storable already (well-formed, no NUL): core/storable sees to it. */
export const texts = (values: Values<string>): Promise<Encoded> => encodeArray(codecs.text, values)

/** An array parameter: dimension header, then length-prefixed elements; null has length -1. */
async function encodeArray<T>(codec: Codec<T>, values: Values<T>): Promise<Encoded> {
  const header = Buffer.alloc(values.length === 0 ? 12 : 20)
  header.writeInt32BE(values.length === 0 ? 0 : 1, 0)
  header.writeInt32BE(1, 4)
  header.writeInt32BE(codec.oid, 8)
  if (values.length > 0) {
    header.writeInt32BE(values.length, 12)
    header.writeInt32BE(1, 16)
  }
  const pieces: Buffer[] = [header]
  await inSlices(values, slice => pieces.push(encodeValues(codec, slice)))
  return gathered(pieces)
}

function encodeValues<T>(codec: Codec<T>, values: Values<T>): Buffer {
  let most = 0
  for (const value of values) most += 4 + (value === null ? 0 : codec.most(value))
  const target = Buffer.allocUnsafe(most)
  let at = 0
  for (const value of values) at = writeValue(codec, target, at, value)
  return target.subarray(0, at)
}

function writeValue<T>(codec: Codec<T>, target: Buffer, at: number, value: T | null): number {
  if (value === null) return target.writeInt32BE(-1, at)
  const size = codec.write(target, at + 4, value)
  target.writeInt32BE(size, at)
  return at + 4 + size
}

export type ColumnType = keyof typeof codecs
// biome-ignore lint/suspicious/noExplicitAny: a row's column and its codec are matched by the type name, which TypeScript cannot follow.
export type CopyColumn<Row> = Readonly<{ name: string; type: ColumnType; of(row: Row): any }>

/** Rows in COPY's binary format (header, tuples, trailer). */
export async function encodeCopy<Row>(columns: readonly CopyColumn<Row>[], rows: readonly Row[]): Promise<Encoded> {
  const signature = Buffer.concat([Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1'), Buffer.alloc(8)])
  const pieces: Buffer[] = [signature]
  await inSlices(rows, slice => pieces.push(encodeTuples(columns, slice)))
  pieces.push(Buffer.from([0xff, 0xff]))
  return gathered(pieces)
}

function encodeTuples<Row>(columns: readonly CopyColumn<Row>[], rows: readonly Row[]): Buffer {
  const typed = columns.map(column => ({ codec: codecs[column.type] as Codec<unknown>, of: column.of }))
  let most = 0
  for (const row of rows) most += 2 + mostOfTuple(typed, row)
  const target = Buffer.allocUnsafe(most)
  let at = 0
  for (const row of rows) {
    at = target.writeInt16BE(columns.length, at)
    for (const { codec, of } of typed) at = writeValue(codec, target, at, of(row))
  }
  return target.subarray(0, at)
}

function mostOfTuple<Row>(columns: readonly { codec: Codec<unknown>; of(row: Row): unknown }[], row: Row): number {
  let most = 4 * columns.length
  for (const { codec, of } of columns) {
    const value = of(row)
    if (value !== null) most += codec.most(value)
  }
  return most
}

async function inSlices<T>(values: readonly T[], encode: (slice: readonly T[]) => void): Promise<void> {
  for (let at = 0; at < values.length; at += SLICE_ROWS) {
    if (at > 0) await new Promise(setImmediate)
    encode(values.slice(at, at + SLICE_ROWS))
  }
}

function gathered(pieces: readonly Buffer[]): Encoded {
  return { pieces, bytes: pieces.reduce((sum, piece) => sum + piece.length, 0) }
}
