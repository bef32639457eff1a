/** `winnow sources`: what is followed, how it fares, and when it is asked next. */
import type { Command } from 'commander'
import pc from 'picocolors'
import { maskText } from '../../core/mask.ts'
import type { SourceSettings } from '../../core/source.ts'
import { listSources, type SourceRow } from '../../db/sources.ts'
import type { Context } from '../context.ts'
import { findSources } from './find-sources.ts'
import { address, type Column, clean, counted, facts, inWords, nameOf, number, shortId, table, took } from './output.ts'
import type { Run } from './run.ts'

type SettingsOf = (source: SourceRow) => SourceSettings
type Options = Readonly<{ failing?: boolean; group?: string }>

export function register(program: Command, run: Run): void {
  program
    .command('sources')
    .argument('[source]', 'explain this one: id, URL, or part of the title')
    .option('--failing', 'only those whose last poll failed')
    .option('--group <name>', 'only this group')
    .description('list sources: health, last and next poll, last error')
    .action(run(list))
}

async function list(context: Context, name: string | undefined, { failing = false, group }: Options): Promise<void> {
  const { config, out, json } = context
  const { effectiveSettings } = await import('../../config.ts')
  const settingsOf: SettingsOf = source => effectiveSettings(config, source)
  await context.withDatabase(async database => {
    if (name !== undefined) return explain(context, settingsOf, await findSources(database, [name]))
    const sources = await listSources(database, { failing, group })
    if (json) return out.json(sources.map(publicSource))
    if (sources.length === 0) return out.note(await nothing())
    out.line(sourceTable(out.columns, settingsOf, sources, failing, new Date()))
    const failures = sources.filter(isFailing).length
    const disabled = sources.filter(source => !source.enabled).length
    const parts = [
      counted(sources.length, 'source'),
      failures > 0 && `${failures} failing`,
      disabled > 0 && `${disabled} disabled`,
    ]
    out.note(pc.dim(parts.filter(Boolean).join(', ')))

    async function nothing(): Promise<string> {
      const any = failing || group !== undefined ? (await listSources(database, { limit: 1 })).length > 0 : false
      if (any && failing) return 'No source is failing.'
      if (any) return `No source is in the group ${JSON.stringify(clean(group ?? ''))}.`
      return 'No source yet. Follow one: winnow add URL. Bring a list along: winnow import FILE.opml'
    }
  })
}

function explain({ out, json }: Context, settingsOf: SettingsOf, sources: readonly SourceRow[]): void {
  const now = new Date()
  if (json) out.json(sources.map(publicSource))
  for (const source of json ? [] : sources) {
    const pairs: [string, string | null][] = [
      ['Source', nameOf(source)],
      ['Id', source.id],
      ['Address', address(source.url)],
      ['Kind', source.kind],
      ['Group', source.group],
      ['Read', readText(settingsOf(source))],
      ['Articles', number(source.articles)],
      ['Last poll', source.polledAt && inWords(source.polledAt, now)],
      ['Next poll', nextPoll(source, now)],
      ['Health', healthText(source)],
    ]
    out.line(facts(pairs.flatMap(([name, value]) => (value === null ? [] : [[name, clean(value)] as const]))))
  }
}

/** Where the errors are what is asked for, they get the room. */
function sourceTable(
  width: number,
  settingsOf: SettingsOf,
  sources: readonly SourceRow[],
  failing: boolean,
  now: Date,
): string {
  const others: Column<SourceRow>[] = [
    { head: 'Group', of: source => source.group ?? '', least: 10, optional: true },
    { head: 'Read', of: source => shortRead(settingsOf(source)), optional: true },
    { head: 'Articles', align: 'right', of: source => number(source.articles) },
  ]
  return table<SourceRow>(
    [
      { head: 'Id', of: source => shortId(source.id), paint: pc.dim },
      { head: 'Source', of: nameOf, least: 16 },
      ...(failing ? [] : others),
      { head: 'Last poll', of: source => (source.polledAt === null ? 'never' : inWords(source.polledAt, now)) },
      { head: 'Next poll', of: source => whenPolled(source, now), least: 9 },
      { head: 'Health', of: source => healthText(source), paint: paintHealth, least: 26 },
    ],
    sources,
    width,
  )
}

/** `not by itself`; `up to a summary; full text by the built-in one first`. */
function readText({ read, extractor }: SourceSettings): string {
  if (read === 'off') return 'not by itself'
  const depth = read === 'summary' ? 'up to a summary' : 'up to the full text'
  return extractor === 'auto' ? depth : `${depth}; ${extractor} extracts first`
}

function shortRead({ read }: SourceSettings): string {
  return read === 'off' ? '' : read.replace('_', ' ')
}

export type Health = 'disabled' | 'failing' | 'new' | 'ok'

export function healthOf(source: SourceRow): Health {
  if (!source.enabled) return 'disabled'
  if (isFailing(source)) return 'failing'
  return source.polledAt === null ? 'new' : 'ok'
}

function isFailing(source: SourceRow): boolean {
  return source.enabled && source.failures > 0
}

/** `in 12 min: every 38 min, its own pace`; `in 2 hr: after 3 failures in a row`; `polling now`; `disabled: …` */
export function nextPoll(source: SourceRow, now: Date): string {
  const when = whenPolled(source, now)
  const why = source.enabled ? whyThen(source, now) : null
  return why === null ? when : `${when}: ${why}`
}

function whenPolled(source: SourceRow, now: Date): string {
  if (!source.enabled || source.nextPollAt === null)
    return `disabled${source.disabledReason ? `: ${source.disabledReason}` : ''}`
  if (source.leaseUntil !== null && source.leaseUntil > now) return 'polling now'
  const next =
    isHostBlocked(source, now) && source.hostBlockedUntil !== null
      ? later(source.nextPollAt, source.hostBlockedUntil)
      : source.nextPollAt
  return next <= now ? 'due now' : inWords(next, now)
}

/** What its next poll time comes from, in words; null before it was ever polled. */
function whyThen(source: SourceRow, now: Date): string | null {
  if (isHostBlocked(source, now)) return 'its host asked to be left alone until then'
  if (source.failures > 0)
    return source.failures === 1 ? 'after a failure' : `after ${source.failures} failures in a row`
  return source.intervalS === null ? null : `every ${took(source.intervalS * 1_000)}`
}

function isHostBlocked(source: SourceRow, now: Date): boolean {
  return source.hostBlockedUntil !== null && source.hostBlockedUntil > now
}

function later(one: Date, other: Date): Date {
  return one > other ? one : other
}

function healthText(source: SourceRow): string {
  if (!isFailing(source)) return healthOf(source)
  return `${source.failures > 1 ? `${source.failures}× ` : ''}${source.failureText ?? source.failureKind ?? 'failing'}`
}

function paintHealth(text: string, source: SourceRow): string {
  const paints = { disabled: pc.dim, failing: pc.red, new: pc.cyan, ok: pc.green }
  return paints[healthOf(source)](text)
}

/** As it may leave Winnow: the address without credentials and tokens. */
export function publicSource(source: SourceRow): SourceRow & Readonly<{ health: Health; nextPoll: string }> {
  return {
    ...source,
    url: address(source.url),
    failureText: source.failureText && maskText(source.failureText),
    health: healthOf(source),
    nextPoll: nextPoll(source, new Date()),
  }
}
