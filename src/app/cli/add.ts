/** `winnow add URL`: from any address of a site to a source that is polled. */
import { type Command, Option } from 'commander'
import { v7 as uuidV7 } from 'uuid'
import { sourceId } from '../../core/identity.ts'
import { maskText } from '../../core/mask.ts'
import { type ExtractorChoice, extractorChoices, type ReadDepth, readDepths } from '../../core/source.ts'
import { collapse } from '../../core/text.ts'
import { auditStatement } from '../../db/audit.ts'
import type { Database } from '../../db/database.ts'
import { listSources, putSources, type SourceRow } from '../../db/sources.ts'
import type { AddressGuard } from '../../net/address-guard.ts'
import { CommandError, type Context, exitCodes } from '../context.ts'
import { type DemoChoice, offerEndOfDemo } from './end-demo.ts'
import { feedAddress, withoutCredentials } from './feed-address.ts'
import { addKindOptions, type KindChoice, type Wanted, wantedOf } from './kind-options.ts'
import { parseInterval, parseKeyword, parsePick, parseWindow } from './options.ts'
import { address, clean, nameOf } from './output.ts'
import { pickFeed } from './pick-feed.ts'
import type { Run } from './run.ts'
import { publicSource } from './sources.ts'

type Options = KindChoice &
  Readonly<{
    title?: string
    group?: string
    include?: readonly string[]
    exclude?: readonly string[]
    window?: number | 'none'
    interval?: number
    read?: ReadDepth
    extractor?: ExtractorChoice
    pick?: number
    discover: boolean
    yes?: boolean
    endDemo?: boolean
    keepDemo?: boolean
  }>

export function register(program: Command, run: Run): void {
  const command = program
    .command('add')
    .argument('<url>', 'a feed, any page of the site, a sitemap, or a list of Hacker News or Reddit')
    .option('--title <text>', 'shown instead of the title that the feed gives itself')
    .option('--group <name>', 'the group whose settings apply')
    .option('--include <word>', 'keep only entries with this keyword; repeatable', parseKeyword)
    .option('--exclude <word>', 'drop entries with this keyword; repeatable', parseKeyword)
    .option('--window <age>', 'entries older than this are not kept, such as 30d, or none', parseWindow)
    .option('--interval <time>', 'time between two polls, such as 30m', parseInterval)
    .addOption(new Option('--read <depth>', 'how far new articles are read by themselves').choices(readDepths))
    .addOption(new Option('--extractor <name>', 'who gets the full text first').choices(extractorChoices))
    .option('--pick <n>', 'take the Nth of the feeds that are found', parsePick)
    .option('--no-discover', 'take the address as it is, without a look at it')
    .option('-y, --yes', 'ask nothing: take the first feed')
    .description('follow a feed, the feed of a site, or what has none')
  addDemoOptions(addKindOptions(command)).action(run(add))
}

/** Both commands that bring real sources may end the demo. */
export function addDemoOptions(command: Command): Command {
  return command
    .option('--end-demo', 'end the demo news stand, and take its articles away')
    .option('--keep-demo', 'keep the demo news stand')
}

export function demoChoice(options: Readonly<{ endDemo?: boolean; keepDemo?: boolean; yes?: boolean }>): DemoChoice {
  if (options.endDemo && options.keepDemo)
    throw new CommandError('--end-demo and --keep-demo exclude each other', exitCodes.usage)
  return options.endDemo ? 'end' : options.keepDemo ? 'keep' : null
}

async function add(context: Context, text: string, options: Options): Promise<void> {
  const choice = demoChoice(options)
  if (options.extractor === 'firecrawl' && !context.config.firecrawl.active)
    throw new CommandError('--extractor firecrawl needs FIRECRAWL_API_KEY, or a firecrawl.baseUrl', exitCodes.usage)
  const asked = feedAddress(text)
  if (asked === null)
    throw new CommandError(`${JSON.stringify(clean(text))} is not an http or https address`, exitCodes.usage)
  const wanted = wantedOf(asked, options)
  if (options.preview) return await preview(context, wanted, options)
  await context.withDatabase(async database => {
    const known = await knownSource(database, wanted.url)
    if (known !== undefined) return sayKnown(context, known)
    const found = await findSource(context, wanted, options)
    const alsoKnown = await knownSource(database, found.url)
    if (alsoKnown !== undefined) return sayKnown(context, alsoKnown)
    const correlationId = uuidV7()
    const source = await store(database, found, options, correlationId)
    if (!context.json) sayAdded(context, source)
    const demo = await offerEndOfDemo(context, database, choice, correlationId)
    if (context.json) context.out.json({ added: true, source: publicSource(source), demo, correlationId })
  })
}

/** Changes nothing, so it needs no database. */
async function preview(context: Context, wanted: Wanted, options: Options): Promise<void> {
  if (!options.discover) throw new CommandError('--preview is a look, and --no-discover forbids one', exitCodes.usage)
  const found = wanted.kind === 'feed' ? await findSource(context, wanted, options) : wanted
  const { mustSee, showSeen } = await import('./look.ts')
  showSeen(context, found, await mustSee(context, found))
}

async function knownSource(database: Database, url: string): Promise<SourceRow | undefined> {
  return (await listSources(database, { ids: [sourceId(url)], limit: 1 }))[0]
}

function sayKnown({ out, json }: Context, source: SourceRow): void {
  if (json) out.json({ added: false, source: publicSource(source) })
  else
    out.line(
      `${nameOf(source)} is a source already: ${address(source.url)}${source.enabled ? '' : ' (disabled; winnow enable starts it again)'}`,
    )
}

/** What to follow, looked for and chosen outside any database call. */
async function findSource(context: Context, wanted: Wanted, options: Options): Promise<Wanted> {
  if (wanted.kind === 'feed') return { ...wanted, url: await findFeed(context, wanted.url, options) }
  const { withNetwork } = await import('./network.ts')
  await withNetwork(context.config, async ({ guard }) => mayAsk(guard, wanted.url))
  if (options.discover) await (await import('./look.ts')).mustSee(context, wanted)
  return wanted
}

async function findFeed(context: Context, url: string, options: Options): Promise<string> {
  const { withNetwork } = await import('./network.ts')
  const { discoverFeeds } = await import('../../net/discover.ts')
  return await withNetwork(context.config, async ({ get, guard }) => {
    mayAsk(guard, url)
    if (!options.discover) return url
    if (context.out.isTerminal && !context.json) context.out.note(`Looking for feeds at ${address(url)} …`)
    const found = await discoverFeeds(get, url, { signal: context.stop })
    if (!found.ok)
      throw new CommandError(
        `${address(url)}: ${found.failure.message}. If you know that it is a feed: winnow add --no-discover URL`,
      )
    if (found.value.length === 0) throw new CommandError(withoutFeed(url), exitCodes.notFound)
    const chosen = await pickFeed(context, url, found.value, options)
    const stored = feedAddress(chosen.url)
    if (stored === null) throw new CommandError(`${address(chosen.url)} is not an http or https address`)
    return stored
  })
}

function mayAsk(guard: AddressGuard, url: string): void {
  const allowed = guard.check(withoutCredentials(url))
  if (!allowed.ok) throw new CommandError(allowed.failure.message)
}

function withoutFeed(url: string): string {
  return [
    `no feed was found at ${address(url)}.`,
    'See what a watch of the page itself would find: winnow add --kind page --preview URL',
    'If you know the address of the feed: winnow add --no-discover URL',
  ].join('\n')
}

/** Without a title of its own choosing a source gets the feed's: what pages call their feeds is mostly "RSS". */
async function store(
  database: Database,
  { kind, url, selector }: Wanted,
  options: Options,
  correlationId: string,
): Promise<SourceRow> {
  const { include, exclude, window, interval: intervalS, read, extractor } = options
  const id = sourceId(url)
  const ownSettings = {
    ...(include && { include }),
    ...(exclude && { exclude }),
    ...(window !== undefined && { windowDays: window === 'none' ? null : window }),
    ...(intervalS !== undefined && { intervalS }),
    ...(read && { read }),
    ...(extractor && { extractor }),
  }
  const source = {
    id,
    url,
    title: lineOf(options.title, 1_000),
    group: lineOf(options.group, 100),
    origin: 'user' as const,
    ownSettings,
    enabled: true,
    kind,
    selector,
  }
  const detail = { url: maskText(url), kind, selector, group: source.group, ownSettings }
  await putSources(
    database,
    [source],
    [auditStatement({ actor: 'cli', action: 'source.added', subject: id, correlationId, detail })],
  )
  const [stored] = await listSources(database, { ids: [id] })
  if (stored === undefined) throw new CommandError('the source was removed at the same moment by another process')
  return stored
}

export function lineOf(text: string | null | undefined, longest: number): string | null {
  return (
    collapse((text ?? '').toWellFormed())
      .slice(0, longest)
      .toWellFormed() || null
  )
}

function sayAdded({ out }: Context, source: SourceRow): void {
  const kind = source.kind === 'feed' ? '' : `, read as ${source.kind}`
  out.line(`Added ${nameOf(source)}${source.title === null ? '' : ` (${address(source.url)})`}${kind}.`)
  out.line('First poll: within a second while `winnow up` runs; now, with `winnow poll --once`.')
}
