/** What can be set in this browser, and what the server is set to. */
import { Link } from 'wouter'
import css from '../operate/operate.module.css'
import { type SettingsTab, settingsTabs } from '../shell/route.ts'
import { Page } from '../ui/page.tsx'
import { AccessSettings } from './access-settings.tsx'
import { Appearance } from './appearance.tsx'
import { KeySettings } from './key-settings.tsx'
import { ReadingSettings } from './reading-settings.tsx'

const names = { appearance: 'Appearance', reading: 'Reading', keys: 'Keys', access: 'Server' } as const

export default function Settings({ tab }: Readonly<{ tab: SettingsTab }>) {
  return (
    <Page title="Settings" isNarrow>
      <div className={css.top}>
        <nav aria-label="Settings" className={css.tabs}>
          {settingsTabs.map(one => (
            <Link key={one} href={`/settings/${one}`} aria-current={one === tab ? 'page' : undefined}>
              {names[one]}
            </Link>
          ))}
        </nav>
      </div>
      {tab === 'appearance' && <Appearance />}
      {tab === 'reading' && <ReadingSettings />}
      {tab === 'keys' && <KeySettings />}
      {tab === 'access' && <AccessSettings />}
    </Page>
  )
}
