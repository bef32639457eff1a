import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { variables } from './config/environment.ts'
import { nearest } from './config/nearest.ts'
import { type Config, describeConfig, effectiveSettings, loadConfig, trustedOrigins } from './config.ts'
import { renderConfigDocs } from './config-docs.ts'

const folder = mkdtempSync(join(tmpdir(), 'winnow-config-'))
afterAll(() => rmSync(folder, { recursive: true }))
let files = 0

describe('without a file', () => {
  test('everything has a default, and the data lie in the working directory', () => {
    expect(good(loadConfig({ env: {}, cwd: empty() }))).toMatchObject({
      file: null,
      demo: 'auto',
      database: { poolSize: 10 },
      log: { level: 'info', format: 'auto' },
      fetch: { concurrency: 32, timeoutMs: 30_000, maxBytes: 16_000_000, userAgent: 'Winnow' },
      polling: { intervalS: 1_800, leaseS: 300, tickMs: 1_000 },
      handOver: { rows: 20_000, bytes: 32_000_000 },
      defaults: {
        include: [],
        exclude: [],
        windowDays: 90,
        intervalS: 1_800,
        maxEntries: 10_000,
        maxBytes: 16_000_000,
      },
      groups: {},
      sources: [],
      retention: { runsDays: 90 },
    })
    const cwd = empty()
    expect(good(loadConfig({ env: {}, cwd })).dataDir).toBe(join(cwd, 'winnow-data'))
    expect(good(loadConfig({ env: {}, cwd })).database.url).toBeUndefined()
  })

  test('a file that was asked for and is not there is a problem, by --config as by WINNOW_CONFIG', () => {
    expect(lines(loadConfig({ env: {}, cwd: empty(), file: 'mine.yaml' }))).toEqual(['mine.yaml: does not exist'])
    expect(lines(loadConfig({ env: { WINNOW_CONFIG: 'mine.yaml' }, cwd: empty() }))).toEqual([
      'mine.yaml: does not exist',
    ])
  })

  test('a winnow.yml is not passed over in silence', () => {
    const cwd = empty()
    writeFileSync(join(cwd, 'winnow.yml'), 'demo: off')
    expect(lines(loadConfig({ env: {}, cwd }))).toEqual([
      'winnow.yml: is not read: rename it to winnow.yaml, or name it with --config',
    ])
  })
})

describe('winnow.yaml', () => {
  test('every setting is read into its unit', () => {
    const config = good(
      load(`
database: { url: "postgres://u:p@db/winnow", poolSize: 5 }
dataDir: data
demo: off
log: { level: debug, format: json }
fetch: { concurrency: 8, timeout: 1.5m, maxBytes: 8MiB, userAgent: Mine/1.0, contact: "https://me.example/" }
polling: { interval: 2h, lease: 10m, tick: 500ms }
handOver: { rows: 5000, bytes: 1GB }
defaults: { window: none, interval: 1w, maxEntries: 50, maxBytes: 100kB, keywords: { include: [AI, 2024, on, 007] } }
groups: { g: { window: 36h }, empty: }
sources:
  - https://a.example/feed
  - { url: "https://b.example:8443/feed", title: B, group: g, enabled: false, window: 1d, interval: 5m, maxEntries: 7, keywords: { exclude: ["/x+/i"] } }
retention: { runs: 30d }
`),
    )
    expect(config).toMatchObject({
      demo: 'off',
      database: { url: 'postgres://u:p@db/winnow', poolSize: 5 },
      log: { level: 'debug', format: 'json' },
      fetch: { concurrency: 8, timeoutMs: 90_000, maxBytes: 8_388_608, userAgent: 'Mine/1.0 (+https://me.example/)' },
      polling: { intervalS: 7_200, leaseS: 600, tickMs: 500 },
      handOver: { rows: 5_000, bytes: 1_000_000_000 },
      defaults: {
        windowDays: null,
        intervalS: 604_800,
        maxEntries: 50,
        maxBytes: 100_000,
        include: ['AI', '2024', 'on', '007'],
      },
      retention: { runsDays: 30 },
    })
    expect(config.groups).toEqual({ g: { windowDays: 1.5 }, empty: {} })
    expect(config.sources).toEqual([
      { url: 'https://a.example/feed', title: null, group: null, enabled: true, settings: {} },
      {
        url: 'https://b.example:8443/feed',
        title: 'B',
        group: 'g',
        enabled: false,
        settings: { exclude: ['/x+/i'], windowDays: 1, intervalS: 300, maxEntries: 7 },
      },
    ])
  })

  test('keys with nothing behind them count as left out', () => {
    expect(good(load('sources:\nfetch:\n  timeout:\ngroups:\n')).sources).toEqual([])
    expect(good(load('# nothing\n')).sources).toEqual([])
  })

  test('anchors are understood', () => {
    const config = good(load('groups: { a: &a { window: 1d }, b: *a }'))
    expect(config.groups.b).toEqual({ windowDays: 1 })
  })

  test('a path in the file starts at the file, a default one and one from the environment at the working directory', () => {
    const cwd = empty()
    mkdirSync(join(cwd, 'etc'))
    writeFileSync(join(cwd, 'etc/w.yaml'), 'dataDir: data')
    writeFileSync(join(cwd, 'etc/plain.yaml'), 'demo: off')
    const dataDir = (file: string, env = {}) => good(loadConfig({ env, cwd, file })).dataDir
    expect(dataDir('etc/w.yaml')).toBe(join(cwd, 'etc/data'))
    expect(dataDir('etc/plain.yaml')).toBe(join(cwd, 'winnow-data'))
    expect(dataDir('etc/w.yaml', { WINNOW_DATA_DIR: 'x' })).toBe(join(cwd, 'x'))
  })

  test('the example loads without problems, and with every commented line too', () => {
    const example = readFileSync(new URL('../winnow.example.yaml', import.meta.url), 'utf8')
    expect(good(load(example)).sources).toHaveLength(3)
    const uncommented = example.replace(/^( *)# (?=database:| {2}url:| {2}poolSize:|contact:)/gm, '$1')
    expect(good(load(uncommented))).toMatchObject({
      database: { url: 'postgres://winnow:PASSWORD@localhost:5432/winnow' },
      fetch: { userAgent: 'Winnow (+https://example.org/about-our-reader)' },
    })
  })
})

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
      'winnow.yaml:1: fetch: must be a mapping of settings: concurrency, timeout, maxBytes, userAgent, contact',
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
      'winnow.yaml:2: fetch.proxy: is not a setting; there are concurrency, timeout, maxBytes, userAgent, contact',
    ],
    [
      '- a',
      'winnow.yaml:1: must be a mapping of settings: dataDir, demo, database, log, fetch, polling, handOver, defaults, groups, sources, retention',
    ],
    [
      'sources: https://a.example/',
      'winnow.yaml:1: sources: must be a list of sources, each on a line that begins with "- "',
    ],
    ['sources:\n  - title: x', 'winnow.yaml:2: sources[0].url: is missing: an address with http:// or https://'],
    [
      'sources:\n  -\n',
      'winnow.yaml:2: sources[0]: must be a mapping of settings: url, title, group, enabled, keywords, window, interval, maxEntries, maxBytes',
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

  test('a problem inside an anchor is told, at the alias if need be', () => {
    expect(lines(load('groups:\n  a: &a { window: x }\n  b: *a\n'))).toEqual([
      expect.stringMatching(/^winnow\.yaml:2: groups\.a\.window: "x" /),
      expect.stringMatching(/^winnow\.yaml:\d: groups\.b\.window: "x" /),
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
    ['a deep nest', '['.repeat(200_000), /nests too deeply|not valid YAML/],
    ['a deep nest that ends', `a: ${'['.repeat(100_000)}${']'.repeat(100_000)}`, /nests too deeply/],
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
    expect(effectiveSettings(config, { group: 'toString', ownSettings: {} }).windowDays).toBe(90)
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

describe('the environment', () => {
  test('overrides the file, setting by setting', () => {
    const env = { WINNOW_FETCH_TIMEOUT: '10s', DATABASE_URL: 'postgres://db/x', WINNOW_LOG_LEVEL: '' }
    const config = good(load('fetch: { timeout: 20s, concurrency: 4 }\nlog: { level: warn }', env))
    expect(config.fetch).toMatchObject({ timeoutMs: 10_000, concurrency: 4 })
    expect(config.database.url).toBe('postgres://db/x')
    expect(config.log.level).toBe('warn')
  })

  test('every variable reaches its setting', () => {
    for (const [name, path] of variables) {
      const found = loadConfig({ env: { [name]: '\n' }, cwd: empty() })
      expect(lines(found), path.join('.')).toEqual([expect.stringMatching(`^${name}: `)])
    }
  })

  test('its own mistakes are told by its own names', () => {
    const env = { WINNOW_FETCH_TIMEOUT: '5', WINNOW_LOGLEVEL: 'debug', WINNOW_SOMETHING_ELSE: '1' }
    expect(lines(load('fetch: { timeout: 5s }', env))).toEqual([
      'WINNOW_LOGLEVEL: no setting has this variable; did you mean WINNOW_LOG_LEVEL?',
      'WINNOW_SOMETHING_ELSE: no setting has this variable',
      'WINNOW_FETCH_TIMEOUT: "5" has no unit: write ms, s, m, h, d or w, such as 30s',
    ])
  })

  test('what Kubernetes and Docker write for a service called winnow is not ours', () => {
    const env = {
      WINNOW_SERVICE_HOST: '10.0.0.1',
      WINNOW_SERVICE_PORT: '80',
      WINNOW_SERVICE_PORT_HTTP: '80',
      WINNOW_PORT: 'tcp://10.0.0.1:80',
      WINNOW_PORT_80_TCP_ADDR: '10.0.0.1',
      WINNOW_DB_SERVICE_HOST: '10.0.0.2',
      WINNOW_DB_PORT_5432_TCP: 'tcp://10.0.0.2:5432',
    }
    expect(good(load('', env)).demo).toBe('auto')
  })
})

describe('effectiveSettings', () => {
  const config = () =>
    good(
      load(`
fetch: { maxBytes: 1MB }
defaults: { window: 90d, interval: 1h, keywords: { include: [A], exclude: [X] } }
groups: { g: { window: 30d, maxEntries: 5, keywords: { include: [B, A] } } }
`),
    )

  test('the nearest level wins, and keyword lists are joined', () => {
    const own = { include: ['C'], windowDays: null, maxBytes: 5_000_000 }
    expect(effectiveSettings(config(), { group: 'g', ownSettings: own })).toEqual({
      include: ['A', 'B', 'C'],
      exclude: ['X'],
      windowDays: null,
      intervalS: 3_600,
      maxEntries: 5,
      maxBytes: 1_000_000,
    })
    expect(effectiveSettings(config(), { group: null, ownSettings: {} })).toMatchObject({
      windowDays: 90,
      include: ['A'],
    })
    expect(effectiveSettings(config(), { group: 'unknown', ownSettings: {} })).toMatchObject({ windowDays: 90 })
  })

  test('stored settings that are no settings change nothing', () => {
    const stored = { include: 'C', exclude: [1], windowDays: 'x', intervalS: -1, maxEntries: Number.NaN, other: 1 }
    expect(effectiveSettings(config(), { group: null, ownSettings: stored })).toEqual(
      effectiveSettings(config(), { group: null, ownSettings: {} }),
    )
  })
})

test('the origins of the sources in the file are trusted exactly: scheme, host and port', () => {
  const config = good(
    load('sources: ["http://nas.local:8080/a", "http://nas.local:8080/b", "https://u:p@a.example/x"]'),
  )
  expect(trustedOrigins(config)).toEqual(['http://nas.local:8080', 'https://a.example'])
})

test('what is shown of the configuration holds no secret, and all the rest', () => {
  const config = good(
    load(
      'database: { url: "postgres://u:hunter2@db/w?password=hunter2" }\nsources: ["https://u:hunter2@a.example/?token=hunter2&x=1"]',
    ),
  )
  const shown = describeConfig(config)
  expect(JSON.stringify(shown)).not.toContain('hunter2')
  expect(shown.database.url).toBe('postgres://***@db/w?password=***')
  expect(shown.sources[0]?.url).toBe('https://***@a.example/?token=***&x=1')
  expect({ ...shown, database: config.database, sources: config.sources }).toEqual(config)
})

test('docs/configuration.md is what the schema says (`npm run docs:config` writes it)', () => {
  const root = new URL('../', import.meta.url)
  const page = readFileSync(new URL('docs/configuration.md', root), 'utf8')
  expect(page).toBe(renderConfigDocs(readFileSync(new URL('winnow.example.yaml', root), 'utf8')))
})

test.each([
  ['timout', 'timeout'],
  ['poolsize', 'poolSize'],
  ['WINNOW_LOG_LEVLE', 'WINNOW_LOG_LEVEL'],
  ['us', null],
  ['unrelated', null],
])('%s was probably meant as %s', (word, meant) => {
  expect(nearest(word, ['timeout', 'poolSize', 'WINNOW_LOG_LEVEL', 'uk'])).toBe(meant)
})

function load(text: string, env: Record<string, string> = {}) {
  const cwd = empty()
  writeFileSync(join(cwd, 'winnow.yaml'), text)
  return loadConfig({ env, cwd })
}

function empty(): string {
  const cwd = join(folder, String(files++))
  mkdirSync(cwd)
  return cwd
}

function good(loaded: ReturnType<typeof loadConfig>): Config {
  if (Array.isArray(loaded)) throw new Error(loaded.map(problem => problem.message).join('\n'))
  return loaded
}

function lines(loaded: ReturnType<typeof loadConfig>): string[] {
  if (!Array.isArray(loaded)) throw new Error('no problem was found')
  return loaded.map(problem => problem.message)
}
