import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { empty, good, lines, load } from '../../test/fixtures/config.ts'
import { effectiveSettings, loadConfig } from '../config.ts'
import { renderConfigDocs } from '../config-docs.ts'

describe('a problem is one line that says where, what, and what is allowed', () => {
  test('the lines that the documentation shows are the lines that are written', () => {
    const text =
      'sources:\n  - https://a.example/\n  - https://b.example/\n  - url: https://c.example/\n    keywords:\n      exclude:\n        - /(/\nfetch:\n  timout: 5s\n'
    const found = lines(load(text, { WINNOW_LOG_LEVEL: 'loud' }))
    expect(found).toHaveLength(3)
    const page = renderConfigDocs('')
    for (const line of found) expect(page).toContain(`\n${line}\n`)
  })

  test.each([
    [
      'fetch: { timeout: 30 }',
      'winnow.yaml:1: fetch.timeout: "30" has no unit: write ms, s, m, h, d or w, such as 30s',
    ],
    [
      'fetch: { timeout: soon }',
      'winnow.yaml:1: fetch.timeout: "soon" is not a number with a unit: write ms, s, m, h, d or w, such as 30s',
    ],
    ['fetch: { timeout: 1h }', 'winnow.yaml:1: fetch.timeout: "1h" is not from 1s to 10m'],
    [
      'fetch: { maxBytes: 5PB }',
      'winnow.yaml:1: fetch.maxBytes: "5PB" is not a number with a unit: write kB, MB, GB, KiB, MiB or GiB, such as 8MB',
    ],
    ['polling: { interval: 90.5s }', 'winnow.yaml:1: polling.interval: "90.5s" is finer than this setting can be'],
    ['fetch: { concurrency: 0 }', 'winnow.yaml:1: fetch.concurrency: "0" is not a whole number from 1 to 1,000'],
    ['fetch: { concurrency: many }', 'winnow.yaml:1: fetch.concurrency: "many" is not a whole number from 1 to 1,000'],
    [
      'fetch: { userAgent: "a\\nb" }',
      'winnow.yaml:1: fetch.userAgent: "a\\nb" is not printable ASCII of 1 to 200 characters',
    ],
    [
      'fetch: 5',
      'winnow.yaml:1: fetch: must be a mapping of settings: concurrency, perHost, hostSpacing, allowDowngrade, timeout, maxBytes, userAgent, contact, trusted',
    ],
    ['fetch: { timeout: [1s] }', 'winnow.yaml:1: fetch.timeout: must be a single value: 1s to 10m'],
    ['demo: on', 'winnow.yaml:1: demo: "on" is not one of auto, off'],
    ['demo: ""', 'winnow.yaml:1: demo: "" is not one of auto, off'],
    [
      'defaults: { window: ~ }',
      'winnow.yaml:1: defaults.window: "~" is not a number with a unit: write ms, s, m, h, d or w, such as 30s (or none)',
    ],
    [
      'defaults:\n  keywords:\n    include: AI',
      'winnow.yaml:3: defaults.keywords.include: must be a list of keywords, such as [AI, "/CVE-\\d+/"]',
    ],
    ['souces: []', 'winnow.yaml:1: souces: is not a setting; did you mean sources?'],
    ['fetch:\n  max_bytes: 1MB', 'winnow.yaml:2: fetch.max_bytes: is not a setting; did you mean maxBytes?'],
    [
      'fetch:\n  proxy: x',
      'winnow.yaml:2: fetch.proxy: is not a setting; there are concurrency, perHost, hostSpacing, allowDowngrade, timeout, maxBytes, userAgent, contact, trusted',
    ],
    [
      '- a',
      'winnow.yaml:1: must be a mapping of settings: dataDir, demo, database, log, fetch, polling, handOver, defaults, reading, firecrawl, llm, web, groups, sources, retention',
    ],
    [
      'sources: https://a.example/',
      'winnow.yaml:1: sources: must be a list of sources, each on a line that begins with "- "',
    ],
    ['sources:\n  - title: x', 'winnow.yaml:2: sources[0].url: is missing: an address with http:// or https://'],
    [
      'sources:\n  -\n',
      'winnow.yaml:2: sources[0]: must be a mapping of settings: url, title, group, kind, selector, enabled, keywords, window, interval, maxEntries, maxNewPerDay, maxBytes, read, extractor',
    ],
    [
      'sources:\n  - a.example/feed',
      'winnow.yaml:2: sources[0].url: "a.example/feed" is not an address with http:// or https://',
    ],
    [
      'sources:\n  - ftp://a.example/feed',
      'winnow.yaml:2: sources[0].url: "ftp://a.example/feed" is not an address with http:// or https://',
    ],
    [
      'sources:\n  - https://a.example/f\n  - HTTPS://A.example:443/f',
      'winnow.yaml:3: sources[1].url: is the same source as sources[0]',
    ],
    [
      'groups: { security: {} }\nsources:\n  - url: https://a.example/\n    group: securty',
      'winnow.yaml:4: sources[0].group: "securty" is not among the groups; did you mean security? To keep the name, add it to the groups.',
    ],
    ['groups: { "a b\\n": {} }', 'winnow.yaml:1: groups["a b\\n"]: a name of 1 to 100 characters is allowed'],
    ['groups: []', 'winnow.yaml:1: groups: must be a mapping from names of groups to settings'],
    [
      'polling: { lease: 1m }\nfetch: { timeout: 2m }',
      'winnow.yaml:1: polling.lease: must be longer than fetch.timeout (120s)',
    ],
    [
      `sources: ["https://a.example/${'x'.repeat(9_000)}"]`,
      `winnow.yaml:1: sources[0].url: "https://a.example/${'x'.repeat(62)}…" is not an address with http:// or https://`,
    ],
    ['database:\n\tpoolSize: 1', 'winnow.yaml:2: a tab indents this line: YAML takes blanks only'],
    ['demo: auto\nlog: {}\ndemo: off', 'winnow.yaml:3: "demo" is written twice in the same mapping'],
    ['demo: auto\n---\ndemo: off', 'winnow.yaml:2: a second document begins here (---): only one is read'],
    ['demo: !!float 1', 'winnow.yaml:1: is not valid YAML: Unresolved tag: tag:yaml.org,2002:float'],
  ])('%s', (text, line) => {
    expect(lines(load(text))).toEqual([line])
  })

  test('all mistakes are told at once, in the order of the file', () => {
    const found = lines(load('fetch:\n  timeout: x\n  concurrency: y\nlog:\n  level: z\nunknown: 1\n'))
    expect(found.map(line => line.split(': ', 2).join(' '))).toEqual([
      'winnow.yaml:2 fetch.timeout',
      'winnow.yaml:3 fetch.concurrency',
      'winnow.yaml:5 log.level',
      'winnow.yaml:6 unknown',
    ])
    const many = load(`sources:\n${'  - x\n'.repeat(200)}`)
    expect(lines(many)).toHaveLength(51)
    expect(lines(many).at(-1)).toBe('… and 150 more problems')
  })

  test('a problem inside an anchor is told for each use, at the line where it is written', () => {
    expect(lines(load('groups:\n  a: &a { window: x }\n  b: *a\n'))).toEqual([
      expect.stringMatching(/^winnow\.yaml:2: groups\.a\.window: "x" /),
      expect.stringMatching(/^winnow\.yaml:2: groups\.b\.window: "x" /),
    ])
  })

  test('no password is in a problem, whatever is wrong with it', () => {
    const texts = [
      'database: { url: "mysql://u:hunter2@db/w" }',
      'database: { url: "hunter2" }',
      'database:\n  url: postgres://u:hunter2@db/w\n   x: [',
      'database: { url: [ "postgres://u:hunter2@db/w" ] }',
      'database: { "postgres://u:hunter2@db/w": 1 }',
      'sources: ["ftp://u:hunter2@a.example/?token=hunter2"]',
      'database: { password: hunter2 }',
      'password: hunter2: x',
    ]
    for (const text of texts) {
      expect(lines(load(text)), text).not.toEqual([])
      expect(lines(load(text)).join('\n'), text).not.toContain('hunter2')
    }
    expect(lines(load('', { DATABASE_URL: 'hunter2' }))).toEqual([
      'DATABASE_URL: this is not an address with postgres:// or postgresql://',
    ])
  })
})

describe('a hostile file is a problem, not an end', () => {
  test.each([
    [
      'an anchor bomb',
      `a: &a [x]\n${Array.from('bcdefghijk', (name, i) => `${name}: &${name} [${`*${'abcdefghij'[i]},`.repeat(10)}]`).join('\n')}`,
      /anchors more than 1,000 times/,
    ],
    ['a deep nest', '['.repeat(20_000), /nests too deeply|not valid YAML/],
    ['a deep nest that ends', `a: ${'['.repeat(20_000)}${']'.repeat(20_000)}`, /nests too deeply/],
    ['a control character', 'a: \u0000', /not a setting/],
    ['a prototype', '__proto__: { demo: off }', /__proto__: is not a setting/],
    ['a cycle', 'groups: &a { b: *a }', /not a setting|not valid YAML|nests too deeply/],
  ])('%s', (_, text, line) => {
    const found = lines(load(text))
    expect(found[0]).toMatch(line)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: a problem must not hold any.
    for (const each of found) expect(each).not.toMatch(/[\u0000-\u001f]/)
  })

  test('a group may be named like a part of every object', () => {
    const config = good(
      load('groups: { constructor: { window: 1d } }\nsources: [{ url: "https://a.example/", group: toString }]'),
    )
    expect(effectiveSettings(config, { group: 'constructor', ownSettings: {} }).windowDays).toBe(1)
    expect(effectiveSettings(config, { group: 'toString', ownSettings: {} }).windowDays).toBe(null)
  })

  test('above 5 MB, in another encoding, or as a directory it is not read', () => {
    const cwd = empty()
    writeFileSync(join(cwd, 'big.yaml'), `#${' '.repeat(5_000_000)}`)
    writeFileSync(join(cwd, 'latin.yaml'), Buffer.from('demo: "\xe9"', 'latin1'))
    mkdirSync(join(cwd, 'folder'))
    const first = (file: string) => lines(loadConfig({ env: {}, cwd, file }))
    expect(first('big.yaml')).toEqual(['big.yaml: is larger than 5 MB'])
    expect(first('latin.yaml')).toEqual(['latin.yaml: is not UTF-8 text'])
    expect(first('folder')).toEqual(['folder: is a directory, not a file'])
  })
})
