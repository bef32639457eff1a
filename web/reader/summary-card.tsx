/** What was made of the article, who made it, what it cost, and whether its quotes are really in the text. It can be folded away. */
import { Check, ChevronDown, ChevronUp, Cpu, Languages, TriangleAlert } from 'lucide-react'
import { useId } from 'react'
import { Link } from 'wouter'
import type { Article, SummaryNote } from '../../src/app/http/schemas/articles.ts'
import { keep, readKept } from '../state/kept.ts'
import { createStore, useStore } from '../state/store.ts'
import { Tabs } from '../ui/tabs.tsx'
import { counted, dollars, duration } from '../ui/time.ts'
import { languageName } from './language.ts'
import { NoSummary } from './no-summary.tsx'
import css from './summary.module.css'
import { Ideas, InsightsPanel, Names, SummaryPanel, useWhyNoInsights } from './summary-panels.tsx'
import { TranslationState } from './translation-state.tsx'
import type { Translation } from './use-translation.ts'

export type SummaryTab = 'summary' | 'ideas' | 'insights' | 'names'

const tabs = [
  { key: 'summary', name: 'Summary' },
  { key: 'ideas', name: 'Key ideas' },
  { key: 'insights', name: 'Insights' },
  { key: 'names', name: 'People & places' },
] as const

type Props = Readonly<{ article: Article; tab: SummaryTab; onTab: (tab: SummaryTab) => void; translation: Translation }>

const foldedKey = 'winnow.summaryFolded'
const folded = createStore(readKept(foldedKey) === true)

export function SummaryCard({ article, tab, onTab, translation }: Props) {
  const panelId = useId()
  const isFolded = useStore(folded)
  useWhyNoInsights(article)
  const note = translation.isShown && translation.note ? translation.note : article.summaryNote
  const fold = () => {
    folded.set(now => !now)
    keep(foldedKey, folded.get())
  }
  if (note === null) return <NoSummary article={article} />
  return (
    <section className={css.card} aria-label="Summary">
      {!isFolded && (
        <>
          <Tabs label="Summary" tabs={tabs} selected={tab} onSelect={onTab} panelId={panelId} />
          <div id={panelId} role="tabpanel" aria-label={tabs.find(one => one.key === tab)?.name} className={css.panel}>
            {tab === 'summary' && <SummaryPanel note={note} />}
            {tab === 'ideas' && <Ideas note={note} />}
            {tab === 'insights' && <InsightsPanel article={article} note={note} />}
            {tab === 'names' && <Names note={note} />}
          </div>
        </>
      )}
      <TranslationState translation={translation} />
      <footer className={css.foot}>
        {translation.isShown && (
          <span>
            <Languages aria-hidden />
            Translated into {languageName(note.language)}
          </span>
        )}
        <Maker note={note} />
        <Quotes note={note} />
        <button type="button" className={css.fold} aria-expanded={!isFolded} onClick={fold}>
          {isFolded ? <ChevronDown aria-hidden /> : <ChevronUp aria-hidden />}
          {isFolded ? 'Show the summary' : 'Fold'}
        </button>
        <Link href={`/why/${article.id}`} className={css.why}>
          Why?
        </Link>
      </footer>
    </section>
  )
}

function Maker({ note }: Readonly<{ note: SummaryNote }>) {
  const isFree = note.provider === 'builtin'
  const cost = note.costUsd === null ? 'price unknown' : dollars(note.costUsd)
  return (
    <span>
      <Cpu aria-hidden />
      {isFree
        ? 'Built-in · free'
        : `${note.model?.split('/').at(-1) ?? note.provider} · ${cost} · ${duration(note.durationMs)}`}
    </span>
  )
}

/** Quotes that were not in the text were taken out; that there were some is said. */
function Quotes({ note }: Readonly<{ note: SummaryNote }>) {
  const found = note.content.extractive_quotes.length
  const all = found + note.dropped.quotes
  if (all === 0 && note.failedSegments.length === 0) return null
  const isFine = note.dropped.quotes === 0 && note.failedSegments.length === 0
  const Icon = isFine ? Check : TriangleAlert
  return (
    <span className={isFine ? css.ok : css.warn}>
      <Icon aria-hidden />
      {all > 0 && `${found} of ${counted(all, 'quote')} found in the text`}
      {note.failedSegments.length > 0 && ` ${counted(note.failedSegments.length, 'part')} could not be read`}
    </span>
  )
}
