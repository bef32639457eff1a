/** Every source with its last fortnight and its health; the ones that fail can be found at once. */
import { FileUp, Rss, Search } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { useSearch } from 'wouter'
import { navigate } from 'wouter/use-browser-location'
import { wordsOf } from '../api/problem.ts'
import { type SourceOrder, type SourceState, useSources } from '../api/sources.ts'
import { Button } from '../ui/button.tsx'
import { Choice } from '../ui/choice.tsx'
import { Notice } from '../ui/notice.tsx'
import { Page } from '../ui/page.tsx'
import table from '../ui/table.module.css'
import { count } from '../ui/time.ts'
import { OrderChoice, OrderedBy, orders } from './order.tsx'
import { SourceRow } from './source-row.tsx'
import css from './sources.module.css'

const states = ['all', 'failing', 'paused'] as const

export default function Sources() {
  const given = new URLSearchParams(useSearch())
  const state: SourceState = states.find(one => one === given.get('state')) ?? 'all'
  const order: SourceOrder = orders.find(one => one === given.get('sort')) ?? 'name'
  const ordering = {
    order,
    onOrder: (next: SourceOrder) => navigate(`/sources?state=${state}&sort=${next}`, { replace: true }),
  }
  const [text, setText] = useState('')
  const q = useDeferredValue(text.trim())
  const asked = useSources(state, q, order)
  const counts = asked.data?.pages[0]?.counts
  const sources = asked.data?.pages.flatMap(page => page.items) ?? []
  const withCount = (name: string, n?: number) => (n ? `${name} ${count(n)}` : name)
  const names = {
    all: 'All',
    failing: withCount('Failing', counts?.failing),
    paused: withCount('Paused', counts?.paused),
  }
  return (
    <Page
      title="Sources"
      tools={
        <>
          <Button href="/import">
            <FileUp aria-hidden />
            Import
          </Button>
          <Button href="/add" isMain>
            Add
          </Button>
        </>
      }
    >
      <div className={css.tools}>
        <label className={css.search}>
          <Search aria-hidden />
          <span className="hidden">Search sources</span>
          <input
            type="search"
            placeholder="Search sources"
            maxLength={200}
            value={text}
            onChange={event => setText(event.target.value)}
          />
        </label>
        {counts && (
          <>
            <div className={css.states}>
              <Choice
                label=""
                options={states}
                names={names}
                value={state}
                onChange={next => navigate(`/sources?state=${next}&sort=${order}`, { replace: true })}
              />
            </div>
            <OrderChoice {...ordering} />
          </>
        )}
      </div>
      {asked.error && <p role="alert">{wordsOf(asked.error)}</p>}
      {asked.data && sources.length === 0 && <NoSource isFiltered={q !== '' || state !== 'all'} />}
      {sources.length > 0 && (
        <table className={`${table.table} ${css.table}`}>
          <caption className="hidden">Sources</caption>
          <thead>
            <tr>
              <OrderedBy by="name" name="Source" {...ordering} />
              <OrderedBy by="days" name="14 days" {...ordering} />
              <OrderedBy by="last" name="Last" {...ordering} />
              <OrderedBy by="health" name="Health" {...ordering} />
              <th scope="col">
                <span className="hidden">What can be done</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {sources.map(source => (
              <SourceRow key={source.id} source={source} />
            ))}
          </tbody>
        </table>
      )}
      {asked.hasNextPage && (
        <div className={table.more}>
          <Button isDisabled={asked.isFetchingNextPage} onClick={() => void asked.fetchNextPage()}>
            More
          </Button>
        </div>
      )}
    </Page>
  )
}

function NoSource({ isFiltered }: Readonly<{ isFiltered: boolean }>) {
  if (isFiltered) return <Notice icon={Search} text="No source is like that." />
  return (
    <Notice icon={Rss} text="Nothing here yet. Paste a site, feed or article link and Winnow finds the rest.">
      <Button href="/add" isMain>
        Paste
      </Button>
      <Button href="/import">Import OPML</Button>
    </Notice>
  )
}
