/** One source of the table, and what can be done about it. */
import { CircleHelp, CirclePause, CirclePlay, Ellipsis, RotateCw, Trash2 } from 'lucide-react'
import { Link } from 'wouter'
import { navigate } from 'wouter/use-browser-location'
import type { Source } from '../../src/app/http/schemas/sources.ts'
import { wordsOf } from '../api/problem.ts'
import { changeSource, pollNow, removeSource } from '../api/sources.ts'
import { listPath } from '../shell/route.ts'
import { complain, say, sayUndoable } from '../state/toasts.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { Initial } from '../ui/initial.tsx'
import { Menu, MenuItem } from '../ui/menu.tsx'
import { pace, Sparkline } from '../ui/sparkline.tsx'
import { StateWord } from '../ui/state-word.tsx'
import { ago, exactTime, span } from '../ui/time.ts'
import { healthOf } from './health.ts'
import css from './sources.module.css'

export function SourceRow({ source }: Readonly<{ source: Source }>) {
  const { tone, words } = healthOf(source)
  return (
    <tr>
      <th scope="row" className={css.name}>
        <div className={css.source}>
          <Initial name={source.name} />
          <div>
            <Link href={listPath({ kind: 'source', id: source.id })} dir="auto">
              {source.name}
            </Link>
            <small>{[source.group, source.url.replace(/^https?:\/\//, '')].filter(Boolean).join(' · ')}</small>
          </div>
        </div>
      </th>
      <td className={css.days}>
        <div className={css.pace}>
          <Sparkline days={source.days} />
          <small>{pace(source.days)}</small>
        </div>
      </td>
      <td className={css.last}>
        {source.polledAt ? (
          <time dateTime={source.polledAt} title={exactTime(source.polledAt)}>
            {ago(source.polledAt)}
          </time>
        ) : (
          'Never'
        )}
      </td>
      <td className={css.health}>
        <StateWord tone={tone}>{words}</StateWord>
        {source.health === 'ok' && source.nextPollAt && <small>{nextOf(source)}</small>}
      </td>
      <td className={css.actions}>
        <Actions source={source} />
      </td>
    </tr>
  )
}

function nextOf({ nextPollAt, nextPollWhy }: Source): string {
  const wait = Date.parse(nextPollAt ?? '') - Date.now()
  return `Next ${wait > 0 ? `in ${span(wait)}` : 'is due'}${nextPollWhy ? `, ${nextPollWhy}` : ''}`
}

function Actions({ source }: Readonly<{ source: Source }>) {
  const poll = async () => {
    await pollNow(source.id)
    say(`Asking ${source.name} now.`)
  }
  const pause = async () => {
    await changeSource(source.id, { enabled: !source.enabled })
    if (source.enabled)
      sayUndoable(`${source.name} is paused.`, () => void tried(() => changeSource(source.id, { enabled: true })))
    else say(`${source.name} is polled again.`)
  }
  const why = () => navigate(source.lastRunId ? `/why/${source.lastRunId}` : `/operate/runs?source=${source.id}`)
  const remove = async () => {
    if (!confirm(`Follow ${source.name} no more? Its articles stay.`)) return
    await removeSource(source.id)
    say(`${source.name} is followed no more.`)
  }
  return (
    <div className={css.buttons}>
      <IconButton icon={RotateCw} label={`Try ${source.name} now`} onClick={() => void tried(poll)} />
      <IconButton icon={CircleHelp} label={`Why? The last poll of ${source.name}`} onClick={why} />
      <IconButton
        icon={source.enabled ? CirclePause : CirclePlay}
        label={source.enabled ? `Pause ${source.name}` : `Resume ${source.name}`}
        onClick={() => void tried(pause)}
      />
      <Menu icon={Ellipsis} label={`More about ${source.name}`}>
        <MenuItem icon={RotateCw} onClick={() => navigate(`/operate/runs?source=${source.id}`)}>
          Its polls
        </MenuItem>
        <MenuItem icon={Trash2} onClick={() => void tried(remove)} isDisabled={source.origin === 'file'}>
          {source.origin === 'file' ? 'It is in winnow.yaml' : 'Follow no more'}
        </MenuItem>
      </Menu>
    </div>
  )
}

async function tried(act: () => Promise<unknown>): Promise<void> {
  try {
    await act()
  } catch (error) {
    complain(wordsOf(error))
  }
}
