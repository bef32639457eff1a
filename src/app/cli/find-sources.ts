/** A source is named by id, the beginning of its id, its address, or a part of its title or address, as long as that names one alone. */
import { sourceId } from '../../core/identity.ts'
import { storableText } from '../../core/text.ts'
import type { Database } from '../../db/database.ts'
import { listSources, type SourceRow } from '../../db/sources.ts'
import { CommandError, exitCodes } from '../context.ts'
import { feedAddress } from './feed-address.ts'
import { address, clean, nameOf, shortId } from './output.ts'

/** Candidates shown when a name is not enough. */
const SHOWN = 10

/** Each once, in the order they were named. Throws a CommandError (exit code 3) for a name that fits none, or several. */
export async function findSources(database: Database, names: readonly string[]): Promise<SourceRow[]> {
  const found = new Map<string, SourceRow>()
  for (const name of names) {
    const source = await findSource(database, name)
    found.set(source.id, source)
  }
  return [...found.values()]
}

async function findSource(database: Database, name: string): Promise<SourceRow> {
  const text = storableText(name.trim())
  const [exact] = await listSources(database, { ids: idsOf(text), limit: 1 })
  if (exact !== undefined) return exact
  const candidates = text === '' ? [] : await listSources(database, { like: text, limit: SHOWN + 1 })
  const titled = candidates.filter(source => source.title?.toLowerCase() === text.toLowerCase())
  const [one, ...others] = titled.length === 1 ? titled : candidates
  if (one === undefined)
    throw new CommandError(
      `no source is called ${JSON.stringify(clean(name))}; winnow sources lists them`,
      exitCodes.notFound,
    )
  if (others.length > 0) throw new CommandError(ambiguous(name, candidates), exitCodes.notFound)
  return one
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

function idsOf(text: string): string[] {
  if (uuid.test(text)) return [text.toLowerCase()]
  const url = feedAddress(text)
  return url === null ? [] : [sourceId(url)]
}

function ambiguous(name: string, candidates: readonly SourceRow[]): string {
  const lines = candidates
    .slice(0, SHOWN)
    .map(source => `  ${shortId(source.id)}  ${nameOf(source)}  ${address(source.url)}`)
  const more = candidates.length > SHOWN ? ['  … and more'] : []
  return [`${JSON.stringify(clean(name))} fits several sources; name one by its id:`, ...lines, ...more].join('\n')
}
