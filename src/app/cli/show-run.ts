/** One run in full: its tally, its chunks, and every article and decision of it. */
import pc from 'picocolors'
import type { Database } from '../../db/database.ts'
import { type ChunkRow, findRunIds, listChunks, type RunRow } from '../../db/runs.ts'
import { type Facts, factsOfRun } from '../../db/why.ts'
import { CommandError, type Context, exitCodes } from '../context.ts'
import { answerOf } from './answer.ts'
import { address, clean, counted, facts, moment, number, sourceNameOf, took } from './output.ts'
import { paintMoment } from './print-moments.ts'
import { masked, publicRun } from './public.ts'
import { momentsOf } from './timeline.ts'

export const counts = ['offered', 'saved', 'duplicate', 'old', 'filtered', 'rejected'] as const

/** A run by a part of its id. Throws a CommandError (exit code 3) when none or several have it. */
export async function findRunId(database: Database, part: string): Promise<string> {
  if (!/^[0-9a-f-]{6,36}$/i.test(part))
    throw new CommandError(
      `${JSON.stringify(clean(part))} is no run: name one by at least 6 characters of its id`,
      exitCodes.usage,
    )
  const [id, ...others] = await findRunIds(database, part)
  if (id === undefined)
    throw new CommandError(`no run has the id ${part}; runs older than the retention are gone`, exitCodes.notFound)
  if (others.length > 0)
    throw new CommandError(`several runs have ${part}: ${[id, ...others].join(', ')}`, exitCodes.notFound)
  return id
}

/** The run, its chunks, and every article and decision of it. */
export async function showRun({ out, json }: Context, database: Database, runId: string): Promise<void> {
  const found = await factsOfRun(database, runId)
  const run = found.runs.find(one => one.id === runId)
  if (run === undefined) throw new CommandError(`no run has the id ${runId}`, exitCodes.notFound)
  const chunks = await listChunks(database, runId)
  if (json) {
    const { articles, sightings, versions, decisions, rejections } = found
    const lists = {
      sightings: sightings.map(masked),
      versions,
      decisions: decisions.map(masked),
      rejections: rejections.map(masked),
    }
    return out.json({ ...publicRun(run), chunkList: chunks, articles: articles.map(masked), ...lists })
  }
  out.line(describe(run, chunks))
  const moments = momentsOf(found).filter(one => one.runId === runId && !told.has(one.event))
  if (moments.length > 0) out.line()
  for (const one of moments) out.line(paintMoment(one))
  const standing = run.old + run.filtered + run.rejected - rowsOf(found)
  if (standing > 0)
    out.note(
      pc.dim(
        `${counted(standing, 'entry', 'entries')} had been decided by an earlier poll already, and nothing has changed.`,
      ),
    )
}

/** Entries whose decision this run wrote; one that stands from an earlier run is not written again. */
function rowsOf({ decisions, rejections }: Facts): number {
  const whole = rejections.filter(row => row.entries > 1)
  return decisions.length + whole.reduce((sum, row) => sum + row.entries, 0)
}

/** Said above already, or by the fact that an article was saved. */
const told: ReadonlySet<string> = new Set(['polled', 'passed'])

function describe(run: RunRow, chunks: readonly ChunkRow[]): string {
  const tally = counts.map(name => `${number(run[name])} ${name}`).join(', ')
  return facts([
    ['Run', run.id],
    ['Source', `${sourceNameOf(run)}${run.sourceUrl === null ? '' : ` (${address(run.sourceUrl)})`}`],
    ['Started', `${moment(run.startedAt)}, took ${took(run.durationMs)}, by ${clean(run.worker)}`],
    ['Answer', answerOf(run)],
    ['Tally', `${tally}${run.complete ? '' : ' (not complete: its last chunk is missing)'}`],
    ['Stored', `${moment(run.storedAt)}, in ${counted(chunks.length, 'chunk')}`],
  ])
}
