import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { empty, good, lines, load } from '../test/fixtures/config.ts'
import { describeConfig, effectiveSettings, loadConfig, trustedOrigins } from './config.ts'

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
        windowDays: null,
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
      {
        url: 'https://a.example/feed',
        title: null,
        group: null,
        kind: 'feed',
        selector: null,
        enabled: true,
        settings: {},
      },
      {
        url: 'https://b.example:8443/feed',
        title: 'B',
        group: 'g',
        kind: 'feed',
        selector: null,
        enabled: false,
        settings: { exclude: ['/x+/i'], windowDays: 1, intervalS: 300, maxEntries: 7 },
      },
    ])
  })

  test('the kind is what the address tells, unless it is said', () => {
    const sources = good(
      load(
        'sources: [https://a.example/sitemap.xml, { url: "https://b.example/news", kind: page, selector: ".list a" }]',
      ),
    ).sources
    expect(sources.map(({ kind, selector }) => [kind, selector])).toEqual([
      ['sitemap', null],
      ['page', '.list a'],
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
      shortestIntervalS: 3_600,
      longestIntervalS: 3_600,
      maxEntries: 5,
      maxNewPerDay: 1_000,
      maxBytes: 1_000_000,
      read: 'off',
      extractor: 'auto',
    })
    expect(effectiveSettings(config(), { group: null, ownSettings: {} })).toMatchObject({
      windowDays: 90,
      include: ['A'],
    })
    expect(effectiveSettings(config(), { group: 'unknown', ownSettings: {} })).toMatchObject({ windowDays: 90 })
  })

  test('an interval that a person said is pinned; said by nobody, it follows the source between the shortest and the longest', () => {
    const paced = good(load('polling: { interval: 30m, shortest: 10m, longest: 6h }\ngroups: { g: { interval: 1h } }'))
    expect(effectiveSettings(paced, { group: null, ownSettings: {} })).toMatchObject({
      intervalS: 1_800,
      shortestIntervalS: 600,
      longestIntervalS: 21_600,
    })
    expect(effectiveSettings(paced, { group: 'g', ownSettings: {} })).toMatchObject({
      intervalS: 3_600,
      shortestIntervalS: 3_600,
      longestIntervalS: 3_600,
    })
  })

  test('stored settings that are no settings change nothing', () => {
    const stored = {
      include: 'C',
      exclude: [1],
      windowDays: 'x',
      intervalS: -1,
      maxEntries: Number.NaN,
      read: 'all',
      extractor: 1,
      other: 1,
    }
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
