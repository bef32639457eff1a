/** What can be followed at a link: a feed of several, a page without one, or a source that is followed already. */
import { useId, useState } from 'react'
import { Link } from 'wouter'
import type { Discovery } from '../../src/app/http/schemas/sources.ts'
import { useStatus } from '../api/operate.ts'
import { wordsOf } from '../api/problem.ts'
import { addSource, useGroups } from '../api/sources.ts'
import { listPath } from '../shell/route.ts'
import { complain, say } from '../state/toasts.ts'
import { Button } from '../ui/button.tsx'
import { counted } from '../ui/time.ts'
import css from './add.module.css'
import type { Discovering } from './use-discovery.ts'

type Props = Readonly<{ discovery: Discovering; url: string; onDone: () => void }>

export function Follow({ discovery, url, onDone }: Props) {
  const { state, found } = discovery
  if (state === 'idle') return null
  if (state === 'looking')
    return (
      <p className={css.aside} role="status">
        Looking for feeds…
      </p>
    )
  if (state === 'refused' && !discovery.canWatch)
    return (
      <p className={css.refused} role="alert">
        {discovery.words}
      </p>
    )
  if (found?.known)
    return (
      <p role="status">
        You follow it already: <Link href={listPath({ kind: 'source', id: found.known.id })}>{found.known.name}</Link>
      </p>
    )
  if (found && found.feeds.length > 0) return <Feeds found={found} onDone={onDone} />
  const host = URL.parse(found?.url ?? url)?.hostname ?? url
  return <Watch host={host} url={found?.url ?? url} kind={found?.kind ?? 'page'} onDone={onDone} />
}

function Feeds({ found, onDone }: Readonly<{ found: Discovery; onDone: () => void }>) {
  const [chosen, choose] = useState(found.feeds[0]?.url ?? '')
  const options = useOptions()
  if (!options.isReady) return null
  const follow = async () => {
    await followAs({ url: chosen, discover: false, ...options.values }, onDone)
  }
  return (
    <>
      <fieldset className={css.feeds}>
        <legend>{counted(found.feeds.length, 'feed')}</legend>
        {found.feeds.map(feed => (
          <label key={feed.url}>
            <input type="radio" name="feed" checked={feed.url === chosen} onChange={() => choose(feed.url)} />
            <span>
              <b dir="auto">{feed.title ?? feed.url}</b>
              <small>
                {feed.format ? `${feed.format} · ` : ''}
                {feed.url}
              </small>
            </span>
          </label>
        ))}
      </fieldset>
      {options.fields}
      <div>
        <Button isMain onClick={() => void follow()}>
          Follow
        </Button>
      </div>
    </>
  )
}

type WatchProps = Readonly<{ host: string; url: string; kind: Discovery['kind']; onDone: () => void }>

function Watch({ host, url, kind, onDone }: WatchProps) {
  const options = useOptions()
  if (!options.isReady) return null
  const asPage = kind === 'feed' ? 'page' : kind
  return (
    <>
      <p role="status">No feed at {host}. Winnow can watch this page for new links.</p>
      {options.fields}
      <div>
        <Button isMain onClick={() => void followAs({ url, kind: asPage, discover: false, ...options.values }, onDone)}>
          Watch page
        </Button>
      </div>
    </>
  )
}

/** The group it belongs to; and while the demo stand is on, whether it ends with the first real source. */
function useOptions() {
  const { data: groups } = useGroups()
  const { data: status } = useStatus()
  const [group, setGroup] = useState('')
  const [endDemo, setEndDemo] = useState(true)
  const id = useId()
  const isDemo = status?.demo.running === true
  const fields = (
    <>
      <label htmlFor={id}>Group (may stay empty)</label>
      <input
        id={id}
        className={css.field}
        list={`${id}-groups`}
        maxLength={100}
        value={group}
        onChange={event => setGroup(event.target.value)}
      />
      <datalist id={`${id}-groups`}>
        {groups?.map(({ name }) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      {isDemo && (
        <label className={css.check}>
          <input type="checkbox" checked={endDemo} onChange={event => setEndDemo(event.target.checked)} />
          End the demo stand and take its articles away
        </label>
      )}
    </>
  )
  return {
    isReady: groups !== undefined && status !== undefined,
    fields,
    values: { group: group.trim() || undefined, endDemo: isDemo && endDemo },
  }
}

async function followAs(adding: Parameters<typeof addSource>[0], onDone: () => void): Promise<void> {
  try {
    const { added, source } = await addSource(adding)
    say(added ? `Following ${source.name}.` : `You follow ${source.name} already.`)
    onDone()
  } catch (error) {
    complain(wordsOf(error))
  }
}
