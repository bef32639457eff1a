/** The one schema of winnow.yaml and the environment: every setting with its meaning, bounds, default and variable. */
import { z } from 'zod'
import { logLevels } from '../core/events.ts'
import { extractorChoices, readDepths } from '../core/source.ts'
import { duration, flag, line, oneOf, origin, orNone, size, url, wholeNumber } from './format.ts'
import { firecrawl, llm, reading } from './reading-schema.ts'
import { documented, list, optional, section, withDefault } from './setting.ts'
import { days, ownSettings, pollInterval, responseBytes, source } from './source-schema.ts'
import { web } from './web-schema.ts'

export const schema = section('', {
  dataDir: withDefault(line('a path', /^\P{Cc}{1,4096}$/u), {
    default: './winnow-data',
    env: 'WINNOW_DATA_DIR',
    description:
      'Where the embedded database and other files lie. Relative to the configuration file that says it, otherwise to the working directory.',
  }),
  demo: withDefault(oneOf('auto', 'off'), {
    default: 'auto',
    env: 'WINNOW_DEMO',
    description: 'The demo news stand: `auto` offers it while there is no source of your own.',
  }),
  database: section('Where everything is kept.', {
    url: optional(url(['postgres', 'postgresql'], { secret: true }), {
      env: 'DATABASE_URL',
      description: 'A PostgreSQL of version 15 or later. Absent: an embedded database in `dataDir`.',
    }),
    poolSize: withDefault(wholeNumber(1, 200), {
      default: '10',
      env: 'WINNOW_DATABASE_POOL_SIZE',
      description: 'Most connections this process opens; the embedded database has one.',
    }),
  }).prefault({}),
  log: section('One line per event, on stderr.', {
    level: withDefault(oneOf(...logLevels, 'silent'), {
      default: 'info',
      env: 'WINNOW_LOG_LEVEL',
      description:
        'Events below this level are not written. At a terminal only what the command itself does not say is written, unless this is `debug` or `trace`.',
    }),
    format: withDefault(oneOf('auto', 'pretty', 'json'), {
      default: 'auto',
      env: 'WINNOW_LOG_FORMAT',
      description: '`auto` is pretty at a terminal and JSON everywhere else.',
    }),
  }).prefault({}),
  fetch: section('How other people’s machines are asked.', {
    concurrency: withDefault(wholeNumber(1, 1_000), {
      default: '32',
      env: 'WINNOW_FETCH_CONCURRENCY',
      description: 'Most requests in flight at once.',
    }),
    perHost: withDefault(wholeNumber(1, 100), {
      default: '4',
      env: 'WINNOW_FETCH_PER_HOST',
      description: 'Most sources of one host and port polled at once, by all workers together.',
    }),
    hostSpacing: withDefault(duration('0s', '10m', 's'), {
      default: '0s',
      env: 'WINNOW_FETCH_HOST_SPACING',
      description: 'Least time between two polls of one host, by all workers together; `0s` for none.',
    }),
    allowDowngrade: withDefault(flag, {
      default: 'false',
      env: 'WINNOW_FETCH_ALLOW_DOWNGRADE',
      description: 'Whether a redirect may lead from https to http.',
    }),
    timeout: withDefault(duration('1s', '10m', 'ms'), {
      default: '30s',
      env: 'WINNOW_FETCH_TIMEOUT',
      description: 'Most time for one request, redirects and body included.',
    }),
    maxBytes: withDefault(responseBytes, {
      default: '16MB',
      env: 'WINNOW_FETCH_MAX_BYTES',
      description: 'Most decoded bytes of any response.',
    }),
    userAgent: withDefault(line('printable ASCII of 1 to 200 characters', /^[\x20-\x7e]{1,200}$/), {
      default: 'Winnow',
      env: 'WINNOW_FETCH_USER_AGENT',
      description: 'The name given to servers.',
    }),
    contact: optional(
      line('an address or e-mail of at most 200 characters without blanks', /^[\x21-\x27\x2a-\x7e]{1,200}$/),
      {
        env: 'WINNOW_FETCH_CONTACT',
        description: 'Where the people behind a feed can reach you; added to the name as `(+contact)`.',
      },
    ),
    trusted: list(origin, 1_000, {
      env: 'WINNOW_FETCH_TRUSTED',
      description:
        'Origins in private networks whose pages may be read although their addresses came by command, API or page: a list such as [http://192.168.1.5:8080], exact in scheme, host and port.',
    }),
  }).prefault({}),
  polling: section('When sources are polled.', {
    interval: withDefault(pollInterval, {
      default: '30m',
      env: 'WINNOW_POLLING_INTERVAL',
      description: 'Time between two polls of a source where nothing else says it.',
    }),
    shortest: withDefault(pollInterval, {
      default: '10m',
      env: 'WINNOW_POLLING_SHORTEST',
      description: 'A lively source is polled as often as this, where nobody said an interval.',
    }),
    longest: withDefault(pollInterval, {
      default: '6h',
      env: 'WINNOW_POLLING_LONGEST',
      description: 'A quiet source is polled at least as often as this, where nobody said an interval.',
    }),
    lease: withDefault(duration('30s', '1h', 's'), {
      default: '5m',
      env: 'WINNOW_POLLING_LEASE',
      description: 'How long a worker may hold a source before another one takes it; longer than `fetch.timeout`.',
    }),
    tick: withDefault(duration('100ms', '1m', 'ms'), {
      default: '1s',
      env: 'WINNOW_POLLING_TICK',
      description: 'How often a worker looks for sources that are due.',
    }),
  }).prefault({}),
  handOver: section(
    'What may wait for the database. When it is full, the next fetches are delayed; none in flight is cancelled.',
    {
      rows: withDefault(wholeNumber(1_000, 1_000_000), {
        default: '20000',
        env: 'WINNOW_HAND_OVER_ROWS',
        description: 'Most entries.',
      }),
      bytes: withDefault(size('1MB', '4GB'), {
        default: '32MB',
        env: 'WINNOW_HAND_OVER_BYTES',
        description: 'Most bytes.',
      }),
    },
  ).prefault({}),
  defaults: section('What holds for every source unless its group or itself says otherwise.', {
    ...ownSettings,
    window: withDefault(orNone(days), {
      default: 'none',
      env: 'WINNOW_DEFAULTS_WINDOW',
      description: 'Entries older than this are counted as old and not kept.',
    }),
    interval: optional(pollInterval, {
      description: 'Time between two polls. Absent: `polling.interval` to begin with, then the pace of the source.',
    }),
    maxEntries: withDefault(wholeNumber(1, 100_000), {
      default: '10000',
      env: 'WINNOW_DEFAULTS_MAX_ENTRIES',
      description: 'Most entries taken from one poll; the rest is rejected with that reason.',
    }),
    maxNewPerDay: withDefault(wholeNumber(1, 1_000_000), {
      default: '1000',
      env: 'WINNOW_DEFAULTS_MAX_NEW_PER_DAY',
      description:
        'Most new articles of one source and day (UTC), its first poll aside; the rest is rejected with that reason.',
    }),
    maxBytes: optional(responseBytes, { description: 'Most decoded bytes of one response. Absent: `fetch.maxBytes`.' }),
    read: withDefault(oneOf(...readDepths), {
      default: 'off',
      env: 'WINNOW_DEFAULTS_READ',
      description: 'How far new articles are read by themselves: not, up to their full text, or up to a summary.',
    }),
    extractor: withDefault(oneOf(...extractorChoices), {
      default: 'auto',
      env: 'WINNOW_DEFAULTS_EXTRACTOR',
      description:
        'Who gets the full text first; the other one is the fall-back. `auto`: Firecrawl where it is configured, else the built-in one.',
    }),
  }).prefault({}),
  reading,
  firecrawl,
  llm,
  web,
  groups: documented(
    z.record(z.string(), section('', ownSettings).prefault({}), {
      error: 'must be a mapping from names of groups to settings',
    }),
    'Settings that several sources share, by a name of your own.',
  ).prefault({}),
  sources: z
    .array(source, {
      error: 'must be a list of sources, each on a line that begins with "- "',
    })
    .max(50_000, { error: 'lists more than 50,000 sources' })
    .prefault([]),
  retention: section('How long records are kept; articles are kept for good.', {
    runs: withDefault(duration('1d', '3650d', 'd'), {
      default: '90d',
      env: 'WINNOW_RETENTION_RUNS',
      description: 'The record of each poll.',
    }),
  }).prefault({}),
})

export type Parsed = z.output<typeof schema>
export type ParsedOwn = Parsed['groups'][string]
