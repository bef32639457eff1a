/** On a phone the five places are at the thumb. */
import { Activity, Inbox, Plus, Search, Star } from 'lucide-react'
import { Link } from 'wouter'
import type { Route } from './route.ts'
import css from './tab-bar.module.css'

const tabs = [
  { href: '/unread', name: 'Unread', icon: Inbox },
  { href: '/starred', name: 'Starred', icon: Star },
  { href: '/add', name: 'Add', icon: Plus },
  { href: '/search', name: 'Search', icon: Search },
  { href: '/operate', name: 'Operate', icon: Activity },
] as const

export function TabBar({ route }: Readonly<{ route: Route }>) {
  const here = route.page === 'list' ? `/${route.list.kind}` : `/${route.page}`
  const isReading = route.page === 'list' && route.articleId !== null
  return (
    <nav className={css.bar} aria-label="Places" inert={isReading}>
      {tabs.map(({ href, name, icon: Icon }) => (
        <Link key={href} href={href} aria-current={href === here ? 'page' : undefined}>
          <Icon aria-hidden />
          {name}
        </Link>
      ))}
    </nav>
  )
}
