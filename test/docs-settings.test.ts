/** Every setting and every variable that a document names exists, and docs/configuration.md names them all. */
import { describe, expect, test } from 'vitest'
import { fileVariable } from '../src/config/environment.ts'
import { schema } from '../src/config/schema.ts'
import { sectionsOf } from '../src/config/setting.ts'
import { events } from '../src/core/events.ts'
import { codeSpansOf, documents, names, tableBehind, tablesOf } from './fixtures/documents.ts'

const sections = sectionsOf(schema)
const settings = sections.flatMap(section => section.settings.map(setting => setting.path.join('.')))
const variables = [fileVariable, ...sections.flatMap(section => section.settings.flatMap(({ env }) => env ?? []))]
const configuration = documents.get('docs/configuration.md') ?? ''
/** Not ours to set, or for tests alone. */
const foreign = new Set(['NO_COLOR', 'CI', 'PATH', 'TEST_DATABASE_URL'])

test('there is something to compare', () => {
  expect(settings.length).toBeGreaterThan(50)
  expect(variables.length).toBeGreaterThan(40)
  expect(names.flatMap(name => settingsIn(documents.get(name) ?? '')).length).toBeGreaterThan(10)
  expect(names.flatMap(name => variablesIn(documents.get(name) ?? '')).length).toBeGreaterThan(40)
})

test('the tables of docs/configuration.md hold every setting, and nothing else', () => {
  const written = configuration
    .split(/^### /m)
    .slice(1)
    .flatMap(part => {
      const heading = /^`?([^`\n]+)/.exec(part)?.[1] ?? ''
      const [rows = []] = tablesOf(part)
      return rows.map(([name]) => (heading === 'Top level' ? name : `${heading}.${name}`))
    })
  expect(written.toSorted()).toEqual(settings.toSorted())
})

test('the table of variables holds every variable, and nothing else', () => {
  const written = tableBehind(configuration, '## Environment variables').map(([name]) => name)
  expect(written.toSorted()).toEqual(variables.toSorted())
})

describe.each(names)('in %s', name => {
  const text = documents.get(name) ?? ''

  test('every setting exists', () => {
    expect(settingsIn(text).filter(path => !isSetting(path))).toEqual([])
  })

  test('every variable exists', () => {
    expect(variablesIn(text).filter(one => !variables.includes(one))).toEqual([])
  })
})

describe('the readers', () => {
  test('find what is not there', () => {
    expect(settingsIn('`web.passwort`, `llm.budget.perYear` and `llm.ts`').filter(path => !isSetting(path))).toEqual([
      'web.passwort',
      'llm.budget.perYear',
    ])
    expect(variablesIn('`WINNOW_WEB_PROT=1 npm start`\n```\nWINNOW_NOTHING=1 x\n```')).toEqual(
      expect.arrayContaining(['WINNOW_WEB_PROT', 'WINNOW_NOTHING']),
    )
  })

  test('leave in peace what is', () => {
    const text =
      '`web.password`, `llm.budget`, `llm.prices.qwen3.inputPerMillion`, `database.migrated`, `web.ts`, `DATABASE_URL`'
    expect(settingsIn(text)).toHaveLength(3)
    expect(settingsIn(text).filter(path => !isSetting(path))).toEqual([])
    expect(variablesIn(text)).toEqual(['DATABASE_URL'])
  })
})

/** A setting, or a section of them; where a section has names of its own, any name will do. */
function isSetting(path: string): boolean {
  return settings.some(setting => {
    const pattern = setting.replaceAll('[]', '').replaceAll('.', '\\.').replace('<name>', '[^.]+')
    return new RegExp(`^${pattern}$`).test(path) || setting.startsWith(`${path}.`)
  })
}

/** Code in the form `section.setting`; events and files begin alike. */
function settingsIn(text: string): string[] {
  const first = new Set(settings.map(setting => setting.split(/[.[]/)[0]))
  return codeSpansOf(text).filter(
    span =>
      /^[a-z]\w*(?:\.\w+)+$/i.test(span) &&
      first.has(span.split('.')[0]) &&
      !/\.(?:ts|js|md|sql|yaml|json|yml)$/.test(span) &&
      !Object.hasOwn(events, span),
  )
}

function variablesIn(text: string): string[] {
  const found = text.match(/\b(?:WINNOW|OPENROUTER|FIRECRAWL|DATABASE)_[A-Z_]+\b|\b[A-Z]+_DATABASE_URL\b/g) ?? []
  return found.filter(name => !foreign.has(name))
}
