/** What no setting can be told by itself: mistakes between settings that are each well-formed. */
import { sourceId } from '../core/identity.ts'
import { quoted } from './format.ts'
import { nearest } from './nearest.ts'
import { dottedPath } from './problem.ts'
import type { Parsed } from './schema.ts'
import type { Path } from './yaml.ts'

export type Issue = Readonly<{ path: Path; message: string }>

export function crossCheck(config: Parsed): Issue[] {
  return [...leaseTooShort(config), ...badGroupNames(config), ...misspeltGroups(config), ...repeatedSources(config)]
}

/** A slow answer within its deadline must not cost the worker its source. */
function* leaseTooShort({ polling, fetch }: Parsed): Iterable<Issue> {
  if (polling.lease * 1_000 > fetch.timeout) return
  yield { path: ['polling', 'lease'], message: `must be longer than fetch.timeout (${fetch.timeout / 1_000}s)` }
}

function* badGroupNames({ groups }: Parsed): Iterable<Issue> {
  for (const name of Object.keys(groups)) {
    if (!/^\P{Cc}{1,100}$/u.test(name))
      yield { path: ['groups', name], message: 'a name of 1 to 100 characters is allowed' }
  }
}

/** A group needs no settings, so any name will do; but one letter off a group that has settings, it would lose them silently. */
function* misspeltGroups({ groups, sources }: Parsed): Iterable<Issue> {
  const names = Object.keys(groups)
  for (const [index, { group }] of sources.entries()) {
    if (group === undefined || Object.hasOwn(groups, group)) continue
    const meant = nearest(group, names)
    if (meant === null) continue
    const message = `${quoted(group)} is not among the groups; did you mean ${meant}? To keep the name, add it to the groups.`
    yield { path: ['sources', index, 'group'], message }
  }
}

/** Two spellings of one address are one source; which of the two settings should hold? */
function* repeatedSources({ sources }: Parsed): Iterable<Issue> {
  const seen = new Map<string, number>()
  for (const [index, { url }] of sources.entries()) {
    const id = sourceId(url)
    const before = seen.get(id)
    if (before === undefined) seen.set(id, index)
    else yield { path: ['sources', index, 'url'], message: `is the same source as ${dottedPath(['sources', before])}` }
  }
}
