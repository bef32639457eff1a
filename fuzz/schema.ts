/** Values from JSON Schema, as it stands in the OpenAPI document: one that is meant, or one just beyond what is meant. */
import { members, queries, texts } from './hostile.ts'
import type { Random } from './random.ts'

export type Schema = Readonly<{
  $ref?: string
  type?: string | readonly string[]
  enum?: readonly unknown[]
  format?: string
  pattern?: string
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  minItems?: number
  maxItems?: number
  items?: Schema
  properties?: Readonly<Record<string, Schema>>
  required?: readonly string[]
}>

/** Ids, cursors and addresses that mean something to the server, by the name of what they stand for. */
export type Known = (name: string) => readonly string[]

export type Context = Readonly<{ random: Random; known: Known }>

/** What the schema takes. `name` is that of the parameter or member, which tells what an id is an id of. */
export function meant(schema: Schema, name: string, context: Context): unknown {
  const { random } = context
  if (schema.enum !== undefined) return random.pick(schema.enum)
  switch (typeOf(schema, random)) {
    case 'integer':
      return whole(schema, random)
    case 'number':
      return random.pick([schema.minimum ?? 0, schema.maximum ?? 1e6, (schema.minimum ?? 0) + 0.5])
    case 'boolean':
      return random.oneIn(2)
    case 'null':
      return null
    case 'array':
      return Array.from({ length: Math.max(schema.minItems ?? 0, 1 + random.int(3)) }, () =>
        meant(schema.items ?? {}, name, context),
      )
    case 'object':
      return object(schema, context)
    default:
      return text(schema, name, context)
  }
}

/** What the schema does not take, or only just. */
export function wrong(schema: Schema, context: Context): unknown {
  const { random } = context
  const edges: unknown[] = []
  if (schema.maxLength !== undefined)
    edges.push('a'.repeat(schema.maxLength + 1), 'a'.repeat(schema.maxLength), '語'.repeat(schema.maxLength))
  if (schema.minLength !== undefined) edges.push('a'.repeat(Math.max(0, schema.minLength - 1)), '')
  if (schema.minimum !== undefined) edges.push(schema.minimum - 1, schema.minimum)
  if (schema.maximum !== undefined) edges.push(schema.maximum + 1, schema.maximum, schema.maximum * 1e9)
  if (schema.maxItems !== undefined && schema.items !== undefined) {
    const item = meant(schema.items, '', context)
    edges.push(new Array(schema.maxItems + 1).fill(item), new Array(schema.maxItems).fill(item), [])
  }
  if (edges.length > 0 && random.oneIn(2)) return random.pick(edges)
  return random.oneIn(3) ? random.pick(members) : random.pick(texts)
}

/** A member somewhere in the value is replaced, taken away or added. */
export function spoilt(value: unknown, schema: Schema, context: Context): unknown {
  const { random } = context
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return wrong(schema, context)
  const names = Object.keys(value)
  const name = names.length === 0 ? '' : random.pick(names)
  const own = { ...(value as Record<string, unknown>) }
  switch (random.int(6)) {
    case 0:
      delete own[name]
      return own
    case 1:
      // As JSON would make it: an assignment would set the prototype.
      Object.defineProperty(
        own,
        random.pick(['__proto__', 'constructor', 'x', '', '\0', '\ud800', 'a'.repeat(70_000)]),
        {
          value: random.pick(members),
          enumerable: true,
        },
      )
      return own
    default: {
      const member = schema.properties?.[name] ?? {}
      own[name] =
        member.properties !== undefined && random.oneIn(2) ? spoilt(own[name], member, context) : wrong(member, context)
      return own
    }
  }
}

function typeOf({ type, properties }: Schema, random: Random): string | undefined {
  if (type === undefined) return properties === undefined ? undefined : 'object'
  return typeof type === 'string' ? type : random.oneIn(4) ? type.at(-1) : type[0]
}

function whole({ minimum = 0, maximum = 1_000 }: Schema, random: Random): number {
  return random.pick([minimum, maximum, minimum + random.int(Math.max(1, maximum - minimum))])
}

function object(schema: Schema, context: Context): Record<string, unknown> {
  const required = new Set(schema.required)
  const chosen = Object.entries(schema.properties ?? {}).filter(
    ([name]) => required.has(name) || context.random.oneIn(3),
  )
  return Object.fromEntries(chosen.map(([name, member]) => [name, meant(member, name, context)]))
}

const alphabets = ['abc', 'Group', 'a b', 'é', '語', 'ß', '🦊', "o'x", '50%', 'a_b', 'x"y', '<b>']

function text(
  { format, pattern, minLength = 0, maxLength = 200 }: Schema,
  name: string,
  { random, known }: Context,
): string {
  const fitting = known(name)
  const isCursor = pattern?.includes('\\w-') === true
  if (fitting.length > 0 && !random.oneIn(isCursor ? 2 : 8)) return random.pick(fitting)
  if (format === 'uuid') return `00000000-0000-4000-8000-${String(random.int(1_000)).padStart(12, '0')}`
  if (format === 'date-time')
    return new Date(Date.UTC(2026, random.int(12), 1 + random.int(28), random.int(24))).toISOString()
  if (name === 'q') return random.pick(queries)
  if (name === 'lang' || name === 'language') return random.pick(['en', 'de', 'ja', 'pt-BR', 'zh-Hant-TW', 'xxx'])
  if (isCursor) return cursor(random, fitting)
  if (pattern !== undefined) return `key-${random.int(50)}`
  const one = random.pick(alphabets).repeat(1 + random.int(4))
  return one.padEnd(minLength, 'x').slice(0, maxLength).toWellFormed()
}

/** In the form of a cursor: one that was given out, with another thing in one place, or anything at all. */
function cursor(random: Random, given: readonly string[]): string {
  const part = () =>
    random.pick([
      '2026-11-01 10:00:00+00',
      '2026-11-01 10:00:00.123456+00',
      '9999-99-99 99:99:99+99',
      '200000-01-01 00:00:00+00',
      '0001-01-01 00:00:00+00 BC',
      '00000000-0000-4000-8000-000000000000',
      'ffffffff-ffff-ffff-ffff-ffffffffffff',
      '1:2:',
      '5:1:9,3',
      '99999999999999999999:1:',
      '18446744073709551615:18446744073709551615:',
      '0.5',
      '1e400',
      '.',
      '--1',
      'NaN',
      '\0',
      '\ud800',
      'lower title',
      7,
      null,
      {},
      ['a'],
    ])
  if (given.length > 0 && random.oneIn(2)) {
    const parts: unknown[] = JSON.parse(Buffer.from(random.pick(given), 'base64url').toString('utf8'))
    parts[random.int(parts.length)] = part()
    return Buffer.from(JSON.stringify(parts)).toString('base64url')
  }
  const parts = Array.from({ length: 1 + random.int(4) }, part)
  return Buffer.from(random.oneIn(6) ? 'no JSON' : JSON.stringify(parts)).toString('base64url')
}
