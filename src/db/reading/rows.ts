/** Rows as parameters, one array a column: a statement stays the same however many rows it carries (law 2). */
import { storableText } from '../../core/text.ts'
import { bigints, bools, ints, texts, times, uuids } from '../binary.ts'
import type { Encoded, Statement } from '../statement.ts'

type Kind = keyof typeof kinds
// biome-ignore lint/suspicious/noExplicitAny: a column and its kind are matched by name, which TypeScript cannot follow.
export type Column<Row> = readonly [name: string, kind: Kind, of: (row: Row) => any]

/** `(select … from unnest(…)) as alias`: for a FROM clause. Column names are ours, never from outside. */
export async function rowsAs<Row>(
  alias: string,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
): Promise<Statement> {
  const params: Encoded[] = []
  for (const [, kind, of] of columns) params.push(await kinds[kind].encode(rows.map(of)))
  const arrays = columns.map(([, kind], at) => `$${at + 1}::${kinds[kind].array}[]`).join(', ')
  const casts = columns.map(([name, kind]) => `${name}::${kinds[kind].type} as ${name}`).join(', ')
  const names = columns.map(([name]) => name).join(', ')
  return { text: `(select ${casts} from unnest(${arrays}) as raw (${names})) as ${alias}`, params }
}

/** The names of columns, for an INSERT and its SELECT, as text to splice in. */
export function namesOf<Row>(columns: readonly Column<Row>[], alias = ''): Statement {
  return { text: columns.map(([name]) => alias + name).join(', '), params: [] }
}

/** Ids once each, in the order in which rows are locked (law 5). */
export function sortedIds(ids: readonly string[]): string[] {
  return [...new Set(ids)].sort()
}

/** JSON that jsonb takes: it refuses NUL and lone surrogates, wherever they stand. What JSON has no word for becomes null. */
export function storableJson(value: unknown): string {
  const text = JSON.stringify(value) ?? 'null'
  return suspicious.test(text) ? JSON.stringify(storableDeep(JSON.parse(text))) : text
}

const suspicious = /\\u0000|\\ud[89a-f]/

function storableDeep(value: unknown): unknown {
  if (typeof value === 'string') return storableText(value)
  if (Array.isArray(value)) return value.map(storableDeep)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [storableText(key), storableDeep(one)]))
}

// biome-ignore lint/suspicious/noExplicitAny: see Column.
type Values = readonly any[]

/** Callers make texts storable and measure in whole numbers; here the same once more, because one bad value would stop all the others. */
const kinds = {
  uuid: { type: 'uuid', array: 'uuid', encode: (values: Values) => uuids(values) },
  text: { type: 'text', array: 'text', encode: (values: Values) => texts(each<string, string>(values, storableText)) },
  time: { type: 'timestamptz', array: 'timestamptz', encode: (values: Values) => times(each(values, realTime)) },
  bool: { type: 'boolean', array: 'boolean', encode: (values: Values) => bools(values) },
  int: { type: 'integer', array: 'integer', encode: (values: Values) => ints(each(values, whole(2 ** 31 - 1))) },
  bigint: { type: 'bigint', array: 'bigint', encode: (values: Values) => bigints(each(values, whole(2 ** 53 - 1))) },
  /** Money, exactly. */
  number: { type: 'numeric', array: 'text', encode: (values: Values) => texts(each(values, decimal)) },
  json: { type: 'jsonb', array: 'text', encode: (values: Values) => texts(values.map(storableJson)) },
} as const

function each<From, To>(values: readonly (From | null)[], change: (value: From) => To | null): (To | null)[] {
  return values.map(value => (value === null ? null : change(value)))
}

function whole(most: number): (value: number) => number {
  return value => (Number.isNaN(value) ? 0 : Math.trunc(Math.min(most, Math.max(-most, value))))
}

function decimal(value: number): string {
  return Number.isFinite(value) ? String(value) : '0'
}

/** An impossible date is none. PostgreSQL's own bounds are wider than what a Date in a year of four digits needs. */
function realTime(value: Date): Date | null {
  const ms = value.getTime()
  return ms >= YEAR_1_MS && ms <= YEAR_9999_MS ? value : null
}

const YEAR_1_MS = Date.parse('0001-01-01T00:00:00Z')
const YEAR_9999_MS = Date.UTC(9999, 11, 31)
