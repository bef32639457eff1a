/** The ways to everything that is read, with what waits in each; and which source needs a look. */
import {
  Activity,
  Archive,
  Inbox,
  List as ListIcon,
  type LucideIcon,
  Plus,
  Rss,
  Search,
  Settings,
  Star,
  TriangleAlert,
} from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { useCounts } from '../api/articles.ts'
import { useStatus } from '../api/operate.ts'
import { keyName } from '../state/commands.ts'
import { count } from '../ui/time.ts'
import { Groups } from './groups.tsx'
import type { Route } from './route.ts'
import css from './side-bar.module.css'
import { Wheat } from './wheat.tsx'

export function SideBar({ route }: Readonly<{ route: Route }>) {
  const { data: counts } = useCounts()
  const { data: status } = useStatus()
  const here = route.page === 'list' ? `/${route.list.kind}` : `/${route.page}`
  const failing = status?.sources.failing ?? 0
  return (
    <nav className={css.side} aria-label="Main">
      <div className={css.brand}>
        <Wheat />
        <span>Winnow</span>
        <Link
          href="/add"
          className={css.add}
          aria-label="Add a source or a link"
          aria-keyshortcuts={keyName('add')}
          title={`Add a source or a link (${keyName('add')})`}
        >
          <Plus aria-hidden />
        </Link>
      </div>
      <ul>
        <Place
          href="/unread"
          here={here}
          icon={Inbox}
          name="Unread"
          aside={counts && counts.unread > 0 && count(counts.unread)}
        />
        <Place href="/all" here={here} icon={ListIcon} name="All" />
        <Place
          href="/starred"
          here={here}
          icon={Star}
          name="Starred"
          aside={counts && counts.starred > 0 && count(counts.starred)}
        />
        <Place href="/archive" here={here} icon={Archive} name="Archive" />
        <Place href="/search" here={here} icon={Search} name="Search" />
      </ul>
      <Groups route={route} />
      <ul className={css.foot}>
        <Place href="/sources" here={here} icon={Rss} name="Sources" />
        <Place
          href="/operate"
          here={here}
          icon={Activity}
          name="Operate"
          aside={failing > 0 && <Failing count={failing} />}
        />
        <Place href="/settings" here={here} icon={Settings} name="Settings" />
      </ul>
    </nav>
  )
}

type PlaceProps = Readonly<{ href: string; here: string; icon: LucideIcon; name: string; aside?: ReactNode }>

function Place({ href, here, icon: Icon, name, aside }: PlaceProps) {
  return (
    <li>
      <Link href={href} className={css.link} title={name} aria-current={here === href ? 'page' : undefined}>
        <Icon aria-hidden />
        <span className={css.name}>{name}</span>
        {aside && <span className={`num ${css.count}`}>{aside}</span>}
      </Link>
    </li>
  )
}

function Failing({ count: failing }: Readonly<{ count: number }>) {
  return (
    <span className={`${css.count} ${css.warn}`}>
      <TriangleAlert aria-hidden />
      {count(failing)}
      <span className="hidden">failing</span>
    </span>
  )
}
