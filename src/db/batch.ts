/** Many statements, one Sync: one round trip and one implicit transaction. `pg` sends a Sync with every query, so the messages are written here. */
import type { Connection } from 'pg'
import pg from 'pg'
import type { Encoded, Param, Statement } from './statement.ts'

// biome-ignore lint/suspicious/noExplicitAny: a row's shape is known to the statement's function alone.
export type Row = Record<string, any>
type Field = Readonly<{ name: string; parse: (text: string) => unknown }>
type Columns = Readonly<{
  fields: readonly Field[]
  /** What every row begins as: objects that begin alike stay alike, and are made and read faster. */
  empty: Row
}>
const noColumns: Columns = { fields: [], empty: {} }

export type Batch = Readonly<{
  /** Given to `client.query`; carries the handlers that `pg` calls. */
  submittable: pg.Submittable
  /** The rows of each statement, in order; rejects with PostgreSQL's error, and then nothing of the batch is committed. */
  done: Promise<Row[][]>
}>

/** Statements that a connection has parsed already, by their text; none where sessions share one back end, as in the embedded engine. */
export type Prepared = Map<string, Known>
/**
 * The columns of a parsed statement stay what they are: the server refuses to run it once they would be others (0A000).
 * So they are asked for once; null: not answered yet.
 */
type Known = { readonly name: string; columns: Columns | null }
/** More texts than this are no program's own statements but somebody's ad hoc ones. */
const MOST_PREPARED = 200
let named = 0

/** An explicit BEGIN among the statements would leave 25P02 after an error, so there is none: the Sync is the commit. */
export function createBatch(statements: readonly Statement[], prepared: Prepared | null = null): Batch {
  const { promise, resolve, reject } = Promise.withResolvers<Row[][]>()
  const results: Row[][] = []
  const parsing: Parse[] = statements.map(({ text }) => nameOf(text, prepared))
  let columns = parsing[0]?.columns ?? noColumns
  let rows: Row[] = []
  let stopListening = () => {}
  const complete = () => {
    const { text = '', name } = parsing[results.length] ?? {}
    const known = prepared?.get(text)
    if (known !== undefined && known.name === name) known.columns = columns
    results.push(rows)
    rows = []
    columns = parsing[results.length]?.columns ?? noColumns
  }
  const submittable = {
    submit(connection: Connection) {
      const { stream } = connection as unknown as { stream: NodeJS.WritableStream & Corkable }
      stopListening = onParsed(connection, parsing, prepared)
      writeMessages(stream, statements, parsing)
    },
    handleRowDescription(message: { fields: readonly { name: string; dataTypeID: number }[] }) {
      const fields = message.fields.map(({ name, dataTypeID }) => ({ name, parse: parserOf(dataTypeID) }))
      columns = { fields, empty: Object.fromEntries(fields.map(({ name }) => [name, null])) }
    },
    handleDataRow(message: { fields: readonly (string | null)[] }) {
      rows.push(parseRow(columns, message.fields))
    },
    handleCommandComplete: complete,
    handleEmptyQuery: complete,
    handlePortalSuspended() {},
    handleCopyInResponse() {},
    handleCopyData() {},
    handleError(error: Error & { code?: string }) {
      stopListening()
      if (STALE_PREPARED.includes(error.code ?? '')) prepared?.clear()
      reject(error)
    },
    handleReadyForQuery() {
      stopListening()
      resolve(results)
    },
  }
  return { submittable, done: promise }
}

/** The server forgot the name, or the plan no longer fits the tables: after this error the statements are parsed anew. */
const STALE_PREPARED = ['26000', '0A000']

type Parse = Readonly<{ text: string; name: string; needed: boolean; columns: Columns | null }>

function nameOf(text: string, prepared: Prepared | null): Parse {
  const known = prepared?.get(text)
  if (known !== undefined) return { text, ...known, needed: false }
  const keep = prepared !== null && prepared.size < MOST_PREPARED
  return { text, name: keep ? `winnow_${++named}` : '', needed: true, columns: null }
}

/** A name counts once the server has acknowledged it: what an error skips was never parsed. */
function onParsed(connection: Connection, parsing: readonly Parse[], prepared: Prepared | null): () => void {
  const needed = parsing.filter(one => one.needed)
  const acknowledge = () => {
    const one = needed.shift()
    if (one !== undefined && one.name !== '') prepared?.set(one.text, { name: one.name, columns: null })
  }
  const events = connection as unknown as NodeJS.EventEmitter
  events.on('parseComplete', acknowledge)
  return () => events.off('parseComplete', acknowledge)
}

type Corkable = { cork(): void; uncork(): void }

/** COPY's data follows its Execute without waiting; if the COPY never starts, the server skips to the Sync and ignores it. */
function writeMessages(
  stream: NodeJS.WritableStream & Corkable,
  statements: readonly Statement[],
  parsing: readonly Parse[],
): void {
  const all = [...statements.flatMap((statement, at) => messagesOf(statement, parsing[at])), sync]
  stream.cork()
  for (const piece of coalesced(all)) stream.write(piece)
  stream.uncork()
}

function messagesOf({ text, params, copy }: Statement, parse?: Parse): readonly Buffer[] {
  const { name = '', needed = true, columns = null } = parse ?? {}
  return [
    ...(needed ? [message('P', cString(name), cString(text), int16(0))] : []),
    ...bind(name, params),
    ...(copy === undefined && columns === null ? [describe] : []),
    execute,
    ...(copy === undefined ? [] : copyData(copy)),
  ]
}

function bind(name: string, params: readonly Param[]): readonly Buffer[] {
  const formats = params.map(param => int16(isEncoded(param) ? 1 : 0))
  const values = params.flatMap(bindValue)
  const body = [cString(''), cString(name), int16(params.length), ...formats, int16(params.length), ...values, int16(0)]
  return [header('B', body), ...body]
}

function bindValue(param: Param): readonly Buffer[] {
  if (param === null) return [int32(-1)]
  if (isEncoded(param)) return [int32(param.bytes), ...param.pieces]
  const text = Buffer.from(param instanceof Date ? param.toISOString() : String(param))
  return [int32(text.length), text]
}

function copyData(copy: Encoded): readonly Buffer[] {
  return [...copy.pieces.flatMap(piece => [header('d', [piece]), piece]), message('c')]
}

/** Small pieces are joined, so that most batches are one write: many small ones cost more than copying them. */
function coalesced(pieces: readonly Buffer[]): Buffer[] {
  const out: Buffer[] = []
  let small: Buffer[] = []
  for (const piece of pieces) {
    if (piece.length < 16_384) small.push(piece)
    else {
      if (small.length > 0) out.push(Buffer.concat(small))
      out.push(piece)
      small = []
    }
  }
  if (small.length > 0) out.push(Buffer.concat(small))
  return out
}

function parseRow({ fields, empty }: Columns, values: readonly (string | null)[]): Row {
  const row: Row = { ...empty }
  for (let at = 0; at < fields.length; at++) {
    const { name, parse } = fields[at] as Field
    const value = values[at] ?? null
    if (value !== null) row[name] = parse(value)
  }
  return row
}

const INT8 = 20
/** Counts are int8 and stay below 2^53 here, so they are numbers. */
function parserOf(oid: number): (value: string) => unknown {
  return oid === INT8 ? Number : pg.types.getTypeParser(oid, 'text')
}

function isEncoded(param: Param): param is Encoded {
  return typeof param === 'object' && param !== null && 'pieces' in param
}

function message(type: string, ...body: readonly Buffer[]): Buffer {
  return Buffer.concat([header(type, body), ...body])
}

function header(type: string, body: readonly Buffer[]): Buffer {
  const head = Buffer.allocUnsafe(5)
  head.write(type, 0, 'latin1')
  head.writeInt32BE(4 + body.reduce((sum, piece) => sum + piece.length, 0), 1)
  return head
}

function cString(text: string): Buffer {
  return Buffer.from(`${text}\0`)
}

function int16(value: number): Buffer {
  const out = Buffer.allocUnsafe(2)
  out.writeInt16BE(value)
  return out
}

function int32(value: number): Buffer {
  const out = Buffer.allocUnsafe(4)
  out.writeInt32BE(value)
  return out
}

const describe = message('D', Buffer.from('P\0'))
const execute = message('E', cString(''), int32(0))
const sync = message('S')
