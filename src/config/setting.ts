/** How the schema is written: each setting carries its own documentation, and the documentation is read back from the schema. */
import { z } from 'zod'
import type { Format } from './format.ts'
import { nearest } from './nearest.ts'

/** What the documentation and the environment know about a setting. */
type Doc = Readonly<{ description: string; allowed: string; default: string | null; env: string | null }>
type Given = Readonly<{ description: string; env?: string }>

export type Setting = Doc & Readonly<{ path: readonly string[] }>
export type Section = Readonly<{ path: readonly string[]; description: string; settings: readonly Setting[] }>

/** A setting that must be given wherever its section is. */
export function required<T>(format: Format<T>, given: Given) {
  return settingDoc(leaf(format), format, given, null)
}

/** A setting that may be left out. */
export function optional<T>(format: Format<T>, given: Given) {
  return settingDoc(leaf(format).optional(), format, given, null)
}

/** A setting whose default is written, and read, as a person would write it. */
export function withDefault<T>(format: Format<T>, given: Given & { default: string }) {
  return settingDoc(leaf(format).prefault(given.default), format, given, given.default)
}

/** A list of values of one format, empty by default; a variable has them in one line, with commas between. */
export function list<T>(format: Format<T>, most: number, given: Given) {
  const members = z
    .array(leaf(format), { error: `must be ${format.allowed}` })
    .max(most, { error: `has more than ${most} members` })
  const fromLine = (value: unknown) => (typeof value === 'string' ? value.split(',').map(one => one.trim()) : value)
  const schema = given.env === undefined ? members : z.preprocess(fromLine, members)
  return settingDoc(schema.prefault([]), format, given, null)
}

/** A mapping of settings. An unknown name is a problem, one line of the message for each. */
export function section<Shape extends z.core.$ZodLooseShape>(description: string, shape: Shape) {
  const names = Object.keys(shape)
  const error = (issue: z.core.$ZodRawIssue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map(key => unknownName(key, names)).join('\n')
      : `must be a mapping of settings: ${names.join(', ')}`
  return documented(z.strictObject(shape, { error }), description)
}

/** Describes a part of the file that is not one setting. */
export function documented<S extends z.ZodType>(schema: S, description: string): S {
  sectionDocs.add(schema, { description })
  return schema
}

/** All sections of a schema in the order they are written, the settings of the top level first; what lies deeper belongs to its section. */
export function sectionsOf(schema: z.core.$ZodType, path: readonly string[] = []): Section[] {
  const inner = unwrapped(schema)
  const description = sectionDocs.get(inner)?.description ?? ''
  if (inner instanceof z.ZodArray) return sectionsOf(inner.element, steppedInto(path, '[]'))
  if (inner instanceof z.ZodRecord) {
    const members = sectionsOf(inner.valueType, [...path, '<name>'])
    return members.map(member => ({ ...member, description: member.description || description }))
  }
  if (!(inner instanceof z.ZodObject)) return []
  const settings: Setting[] = []
  const below: Section[] = []
  for (const [name, member] of Object.entries(inner.shape as z.core.$ZodShape)) {
    const doc = settingDocs.get(member)
    if (doc) settings.push({ path: [...path, name], ...doc })
    else if (path.length === 0) below.push(...sectionsOf(member, [name]))
    else settings.push(...sectionsOf(member, [...path, name]).flatMap(section => section.settings))
  }
  return [{ path, description, settings }, ...below]
}

/** What a problem says about a name that nobody knows. */
export function unknownName(name: string, known: readonly string[]): string {
  const meant = nearest(name, known)
  return meant === null ? `is not a setting; there are ${known.join(', ')}` : `is not a setting; did you mean ${meant}?`
}

const settingDocs = z.registry<Doc>()
const sectionDocs = z.registry<{ description: string }>()

/** Every scalar comes as text, from the file as from the environment, and is read by its format. */
function leaf<T>(format: Format<T>) {
  const error = (issue: z.core.$ZodRawIssue) =>
    issue.input === undefined ? `is missing: ${format.allowed}` : `must be a single value: ${format.allowed}`
  return z.string({ error }).transform((text, context): T => {
    const reading = format.read(text)
    if ('value' in reading) return reading.value
    context.issues.push({ code: 'custom', message: reading.wrong, input: '' })
    return z.NEVER
  })
}

function settingDoc<S extends z.ZodType, T>(schema: S, format: Format<T>, given: Given, byDefault: string | null): S {
  const { description, env = null } = given
  settingDocs.add(schema, { description, env, allowed: format.allowed, default: byDefault })
  return schema
}

function unwrapped(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodPrefault) return unwrapped(schema.def.innerType)
  return schema instanceof z.ZodPipe ? unwrapped(schema.def.out) : schema
}

function steppedInto(path: readonly string[], step: string): string[] {
  return [...path.slice(0, -1), `${path.at(-1) ?? ''}${step}`]
}
