/** What no setting can be told by itself: mistakes between settings that are each well-formed. */
import { sourceId } from '../core/identity.ts'
import { quoted } from './format.ts'
import { providerOf } from './llm.ts'
import { nearest } from './nearest.ts'
import { dottedPath } from './problem.ts'
import { hasFirecrawl } from './reading.ts'
import type { Parsed } from './schema.ts'
import type { Path } from './yaml.ts'

export type Issue = Readonly<{ path: Path; message: string }>

export function crossCheck(config: Parsed): Issue[] {
  return [
    ...leaseTooShort(config),
    ...readingLeaseTooShort(config),
    ...unclearLlm(config),
    ...unknownPrices(config),
    ...budgetsAgainstEachOther(config),
    ...noFirecrawl(config),
    ...badGroupNames(config),
    ...misspeltGroups(config),
    ...repeatedSources(config),
  ]
}

/** A slow answer within its deadline must not cost the worker its source. */
function* leaseTooShort({ polling, fetch }: Parsed): Iterable<Issue> {
  if (polling.lease * 1_000 > fetch.timeout) return
  yield { path: ['polling', 'lease'], message: `must be longer than fetch.timeout (${fetch.timeout / 1_000}s)` }
}

/** Nor its reading: a slow page or a slow model would be paid twice. */
function* readingLeaseTooShort({ reading, fetch, firecrawl, llm }: Parsed): Iterable<Issue> {
  const timeouts = {
    'fetch.timeout': fetch.timeout,
    'firecrawl.timeout': firecrawl.timeout,
    'llm.timeout': llm.timeout,
  }
  const [name, longest] = Object.entries(timeouts).reduce((a, b) => (b[1] > a[1] ? b : a))
  if (reading.lease * 1_000 > longest) return
  yield { path: ['reading', 'lease'], message: `must be longer than ${name} (${longest / 1_000}s)` }
}

/** Texts and keys go to nobody by guess. */
function* unclearLlm({ llm }: Parsed): Iterable<Issue> {
  const provider = providerOf(llm)
  const at = (name: string, message: string): Issue => ({ path: ['llm', name], message })
  if (provider === null)
    yield at(
      'provider',
      'a key of OpenRouter (OPENROUTER_API_KEY) and llm.baseUrl are both set: say which is meant, openrouter or openai_compatible',
    )
  if (provider === 'openrouter' && llm.openrouterApiKey === undefined && llm.apiKey === undefined)
    yield at('provider', 'openrouter needs a key: set OPENROUTER_API_KEY')
  if (provider === 'openai_compatible' && llm.baseUrl === undefined)
    yield at('provider', 'openai_compatible needs llm.baseUrl, such as http://localhost:11434/v1')
  if (provider === 'openai_compatible' && llm.models.length === 0)
    yield at('models', 'an OpenAI-compatible server needs one at least: name a model that it has')
  if (llm.provider === 'auto' && provider === 'builtin' && llm.apiKey !== undefined)
    yield at('apiKey', 'belongs to no provider: set llm.baseUrl, or llm.provider to openrouter')
}

/** A price that no model has would leave its model without one, and the budget blind. */
function* unknownPrices({ llm }: Parsed): Iterable<Issue> {
  if (llm.models.length === 0) return
  for (const name of Object.keys(llm.prices)) {
    if (llm.models.includes(name)) continue
    const meant = nearest(name, llm.models)
    const message = `is not among llm.models${meant === null ? '' : `; did you mean ${meant}?`}`
    yield { path: ['llm', 'prices', name], message }
  }
}

function* budgetsAgainstEachOther({ llm: { budget } }: Parsed): Iterable<Issue> {
  if (budget.perDay === null || budget.perSourceDay === null || budget.perSourceDay <= budget.perDay) return
  yield {
    path: ['llm', 'budget', 'perSourceDay'],
    message: `is more than llm.budget.perDay ($${budget.perDay}) lets all sources together spend`,
  }
}

function* noFirecrawl({ firecrawl, defaults, groups, sources }: Parsed): Iterable<Issue> {
  if (hasFirecrawl(firecrawl)) return
  const levels: [Issue['path'], string | undefined][] = [
    [['defaults'], defaults.extractor],
    ...Object.entries(groups).map(([name, group]) => [['groups', name], group.extractor] as [string[], string]),
    ...sources.map((source, at) => [['sources', at], source.extractor] as [PropertyKey[], string]),
  ]
  for (const [path, extractor] of levels) {
    if (extractor === 'firecrawl')
      yield {
        path: [...path, 'extractor'],
        message: 'firecrawl needs FIRECRAWL_API_KEY, or a firecrawl.baseUrl of your own',
      }
  }
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
