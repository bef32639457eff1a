/** `winnow import FILE.opml`: a list of subscriptions becomes sources; every address goes through the same door as a typed one. */
import { createReadStream } from 'node:fs'
import type { Command } from 'commander'
import { v7 as uuidV7 } from 'uuid'
import { sourceId } from '../../core/identity.ts'
import { maskText } from '../../core/mask.ts'
import { auditStatement } from '../../db/audit.ts'
import type { Database } from '../../db/database.ts'
import { knownSources, type NewSource, putSources } from '../../db/sources.ts'
import type { OpmlSource } from '../../parse/opml.ts'
import { CommandError, type Context, exitCodes } from '../context.ts'
import { addDemoOptions, demoChoice, lineOf } from './add.ts'
import { offerEndOfDemo } from './end-demo.ts'
import { feedAddress, withoutCredentials } from './feed-address.ts'
import { address, clean, counted, number } from './output.ts'
import type { Run } from './run.ts'

type Options = Readonly<{ group?: string; dryRun?: boolean; endDemo?: boolean; keepDemo?: boolean }>
type Refused = Readonly<{ url: string; reason: string }>

/** Sources added in one transaction. */
const BATCH = 500
/** Refused addresses that are named one by one. */
const SHOWN = 10

export function register(program: Command, run: Run): void {
  const command = program
    .command('import')
    .argument('<file>', 'an OPML file as every reader exports it; - reads standard input')
    .option('--group <name>', 'put all of them into this group instead of those of the file')
    .option('--dry-run', 'say what would happen, and change nothing')
    .description('follow the feeds of an OPML file')
  addDemoOptions(command).action(run(importFile))
}

async function importFile(context: Context, file: string, options: Options): Promise<void> {
  const choice = demoChoice(options)
  const { out, json } = context
  const { sources, refused } = await readSources(await listed(file), options.group)
  await context.withDatabase(async database => {
    const known = await knownOf(database, sources)
    const fresh = sources.filter(source => !known.has(source.id))
    const correlationId = uuidV7()
    const result = { feeds: sources.length + refused.length, added: fresh.length, known: known.size, refused }
    if (!options.dryRun && fresh.length > 0) await addAll(context, database, fresh, { file, correlationId })
    if (!json) say(context, result, options.dryRun === true)
    const demo =
      !options.dryRun && fresh.length > 0 ? await offerEndOfDemo(context, database, choice, correlationId) : null
    if (json) out.json({ ...result, dryRun: options.dryRun === true, demo, correlationId })
  })
  if (refused.length > 0)
    throw new CommandError(`${counted(refused.length, 'feed')} of the list could not be added`, exitCodes.partly)
}

async function listed(file: string): Promise<OpmlSource[]> {
  const name = file === '-' ? 'standard input' : file
  const { opmlLimits, parseOpml } = await import('../../parse/opml.ts')
  const { decode } = await import('../../parse/decode.ts')
  // At most four bytes for each of the characters that the parser takes.
  const parsed = parseOpml(decode(await readBounded(file, name, 4 * opmlLimits.bytes), 'text/xml'))
  if (!parsed.ok) throw new CommandError(`${name}: ${parsed.failure.message}`)
  return parsed.value
}

async function readBounded(file: string, name: string, maxBytes: number): Promise<Uint8Array> {
  const pieces: Buffer[] = []
  let bytes = 0
  try {
    for await (const piece of file === '-' ? process.stdin : createReadStream(file)) {
      bytes += piece.length
      if (bytes > maxBytes) throw new CommandError(`${name} is larger than an OPML file can be`)
      pieces.push(piece)
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') throw new CommandError(`there is no file ${name}`, exitCodes.notFound)
    if (code === 'EISDIR') throw new CommandError(`${name} is a directory`)
    if (code === 'EACCES') throw new CommandError(`${name} may not be read`)
    throw error
  }
  return Buffer.concat(pieces)
}

/** Canonical addresses, each once; what cannot be polled is refused now, with its reason, instead of failing later. */
async function readSources(
  list: readonly OpmlSource[],
  group: string | undefined,
): Promise<{ sources: NewSource[]; refused: Refused[] }> {
  const { createAddressGuard } = await import('../../net/address-guard.ts')
  const guard = createAddressGuard({ trusted: [] })
  const sources = new Map<string, NewSource>()
  const refused: Refused[] = []
  for (const feed of list) {
    const url = feedAddress(feed.url)
    const allowed = url === null ? null : guard.check(withoutCredentials(url))
    if (url === null) refused.push({ url: address(feed.url).slice(0, 200), reason: 'not an http or https address' })
    else if (allowed !== null && !allowed.ok) refused.push({ url: address(url), reason: allowed.failure.message })
    else if (!sources.has(sourceId(url))) sources.set(sourceId(url), newSource(feed, url, group))
  }
  return { sources: [...sources.values()], refused }
}

function newSource(feed: OpmlSource, url: string, group: string | undefined): NewSource {
  return {
    id: sourceId(url),
    url,
    title: lineOf(feed.title, 1_000),
    group: lineOf(group ?? feed.group, 100),
    origin: 'user',
    ownSettings: {},
    enabled: true,
  }
}

async function knownOf(database: Database, sources: readonly NewSource[]): Promise<Set<string>> {
  const known = new Set<string>()
  for (let at = 0; at < sources.length; at += 10 * BATCH) {
    const ids = sources.slice(at, at + 10 * BATCH).map(source => source.id)
    for (const id of await knownSources(database, ids)) known.add(id)
  }
  return known
}

async function addAll(
  { out, json, stop }: Context,
  database: Database,
  sources: readonly NewSource[],
  { file, correlationId }: { file: string; correlationId: string },
): Promise<void> {
  const bar = out.isTerminal && !json && sources.length > BATCH ? await createBar() : null
  bar?.start(sources.length, 0)
  try {
    for (let at = 0; at < sources.length; at += BATCH) {
      if (stop.aborted)
        throw new CommandError(
          `stopped after ${number(at)} of ${counted(sources.length, 'feed')}; a second import goes on where this ended`,
        )
      const batch = sources.slice(at, at + BATCH)
      const detail = { file: maskText(file), sources: batch.length }
      await putSources(database, batch, [
        auditStatement({ actor: 'cli', action: 'sources.imported', subject: null, correlationId, detail }),
      ])
      bar?.update(at + batch.length)
    }
  } finally {
    bar?.stop()
  }
}

async function createBar() {
  const { SingleBar } = await import('cli-progress')
  return new SingleBar({ format: '  Adding {bar} {value}/{total}', clearOnComplete: true })
}

type Result = Readonly<{ feeds: number; added: number; known: number; refused: readonly Refused[] }>

function say({ out }: Context, { feeds, added, known, refused }: Result, dryRun: boolean): void {
  const parts = [
    `${number(added)} ${dryRun ? 'would be added' : 'added'}`,
    known > 0 && `${number(known)} known already`,
    refused.length > 0 && `${number(refused.length)} refused`,
  ]
  out.line(`${counted(feeds, 'feed')}: ${parts.filter(Boolean).join(', ')}`)
  for (const { url, reason } of refused.slice(0, SHOWN)) out.note(`  ${clean(url)}: ${reason}`)
  if (refused.length > SHOWN) out.note(`  … and ${number(refused.length - SHOWN)} more; --json names them all`)
  if (feeds === 0) out.note('The file is well-formed, and lists no feed.')
}
