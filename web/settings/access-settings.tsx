/** Who is here, which keys exist, and what winnow.yaml says. Only the file changes the server. */
import { navigate } from 'wouter/use-browser-location'
import { logOut, switchDemo, useKeys, useServerSettings, useSession } from '../api/access.ts'
import { useStatus } from '../api/operate.ts'
import { wordsOf } from '../api/problem.ts'
import { sourcesChanged } from '../api/sources.ts'
import { complain } from '../state/toasts.ts'
import { Button } from '../ui/button.tsx'
import table from '../ui/table.module.css'
import { ago, count } from '../ui/time.ts'
import css from './settings.module.css'

export function AccessSettings() {
  const { data: session } = useSession()
  const { data: settings } = useServerSettings()
  const { data: status } = useStatus()
  const { data: keys, error: refused } = useKeys(session?.scope === 'admin')
  if (!session || !settings || !status || (session.scope === 'admin' && !keys && !refused)) return null
  return (
    <div className={css.section}>
      <dl className={css.facts}>
        <Fact name="Version" value={session.version} />
        <Fact name="Database" value={settings.engine === 'pglite' ? 'PGlite, embedded' : 'PostgreSQL'} />
        <Fact name="Articles" value={count(status.articles)} />
        <Fact name="Configuration" value={settings.file ?? 'None: all defaults'} />
        <Fact name="Budget a day" value="llm.budget.perDay in winnow.yaml, or WINNOW_LLM_BUDGET_PER_DAY" />
        <Fact name="Images of articles" value={settings.media === 'proxy' ? 'Shown, through Winnow' : 'Not loaded'} />
        <Fact name="Login" value={accessWords(session.access)} />
      </dl>
      <div className={css.buttons}>
        <Button onClick={() => void demo(!status.demo.running)} isDisabled={status.demo.allowed === false}>
          {status.demo.running ? 'End the demo stand' : 'Try demo data'}
        </Button>
        {session.access === 'session' && <Button onClick={() => void leave()}>Log out</Button>}
      </div>
      {keys && keys.items.length > 0 && (
        <table className={table.table}>
          <caption>API keys. They are made and revoked with `winnow keys`.</caption>
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">May</th>
              <th scope="col">Begins with</th>
              <th scope="col">Used</th>
            </tr>
          </thead>
          <tbody>
            {keys.items.map(key => (
              <tr key={key.id}>
                <th scope="row">{key.name}</th>
                <td>{key.revokedAt ? 'Revoked' : key.scope}</td>
                <td>
                  <code>{key.start}…</code>
                </td>
                <td>{key.usedAt ? ago(key.usedAt) : 'Never'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p className={css.aside}>
        The whole API: <a href="/api/docs">documentation</a>, <a href="/api/openapi.json">OpenAPI 3.1</a>. Export:{' '}
        <a href="/api/export/opml">OPML</a>, <a href="/api/export/articles">articles as JSON lines</a>.
      </p>
    </div>
  )
}

function Fact({ name, value }: Readonly<{ name: string; value: string }>) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}

function accessWords(access: string | undefined): string {
  if (access === 'session') return 'You are logged in.'
  return access === 'open' ? 'Not needed on this machine.' : '–'
}

async function demo(on: boolean): Promise<void> {
  try {
    await switchDemo(on)
    await sourcesChanged()
  } catch (error) {
    complain(wordsOf(error))
  }
}

async function leave(): Promise<void> {
  try {
    await logOut()
    navigate('/login')
  } catch (error) {
    complain(wordsOf(error))
  }
}
