/** `winnow sources`: what is followed, how it fares, and when it is asked next. */
import type { Command } from 'commander'
import pc from 'picocolors'
import { maskText } from '../../core/mask.ts'
import { listSources, type SourceRow } from '../../db/sources.ts'
import type { Context } from '../context.ts'
import { address, type Column, clean, counted, inWords, nameOf, number, shortId, table } from './output.ts'
import type { Run } from './run.ts'

type Options = Readonly<{ failing?: boolean; group?: string }>

export function register(program: Command, run: Run): void {
  program
    .command('sources')
    .option('--failing', 'only those whose last poll failed')
    .option('--group <name>', 'only this group')
    .description('list sources: health, last and next poll, last error')
    .action(run(list))
}

async function list(context: Context, { failing = false, group }: Options): Promise<void> {
  const { out, json } = context
  await context.withDatabase(async database => {
    const sources = await listSources(database, { failing, group })
    if (json) return out.json(sources.map(publicSource))
    if (sources.length === 0) return out.note(await nothing())
    out.line(sourceTable(sources, failing, out.columns, new Date()))
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

/** Where the errors are what is asked for, they get the room. */
function sourceTable(sources: readonly SourceRow[], failing: boolean, columns: number, now: Date): string {
  const others: Column<SourceRow>[] = [
    { head: 'Group', of: source => source.group ?? '', least: 10, optional: true },
    { head: 'Articles', align: 'right', of: source => number(source.articles) },
  ]
  return table<SourceRow>(
    [
      { head: 'Id', of: source => shortId(source.id), paint: pc.dim },
      { head: 'Source', of: nameOf, least: 16 },
      ...(failing ? [] : others),
      { head: 'Last poll', of: source => (source.polledAt === null ? 'never' : inWords(source.polledAt, now)) },
      { head: 'Next poll', of: source => nextPoll(source, now), least: 9 },
      { head: 'Health', of: source => healthText(source), paint: paintHealth, least: 26 },
    ],
    sources,
    columns,
  )
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

/** `in 12 min`, `polling now`, `disabled: …` */
export function nextPoll(source: SourceRow, now: Date): string {
  if (!source.enabled || source.nextPollAt === null)
    return `disabled${source.disabledReason ? `: ${source.disabledReason}` : ''}`
  if (source.leaseUntil !== null && source.leaseUntil > now) return 'polling now'
  return source.nextPollAt <= now ? 'due now' : inWords(source.nextPollAt, now)
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
export function publicSource(source: SourceRow): SourceRow & Readonly<{ health: Health }> {
  return {
    ...source,
    url: address(source.url),
    failureText: source.failureText && maskText(source.failureText),
    health: healthOf(source),
  }
}
