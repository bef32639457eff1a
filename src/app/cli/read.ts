/** `winnow read URL`: one page in; its full text, summary, translation and insights out, each stage shown as it happens and stored before the next. */
import { type Command, InvalidArgumentError } from 'commander'
import { language } from '../../config/format.ts'
import { type Accepted, isTerminal } from '../../core/reading.ts'
import type { ReadEvent } from '../../flow/reading/events.ts'
import { CommandError, type Context, exitCodes } from '../context.ts'
import type { Submissions } from '../submissions.ts'
import type { OpenReader } from './open-reader.ts'
import { clean } from './output.ts'
import { pageAddress } from './page-address.ts'
import { failureText } from './read-failure.ts'
import { createReadLive, type ReadLive, waitsUntil } from './read-live.ts'
import { type ReadResult, resultJson, resultText } from './read-result.ts'
import type { Run } from './run.ts'

export type ReadOptions = Readonly<{ lang?: string; force?: boolean; fullText?: boolean }>

type Request = Parameters<Submissions['submit']>[0]

export function register(program: Command, run: Run): void {
  program
    .command('read')
    .argument('<url>', 'the address of an article')
    .option(
      '--lang <language>',
      'translate the summary into this one, such as de; none for no translation',
      parseLanguage,
    )
    .option('--force', 'fetch and summarise again, whatever is stored')
    .option('--full-text', 'the whole text too; with --json its HTML')
    .description('read one page: full text, summary, translation, insights; stored, and paid once')
    .action(
      run(async (context, url: string, options: ReadOptions) => {
        const { openReader } = await import('./open-reader.ts')
        await context.withDatabase(
          async database => await readPage(context, url, options, () => openReader(context, database)),
        )
      }),
    )
}

/** One reading from the person's point of view. Throws a CommandError for whatever did not end with a result. */
export async function readPage(
  context: Context,
  typed: string,
  options: ReadOptions,
  open: () => Promise<OpenReader>,
): Promise<void> {
  const { config, json, out } = context
  const url = pageAddress(typed.trim())
  if (url === null)
    throw new CommandError(`${JSON.stringify(clean(typed))} is not an http or https address`, exitCodes.usage)
  const request = {
    url,
    language: options.lang ?? config.reading.language,
    force: options.force === true,
    depth: 'summary' as const,
    origin: 'cli' as const,
  }
  const reader = await open()
  const live = createReadLive(out, json)
  try {
    const submitted = await reader.runtime.submit(request)
    if (!submitted.ok) throw new CommandError(`${clean(url)}: ${submitted.failure.message}`)
    const accepted = submitted.value
    live.show({ stage: 'accepted', at: new Date(), detail: { note: acceptedNote(accepted) } })
    const end = isTerminal(accepted.status)
      ? { is: 'over' as const }
      : await follow(context, reader.runtime, live, accepted)
    live.close()
    await report(context, reader, { ...request, ...accepted }, end, options.fullText === true)
  } finally {
    live.close()
    await reader.close()
  }
}

type End = Readonly<{ is: 'over' }> | Readonly<{ is: 'left' }> | Readonly<{ is: 'waits'; event: ReadEvent }>

function siblingsIn({ events }: ReadResult): string[] {
  const siblings = events.findLast(event => event.stage === 'failed')?.detail.siblings
  return Array.isArray(siblings) ? siblings.map(String) : []
}

/** Until it is over, waits for longer than a person does, or the person leaves. */
async function follow(
  { stop }: Context,
  runtime: OpenReader['runtime'],
  live: ReadLive,
  accepted: Accepted,
): Promise<End> {
  const { readingId, answeredBy } = accepted
  const leaving = new AbortController()
  let end: End = { is: 'over' }
  const watched = runtime.watch(
    readingId,
    event => {
      if (event.stage !== 'accepted') live.show(event)
      const { untilS } = event.detail
      if (event.stage !== 'waiting' || typeof untilS !== 'number' || untilS <= PATIENCE_S) return
      end = { is: 'waits', event }
      leaving.abort()
    },
    leaving.signal,
  )
  await Promise.race([watched, untilAborted(stop, leaving.signal)])
  if (stop.aborted) {
    end = { is: 'left' }
    // What somebody else began is not ours to cancel.
    if (answeredBy === 'joined') leaving.abort()
    else await runtime.cancel(readingId)
  }
  await watched
  leaving.abort()
  return end
}

/** Resolves when the one aborts; gives up when the other does. */
function untilAborted(signal: AbortSignal, over: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true, signal: over })
  })
}

/** A shorter wait, for a busy rival or a Retry-After, is sat out. */
const PATIENCE_S = 60

function acceptedNote({ requestId, answeredBy }: Accepted): string {
  if (answeredBy === 'stored') return `${requestId}, answered from the store`
  return answeredBy === 'joined' ? `${requestId}, joins work in progress` : requestId
}

async function report(
  { out, json }: Context,
  reader: OpenReader,
  request: Request & Accepted,
  end: End,
  fullText: boolean,
): Promise<void> {
  const result = await reader.stored(request.readingId)
  if (result === null)
    throw new CommandError(`nothing is stored of reading ${request.readingId}\nError ID: ${request.requestId}`)
  const { status, failure } = result.reading
  if (json) out.json(resultJson(request, result, fullText))
  else if (status === 'done' || end.is === 'waits' || result.summary !== null)
    out.line(resultText(result, request, { columns: out.columns, fullText }))
  if (status === 'done') return
  if (status === 'failed' && failure !== null)
    throw new CommandError(failureText(request.url, failure, request.requestId, siblingsIn(result)))
  if (end.is === 'waits') throw new CommandError(waitingText(request, end.event), exitCodes.waiting)
  if (end.is === 'left' && request.answeredBy === 'joined')
    throw new CommandError('no longer watching; the other process reads on', exitCodes.interrupted)
  if (end.is === 'over' && status !== 'cancelled')
    throw new CommandError(
      `not finished (${status}); what is done is stored, and it goes on later\nError ID: ${request.requestId}`,
    )
  throw new CommandError(`cancelled; nothing half-stored\nError ID: ${request.requestId}`, exitCodes.interrupted)
}

function waitingText({ requestId }: Accepted, { at, detail }: ReadEvent): string {
  return [
    `it waits until ${waitsUntil(detail, at)}: ${clean(String(detail.reason ?? ''))}`,
    'Nothing is lost: what is done is stored, and `winnow up` goes on by itself; so does the same command, later.',
    `Error ID: ${requestId}`,
  ].join('\n')
}

function parseLanguage(text: string): string {
  if (text === 'none') return ''
  const reading = language.read(text)
  if ('wrong' in reading) throw new InvalidArgumentError(`${reading.wrong}.`)
  return reading.value
}
