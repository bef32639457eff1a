/** Two banks and a bridge: the directions of the map hold in every file, and the checker itself is seen to catch what breaks them. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { importCount, readTree, rules } from './fixtures/architecture.ts'
import { readSource } from './fixtures/source-text.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const paths = ['src', 'test', 'bench', 'bin', 'conformance', 'fuzz'].flatMap(folder =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map(name =>
    join(folder, name).replaceAll('\\', '/'),
  ),
)
const tree = readTree(
  new Map(
    paths.filter(path => /\.[cm]?[jt]sx?$/.test(path)).map(path => [path, readFileSync(join(root, path), 'utf8')]),
  ),
)

test('the source was read at all', () => {
  const shipped = new Map([...tree].filter(([path]) => path.startsWith('src/')))
  expect(shipped.size).toBeGreaterThan(5)
  expect(importCount(shipped)).toBeGreaterThan(5)
})

describe('in this checkout', () => {
  test.each(rules.map(rule => [rule.sentence, rule] as const))('%s', (_sentence, rule) => {
    expect(rule.violations(tree)).toEqual([])
  })
})

describe('the checker catches what breaks it', () => {
  test.each(rules.map(rule => [rule.sentence, rule] as const))('%s', (_sentence, rule) => {
    expect(rule.planted.length).toBeGreaterThan(0)
    for (const files of rule.planted) {
      const found = rule.violations(readTree(new Map(Object.entries(files))))
      expect(found, JSON.stringify(files)).not.toEqual([])
    }
  })
})

test('a tree that keeps the rules is left in peace', () => {
  const kept = {
    'src/core/a.ts': `// Date.now() in prose, and import { x } from '../db/x.ts'\nimport { createHash } from 'node:crypto'
      export const a = (now: Date, text = 'process.env', form = /'Math.random()'/) => new Date(\`\${now} fetch(url)\`)`,
    'src/db/a.ts': "import pg from 'pg'\nimport type { A } from '../core/a.ts'\nexport const a = 1",
    'src/db/b.ts': "import { a } from './a.ts'\nexport { a } from './a.ts'\nexport const b = a / 2 / 1",
    'src/db/b.test.ts':
      "import { until } from '../../test/fixtures/until.ts'\nconst now = Date.now(), home = process.env.HOME",
    'src/flow/a.ts': "import { a } from '../db/a.ts'\nconst worker = new URL('../parse/worker.ts', import.meta.url)",
    'src/config.ts': 'export const port = process.env.PORT',
    'src/main.ts': "import { port } from './config.ts'\nimport '../src/flow/a.ts'",
    'src/app/a.ts': "const version = new URL('../../package.json', import.meta.url)",
  }
  const peaceful = readTree(new Map(Object.entries(kept)))
  expect(rules.flatMap(rule => rule.violations(peaceful))).toEqual([])
  expect(importCount(peaceful)).toBe(11)
})

describe('the reader of source text', () => {
  test('finds every form of import, with its line', () => {
    const text = `import a, { type B } from './a.ts'
import './b.ts'
export * from "./c.ts"
type D = import('./d.ts').D
const e = await import(
  './e.ts'
)
new Worker(new URL('./f.ts', import.meta.url))
import.meta.resolve('./g.ts')
import(which)`
    const { imports } = readSource(text)
    const found = imports.map(({ specifier, line }) => [line, specifier]).sort((a, b) => Number(a[0]) - Number(b[0]))
    expect(found).toEqual([
      [1, './a.ts'],
      [2, './b.ts'],
      [3, './c.ts'],
      [4, './d.ts'],
      [5, './e.ts'],
      [8, './f.ts'],
      [9, './g.ts'],
      [10, null],
    ])
  })

  test.each([
    ['line comments', "a // import './b.ts'", 'a'],
    ['block comments', "a /* import './b.ts'\n*/ b", 'a \n b'],
    ['strings', `"it's" 'a "b"' "\\"x" c`, `"" '' "" c`],
    ['templates, but not what stands in their holes', '`a $' + '{b + `c $' + '{d}`} e` f', '`{b + `{d}`} ` f'],
    ['regular expressions', "a = /[/'`]/g; return /'/.test(b)", 'a = //g; return //.test(b)'],
    ['and leaves divisions', "a / b / 'c' / (d) / 2", "a / b / '' / (d) / 2"],
    ['an unfinished comment to its end', 'a /* b', 'a'],
  ])('blanks %s', (_what, text, code) => {
    const squeeze = (spaced: string) =>
      spaced
        .replace(/(["'`/{}]) +(?=["'`/{}])/g, '$1')
        .replace(/ +/g, ' ')
        .trim()
    expect(squeeze(readSource(text).code)).toBe(squeeze(code))
    expect(readSource(text).code).toHaveLength(text.length)
  })
})
