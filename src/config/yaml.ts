/** winnow.yaml as plain data in which every scalar is still text, and where each part of it was written. */
import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit,
  type YAMLError,
} from 'yaml'
import { quoted } from './format.ts'

export type Path = readonly PropertyKey[]

export type YamlReading =
  | Readonly<{
      /** Strings, lists and mappings; undefined where a key has nothing behind it. */
      value: unknown
      /** The line of the value at this path, or of the nearest thing around it that is there; counted from 1. */
      lineOf(path: Path): number | null
    }>
  | Readonly<{ errors: readonly Readonly<{ line: number | null; message: string }>[] }>

/**
 * Reads one YAML 1.2 document. Scalars stay text (the failsafe schema), so that `2024`, `on` and `007` mean in a list of
 * keywords what they look like, and a setting is read the same way from the file and from the environment.
 * At most 1,000 uses of anchors.
 */
export function readYaml(text: string): YamlReading {
  const counter = new LineCounter()
  const lineAt = (offset: number | undefined) => (offset === undefined ? null : counter.linePos(offset).line)
  try {
    // Pretty errors would quote the line, and that line may hold a password.
    const quiet = { prettyErrors: false, lineCounter: counter } as const
    // The library compares each key with each other one of its mapping; `repeatedKeys` asks a set.
    const document = parseDocument(text, { schema: 'failsafe', stringKeys: true, uniqueKeys: false, ...quiet })
    const errors = [...document.errors, ...document.warnings].map(explain).concat(repeatedKeys(document))
    if (errors.length > 0) {
      return { errors: errors.map(({ offset, message }) => ({ line: lineAt(offset), message })) }
    }
    blankToUndefined(document)
    const value: unknown = document.contents === null ? undefined : document.toJS({ maxAliasCount: 1_000 })
    return { value, lineOf: path => lineAt(offsetOf(document, path)) }
  } catch (error) {
    return { errors: [{ line: null, message: explainThrown(error) }] }
  }
}

type Mistake = Readonly<{ offset: number; message: string }>

function repeatedKeys(document: Document.Parsed): Mistake[] {
  const found: Mistake[] = []
  visit(document, {
    Map: (_, { items }) => {
      const seen = new Set<unknown>()
      for (const key of items.map(item => item.key).filter(isScalar)) {
        const message = `${quoted(String(key.value))} is written twice in the same mapping`
        if (seen.has(key.value)) found.push({ offset: key.range?.[0] ?? 0, message })
        seen.add(key.value)
      }
    },
  })
  return found
}

function explain({ code, message, pos: [offset] }: YAMLError): Mistake {
  if (code === 'TAB_AS_INDENT') return { offset, message: 'a tab indents this line: YAML takes blanks only' }
  if (code === 'MULTIPLE_DOCS') return { offset, message: 'a second document begins here (---): only one is read' }
  if (code === 'RESOURCE_EXHAUSTION') return { offset, message: 'nests too deeply to be read' }
  const [first = ''] = message.split('\n')
  return { offset, message: `is not valid YAML: ${first.slice(0, 200)}` }
}

function explainThrown(error: unknown): string {
  if (error instanceof RangeError) return 'nests too deeply to be read'
  if (error instanceof ReferenceError && /alias count/i.test(error.message)) {
    return 'uses anchors more than 1,000 times: put what many sources share into a group'
  }
  return `is not valid YAML: ${error instanceof Error ? error.message.slice(0, 200) : 'it cannot be read'}`
}

/** A key whose lines are commented out (`sources:`) counts as left out; an empty text in quotes is a value, and a wrong one. */
function blankToUndefined(document: Document.Parsed): void {
  visit(document, {
    Scalar: (_, node) => {
      if (node.value === '' && node.type === 'PLAIN') node.value = undefined
    },
  })
}

function offsetOf(document: Document.Parsed, path: Path): number | undefined {
  let node: Node | null | undefined = document.contents
  let offset = node?.range?.[0]
  for (const step of path) {
    if (isAlias(node)) node = node.resolve(document)
    if (isSeq(node)) {
      node = node.items[Number(step)] as Node | undefined
      offset = node?.range?.[0] ?? offset
    } else if (isMap(node)) {
      const pair = node.items.find(item => isScalar(item.key) && item.key.value === step)
      node = pair?.value as Node | null | undefined
      const place = isScalar(node) && node.value !== undefined ? node : (pair?.key as Node | undefined)
      offset = place?.range?.[0] ?? offset
    } else return offset
  }
  return offset
}
