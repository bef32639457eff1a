/** Where the side bar has no room for them, the groups and the quieter places are in a menu. */
import { Archive, Folder, List as ListIcon, Menu as MenuIcon, Rss, Settings } from 'lucide-react'
import { navigate } from 'wouter/use-browser-location'
import { useCounts } from '../api/articles.ts'
import { useGroups } from '../api/sources.ts'
import { listPath } from '../shell/route.ts'
import { Menu, MenuItem } from '../ui/menu.tsx'
import { count } from '../ui/time.ts'
import css from './places-menu.module.css'

const places = [
  { href: '/all', name: 'All', icon: ListIcon },
  { href: '/archive', name: 'Archive', icon: Archive },
  { href: '/sources', name: 'Sources', icon: Rss },
  { href: '/settings', name: 'Settings', icon: Settings },
] as const

export function PlacesMenu() {
  const { data: groups } = useGroups()
  const { data: counts } = useCounts()
  return (
    <Menu icon={MenuIcon} label="Places" isOnlyWithoutSideBar>
      {places.map(({ href, name, icon }) => (
        <MenuItem key={href} icon={icon} onClick={() => navigate(href)}>
          {name}
        </MenuItem>
      ))}
      {groups && groups.length > 0 && <hr className={css.line} />}
      {groups?.map(({ name }) => {
        const unread = counts?.groups.find(group => group.name === name)?.unread ?? 0
        return (
          <MenuItem key={name} icon={Folder} onClick={() => navigate(listPath({ kind: 'group', id: name }))}>
            <span dir="auto">{name}</span>
            {unread > 0 && <span className={`num ${css.count}`}>{count(unread)}</span>}
          </MenuItem>
        )
      })}
    </Menu>
  )
}
