/** `winnow status`: the whole store on one screen, and whether the counts of all time add up. */
import type { Command } from 'commander'
import pc from 'picocolors'
import { type BudgetLeft, readBudget } from '../../db/costs.ts'
import { readDaemon, readStatus, type Status } from '../../db/status.ts'
import type { Context } from '../context.ts'
import { budgetLine } from './costs.ts'
import { clean, counted, facts, inWords, moment, number, size } from './output.ts'
import type { Run } from './run.ts'

export function register(program: Command, run: Run): void {
  program
    .command('status')
    .description('show the state of the database, sources, articles, money and the balance')
    .action(run(show))
}

async function show(context: Context): Promise<void> {
  const { config, out, json } = context
  await context.withDatabase(async database => {
    const status = await readStatus(database)
    const budget = await readBudget(database, { usdPerDay: config.llm.budget.perDayUsd })
    const daemon = database.engine === 'pglite' ? await readDaemon(config.dataDir) : null
    const dataDir = database.engine === 'pglite' ? config.dataDir : null
    if (json) return out.json({ ...status, budget, dataDir, daemon, inBalance: status.balance.broken === 0 })
    out.line(facts(lines(status, budget, dataDir, daemon, new Date())))
  })
}

type Daemon = Awaited<ReturnType<typeof readDaemon>>

function lines(
  status: Status,
  budget: BudgetLeft,
  dataDir: string | null,
  daemon: Daemon,
  now: Date,
): (readonly [string, string])[] {
  const { sources, lastDay, balance } = status
  const engine =
    dataDir === null
      ? `PostgreSQL ${status.version}, database ${clean(status.database)}`
      : `embedded (PGlite, PostgreSQL ${status.version}) in ${clean(dataDir)}`
  return [
    ['Database', `${engine}, ${size(status.bytes)}`],
    ['Migrations', `${status.migrations} applied, the last is ${status.lastMigration ?? 'none'}`],
    ['Worker', workerLine(status, dataDir, daemon, now)],
    ['Sources', sourceLine(sources)],
    ['Due', sources.due === 0 ? 'none' : counted(sources.due, 'source')],
    ['Articles', number(status.articles)],
    [
      'Last 24 h',
      `${counted(lastDay.polls, 'poll')}${lastDay.failed > 0 ? ` (${number(lastDay.failed)} failed)` : ''}: ${number(lastDay.offered)} offered = ${number(lastDay.saved)} saved + ` +
        `${number(lastDay.duplicate)} duplicate + ${number(lastDay.old)} old + ${number(lastDay.filtered)} filtered + ${number(lastDay.rejected)} rejected`,
    ],
    ['Money', budgetLine(budget)],
    ['Balance', balanceLine(balance)],
    ['Demo', demoLine(status)],
  ]
}

function sourceLine(sources: Status['sources']): string {
  if (sources.total === 0) return 'none yet; winnow add URL'
  const parts = [
    `${number(sources.total)}: ${number(sources.enabled)} enabled`,
    sources.disabled > 0 && `${number(sources.disabled)} disabled`,
    sources.failing > 0 && pc.red(`${number(sources.failing)} failing`),
    sources.waiting > 0 && `${number(sources.waiting)} never polled`,
    sources.polling > 0 && `${number(sources.polling)} polling now`,
  ]
  return parts.filter(Boolean).join(', ')
}

function balanceLine({ chunks, broken }: Status['balance']): string {
  if (broken > 0) return pc.red(`BROKEN in ${counted(broken, 'chunk')} of ${number(chunks)}: a bug, please report it`)
  return `${pc.green('in balance')} over ${counted(chunks, 'chunk')}: offered = saved + duplicate + old + filtered + rejected`
}

/** Only the embedded engine knows its daemon for certain; on PostgreSQL the last stored poll tells. */
function workerLine({ lastPoll }: Status, dataDir: string | null, daemon: Daemon, now: Date): string {
  const last =
    lastPoll === null
      ? 'no poll is stored yet'
      : `last poll stored ${inWords(lastPoll.at, now)} by ${clean(lastPoll.worker)}`
  if (dataDir === null) return last
  if (daemon === null) return `not running (${last}); winnow up starts it`
  return `running as process ${daemon.pid} since ${moment(new Date(daemon.since))}; ${last}`
}

function demoLine({ demo, sources }: Status): string {
  const said = demo === null ? '' : `switched ${demo} by hand, `
  return sources.demo === 0
    ? `${said}no demo sources`
    : `${said}${counted(sources.demo, 'source')}; winnow demo off ends it`
}
