/** The only reader of the environment and of winnow.yaml: what it hands out is complete, checked, and has its units in its names. */
import { dirname, resolve } from 'node:path'
import type { z } from 'zod'
import { crossCheck, type Issue } from './config/cross-check.ts'
import { type Environment, fileVariable, unknownVariables, variableAt, withEnvironment } from './config/environment.ts'
import { readConfigFile } from './config/file.ts'
import { defaultOpenRouter, type LlmConfig, llmConfig } from './config/llm.ts'
import { type OwnSettings, ownSettings, pinned, said, storedSettings } from './config/own-settings.ts'
import { type ConfigProblem, problem } from './config/problem.ts'
import { type FirecrawlConfig, firecrawlConfig, type ReadingConfig, readingConfig } from './config/reading.ts'
import { defaultFirecrawl } from './config/reading-schema.ts'
import { type Parsed, schema } from './config/schema.ts'
import { type WebConfig, webConfig } from './config/web.ts'
import { readYaml } from './config/yaml.ts'
import type { LogLevel } from './core/events.ts'
import { kindOf, type Recognised, type SourceKind } from './core/kind.ts'
import { mask, maskText } from './core/mask.ts'
import type { SourceSettings } from './core/source.ts'

export type { ConfigProblem, LlmConfig, OwnSettings }

export type ConfiguredSource = Readonly<{
  url: string
  title: string | null
  group: string | null
  kind: SourceKind
  selector: string | null
  enabled: boolean
  settings: OwnSettings
}>

export type Config = Readonly<{
  /** The file that was read, absolute; null if there is none. */
  file: string | null
  /** Absolute. */
  dataDir: string
  demo: 'auto' | 'off'
  /** No URL: the embedded database in `dataDir`. */
  database: Readonly<{ url?: string; poolSize: number }>
  log: Readonly<{ level: LogLevel | 'silent'; format: 'auto' | 'pretty' | 'json' }>
  /** `userAgent` has the contact in it. */
  fetch: Readonly<{
    concurrency: number
    perHost: number
    hostSpacingS: number
    allowDowngrade: boolean
    timeoutMs: number
    maxBytes: number
    userAgent: string
    /** Origins whose pages may be read from the inside, whoever names them. */
    trusted: readonly string[]
  }>
  polling: Readonly<{ intervalS: number; shortestS: number; longestS: number; leaseS: number; tickMs: number }>
  handOver: Readonly<{ rows: number; bytes: number }>
  defaults: SourceSettings
  groups: Readonly<Record<string, OwnSettings>>
  sources: readonly ConfiguredSource[]
  reading: ReadingConfig
  firecrawl: FirecrawlConfig
  llm: LlmConfig
  web: WebConfig
  retention: Readonly<{ runsDays: number }>
}>

const defaultFile = 'winnow.yaml'
const maxProblems = 50

/**
 * Reads `file`, or the file that WINNOW_CONFIG names, or winnow.yaml in `cwd` if there is one, and lays the environment over
 * it. Relative paths in the file start at the file, others at `cwd`. Problems come as values, in the order of the file, at
 * most 50; a file that was asked for and is missing is one. Never throws.
 */
export function loadConfig(
  where: { env?: Environment; cwd?: string; file?: string | undefined } = {},
): Config | ConfigProblem[] {
  const { env = process.env, cwd = process.cwd() } = where
  const asked = where.file ?? (env[fileVariable] || undefined)
  const name = asked ?? defaultFile
  const text = readConfigFile(resolve(cwd, name), name, asked !== undefined)
  if (typeof text === 'object' && text !== null) return [text]
  const yaml = readYaml(text ?? '')
  if ('errors' in yaml) return firstOf(yaml.errors.map(({ line, message }) => problem(name, line, [], message)))

  const { value, lineOf } = yaml
  const parsed = schema.safeParse(withEnvironment(value, env))
  const issues = parsed.success ? crossCheck(parsed.data) : parsed.error.issues.flatMap(separated)
  const problems = [...unknownVariables(env), ...issues.map(locate)]
  if (problems.length > 0 || !parsed.success) return firstOf(problems.sort((a, b) => (a.line ?? 0) - (b.line ?? 0)))
  const file = text === null ? null : resolve(cwd, name)
  const saidByFile = file !== null && hasDataDir(value) && variableAt(env, ['dataDir']) === null
  return toConfig(parsed.data, file, resolve(saidByFile ? dirname(file) : cwd, parsed.data.dataDir))

  function locate({ path, message }: Issue): ConfigProblem {
    const variable = variableAt(env, path)
    if (variable !== null) return problem(variable, null, [], message)
    return text === null ? problem(null, null, path, message) : problem(name, lineOf(path), path, message)
  }
}

/** What holds for one source: defaults < its group < itself; the keyword lists of all three are joined. Accepts settings as they were stored, and ignores in them what it does not know. */
export function effectiveSettings(
  config: Config,
  source: Readonly<{ group: string | null; ownSettings: Readonly<Record<string, unknown>> }>,
): SourceSettings {
  const { defaults, groups, fetch } = config
  const group = source.group !== null && Object.hasOwn(groups, source.group) ? groups[source.group] : undefined
  const levels = [defaults, said(group ?? {}), said(storedSettings(source.ownSettings))]
  const merged: SourceSettings = Object.assign({}, ...levels)
  return {
    ...merged,
    include: [...new Set(levels.flatMap(level => level.include ?? []))],
    exclude: [...new Set(levels.flatMap(level => level.exclude ?? []))],
    maxBytes: Math.min(merged.maxBytes, fetch.maxBytes),
  }
}

/**
 * The exact origins (scheme, host, port) that the operator wrote: of the sources in the file, of `fetch.trusted`, of Firecrawl and
 * of the LLM. The address guard lets a request pass to them only if the request itself is the operator's too (decision 011).
 */
export function trustedOrigins({ sources, fetch, firecrawl, llm }: Config): string[] {
  const services = [
    ...(firecrawl.active && firecrawl.baseUrl !== defaultFirecrawl ? [firecrawl.baseUrl] : []),
    ...(llm.baseUrl === null || llm.baseUrl === defaultOpenRouter ? [] : [llm.baseUrl]),
  ]
  const urls = [...sources.map(source => source.url), ...services]
  return [...new Set([...urls.map(url => new URL(url).origin), ...fetch.trusted])]
}

/** Whether a page may be read although its address did not come from the operator: its exact origin is among `fetch.trusted`. */
export function isTrustedPage({ fetch }: Pick<Config, 'fetch'>, url: string): boolean {
  const origin = URL.parse(url)?.origin
  return origin !== undefined && fetch.trusted.includes(origin)
}

/** The configuration as it may be shown to people: without the password of the database, keys, the credentials and tokens in addresses. */
export function describeConfig(config: Config): Config {
  const { database, sources, fetch, firecrawl, llm, web } = config
  return {
    ...config,
    database: { ...database, url: database.url && maskText(database.url) },
    fetch: { ...fetch, userAgent: maskText(fetch.userAgent) },
    firecrawl: withoutKey(firecrawl),
    llm: withoutKey(llm),
    web: { ...web, password: web.password === null ? null : mask },
    sources: sources.map(source => ({ ...source, url: maskText(source.url) })),
  }
}

function withoutKey<T extends { apiKey?: string; baseUrl: string | null }>(service: T): T {
  const { apiKey, baseUrl } = service
  return { ...service, ...(apiKey !== undefined && { apiKey: mask }), baseUrl: baseUrl && maskText(baseUrl) }
}

/** One issue for each unknown name, at that name's place; the schema writes a line of the message for each. */
function separated(issue: z.core.$ZodIssue): Issue[] {
  const { path, message } = issue
  if (issue.code !== 'unrecognized_keys') return [{ path, message }]
  const lines = message.split('\n')
  return issue.keys.map((key, at) => ({ path: [...path, key], message: lines[at] ?? message }))
}

function firstOf(problems: readonly ConfigProblem[]): ConfigProblem[] {
  const more = problems.length - maxProblems
  return more > 0
    ? [...problems.slice(0, maxProblems), problem(null, null, [], `… and ${more} more problems`)]
    : [...problems]
}

function hasDataDir(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'dataDir' in value && value.dataDir !== undefined
}

function toConfig(parsed: Parsed, file: string | null, dataDir: string): Config {
  const { database, log, fetch, polling, handOver, retention } = parsed
  return {
    file,
    dataDir,
    demo: parsed.demo,
    database,
    log,
    fetch: {
      concurrency: fetch.concurrency,
      perHost: fetch.perHost,
      hostSpacingS: fetch.hostSpacing,
      allowDowngrade: fetch.allowDowngrade,
      timeoutMs: fetch.timeout,
      maxBytes: fetch.maxBytes,
      userAgent: fetch.contact === undefined ? fetch.userAgent : `${fetch.userAgent} (+${fetch.contact})`,
      trusted: [...new Set(fetch.trusted)],
    },
    polling: {
      intervalS: polling.interval,
      shortestS: Math.min(polling.shortest, polling.interval),
      longestS: Math.max(polling.longest, polling.interval),
      leaseS: polling.lease,
      tickMs: polling.tick,
    },
    handOver,
    defaults: {
      ...parsed.defaults.keywords,
      windowDays: parsed.defaults.window,
      ...(parsed.defaults.interval === undefined
        ? {
            intervalS: polling.interval,
            shortestIntervalS: Math.min(polling.shortest, polling.interval),
            longestIntervalS: Math.max(polling.longest, polling.interval),
          }
        : pinned(parsed.defaults.interval)),
      maxNewPerDay: parsed.defaults.maxNewPerDay,
      maxEntries: parsed.defaults.maxEntries,
      maxBytes: Math.min(parsed.defaults.maxBytes ?? fetch.maxBytes, fetch.maxBytes),
      read: parsed.defaults.read,
      extractor: parsed.defaults.extractor,
    },
    groups: Object.fromEntries(Object.entries(parsed.groups).map(([name, group]) => [name, ownSettings(group)])),
    sources: parsed.sources.map(({ url, title = null, group = null, kind, selector = null, enabled, ...own }) => ({
      ...recognised(url, kind),
      title,
      group,
      selector,
      enabled,
      settings: ownSettings(own),
    })),
    reading: readingConfig(parsed),
    firecrawl: firecrawlConfig(parsed),
    llm: llmConfig(parsed.llm),
    web: webConfig(parsed.web),
    retention: { runsDays: retention.runs },
  }
}

/** A kind that was said is meant, with the address as it is; else the address tells both. */
function recognised(url: string, kind: SourceKind | undefined): Recognised {
  return kind === undefined ? kindOf(url) : { kind, url }
}
