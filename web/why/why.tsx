/** Every decision about one article, poll or submission, as it happened. */
import { Copy, FileJson } from 'lucide-react'
import { useId, useState } from 'react'
import { Link, useSearch } from 'wouter'
import { navigate } from 'wouter/use-browser-location'
import type { Why } from '../../src/app/http/schemas/operate.ts'
import { useWhy } from '../api/operate.ts'
import { errorIdOf, wordsOf } from '../api/problem.ts'
import { say } from '../state/toasts.ts'
import { Button } from '../ui/button.tsx'
import { Page } from '../ui/page.tsx'
import { Stepper, type StepState } from '../ui/stepper.tsx'
import { dayName, timeWithSeconds } from '../ui/time.ts'
import css from './why.module.css'

const states: Record<Why['moments'][number]['state'], StepState> = {
  ok: 'done',
  stop: 'warn',
  failed: 'failed',
  note: 'plain',
}

export default function WhyPage({ id }: Readonly<{ id: string | null }>) {
  const url = new URLSearchParams(useSearch()).get('url') ?? undefined
  const { data, error } = useWhy(id === null ? { url } : { id })
  return (
    <Page title="Why?" isNarrow>
      <Ask url={url ?? data?.subject.url ?? ''} />
      {error && (
        <p role="alert">
          {wordsOf(error)} {errorIdOf(error) && `Error ID: ${errorIdOf(error)}`}
        </p>
      )}
      {data && <Answer why={data} />}
    </Page>
  )
}

function Ask({ url }: Readonly<{ url: string }>) {
  const [text, setText] = useState(url)
  const [from, setFrom] = useState(url)
  const id = useId()
  // Another answer has arrived, with the address it is about.
  if (from !== url) {
    setFrom(url)
    setText(url)
  }
  return (
    <form
      className={css.ask}
      onSubmit={event => {
        event.preventDefault()
        const asked = text.trim()
        if (asked === '') return
        navigate(
          /^[0-9a-f-]{36}$/i.test(asked) ? `/why/${asked.toLowerCase()}` : `/why?url=${encodeURIComponent(asked)}`,
        )
      }}
    >
      <label htmlFor={id}>An address or an ID</label>
      <div>
        <input
          id={id}
          type="text"
          inputMode="url"
          maxLength={8_000}
          value={text}
          onChange={event => setText(event.target.value)}
        />
        <Button type="submit">Ask</Button>
      </div>
    </form>
  )
}

function Answer({ why }: Readonly<{ why: Why }>) {
  const text = [why.verdict, ...why.moments.map(moment => `${moment.at ?? ''} ${moment.text}`)].join('\n')
  const copy = async (what: string) => {
    await navigator.clipboard.writeText(what)
    say('Copied.')
  }
  return (
    <>
      <p className={css.verdict} dir="auto">
        {why.verdict}
      </p>
      {why.article && (
        <p className={css.article}>
          <Link href={`/all/a/${why.article.id}`} dir="auto" lang={why.article.language ?? undefined}>
            {why.article.title}
          </Link>
        </p>
      )}
      <Stepper label="What happened, oldest first" steps={why.moments.map(stepOf)} />
      <div className={css.buttons}>
        <Button onClick={() => void copy(text)}>
          <Copy aria-hidden />
          Copy
        </Button>
        <Button onClick={() => void copy(JSON.stringify(why, null, 2))}>
          <FileJson aria-hidden />
          JSON
        </Button>
      </div>
    </>
  )
}

function stepOf(moment: Why['moments'][number], at: number, all: Why['moments']) {
  const before = all[at - 1]?.at
  const isNewDay = moment.at !== null && (!before || dayName(before) !== dayName(moment.at))
  return {
    key: `${at}`,
    state: states[moment.state],
    title: <span dir="auto">{moment.text.charAt(0).toUpperCase() + moment.text.slice(1)}</span>,
    detail: moment.correlationId && moment.kind === 'polled' && (
      <Link href={`/why/${moment.correlationId}`}>The whole poll</Link>
    ),
    aside: moment.at && `${isNewDay ? `${dayName(moment.at)}, ` : ''}${timeWithSeconds(moment.at)}`,
  }
}
