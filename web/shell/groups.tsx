/** Groups with their sources; a group can be folded, and stays so in this browser. */
import { ChevronDown, TriangleAlert } from 'lucide-react'
import { Link } from 'wouter'
import type { Counts } from '../../src/app/http/schemas/articles.ts'
import type { Source } from '../../src/app/http/schemas/sources.ts'
import { useCounts } from '../api/articles.ts'
import { useGroups, useSideBarSources } from '../api/sources.ts'
import { prefer, preferences } from '../state/preferences.ts'
import { usePart } from '../state/store.ts'
import { Initial } from '../ui/initial.tsx'
import { count, shortSpan } from '../ui/time.ts'
import { listPath, type Route } from './route.ts'
import css from './side-bar.module.css'

export function Groups({ route }: Readonly<{ route: Route }>) {
  const { data } = useSideBarSources()
  const { data: counts } = useCounts()
  const { data: groups, isError } = useGroups()
  const folded = usePart(preferences, now => now.folded)
  const here = route.page === 'list' ? listPath(route.list) : ''
  // The order comes with the groups; without waiting for it, the names would jump.
  const isReady = data !== undefined && (groups !== undefined || isError)
  if (!isReady || data.items.length === 0) return <div className={css.groups} />
  return (
    <div className={css.groups}>
      {byGroup(data.items, groups?.map(group => group.name) ?? []).map(([name, sources]) => {
        const isFolded = folded.includes(name)
        const toggle = () => prefer({ folded: isFolded ? folded.filter(one => one !== name) : [...folded, name] })
        return (
          <div key={name}>
            <GroupHead name={name} here={here} counts={counts} isFolded={isFolded} onToggle={toggle} />
            {!isFolded && (
              <ul>
                {sources.map(source => (
                  <SourceLink key={source.id} source={source} here={here} counts={counts} />
                ))}
              </ul>
            )}
          </div>
        )
      })}
      {data.hasMore && (
        <Link href="/sources" className={css.link}>
          <span className={css.name}>All sources…</span>
        </Link>
      )}
    </div>
  )
}

type HeadProps = Readonly<{ name: string; here: string; counts?: Counts; isFolded: boolean; onToggle: () => void }>

function GroupHead({ name, here, counts, isFolded, onToggle }: HeadProps) {
  const unread = counts?.groups.find(group => group.name === name)?.unread ?? 0
  const href = listPath({ kind: 'group', id: name })
  const label = name || 'No group'
  return (
    <h2 className={css.group}>
      <button
        type="button"
        className={css.fold}
        aria-expanded={!isFolded}
        aria-label={`${label}: sources`}
        onClick={onToggle}
      >
        <ChevronDown aria-hidden />
      </button>
      {name === '' ? (
        <span>Sources</span>
      ) : (
        <Link href={href} aria-current={href === here ? 'page' : undefined}>
          {name}
        </Link>
      )}
      {unread > 0 && <span className={`num ${css.count}`}>{count(unread)}</span>}
    </h2>
  )
}

function SourceLink({ source, here, counts }: Readonly<{ source: Source; here: string; counts?: Counts }>) {
  const href = listPath({ kind: 'source', id: source.id })
  const unread = counts?.sources.find(one => one.id === source.id)?.unread ?? 0
  return (
    <li>
      <Link href={href} className={css.link} aria-current={href === here ? 'page' : undefined} title={source.name}>
        <Initial name={source.name} />
        <span className={css.name} dir="auto">
          {source.name}
        </span>
        {source.health === 'failing' ? (
          <span className={`num ${css.count} ${css.warn}`}>
            <TriangleAlert aria-hidden />
            <span className="hidden">Failing for</span>
            {source.failingSince && shortSpan(Date.now() - Date.parse(source.failingSince))}
          </span>
        ) : (
          unread > 0 && <span className={`num ${css.count}`}>{count(unread)}</span>
        )}
      </Link>
    </li>
  )
}

/** Groups in the order that the server gives them, then by name; what has no group comes last. */
function byGroup(sources: readonly Source[], order: readonly string[]): [string, Source[]][] {
  const groups = new Map<string, Source[]>()
  for (const source of sources) {
    const name = source.group ?? ''
    groups.set(name, [...(groups.get(name) ?? []), source])
  }
  const place = (name: string) => (name === '' ? Number.MAX_SAFE_INTEGER : order.indexOf(name) + 1 || order.length + 1)
  const names = [...groups.keys()].sort((a, b) => place(a) - place(b) || a.localeCompare(b))
  return names.map(name => [name, (groups.get(name) ?? []).sort((a, b) => a.name.localeCompare(b.name))])
}
