import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { renderConfigDocs } from './config-docs.ts'

test('docs/configuration.md is what the schema says (`npm run docs:config` writes it)', () => {
  const root = new URL('../', import.meta.url)
  const page = readFileSync(new URL('docs/configuration.md', root), 'utf8')
  expect(page).toBe(renderConfigDocs(readFileSync(new URL('winnow.example.yaml', root), 'utf8')))
})
