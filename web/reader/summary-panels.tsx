/** The four sides of a summary. Its words are marked with their language; headings are the page's own. */
import { TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Article, InsightsNote, SummaryNote } from '../../src/app/http/schemas/articles.ts'
import { missingOf, without } from '../add/missing.ts'
import { useSubmissionOnce } from '../api/submissions.ts'
import { isSameLanguage, spokenIn } from './language.ts'
import css from './summary.module.css'

type Of = Readonly<{ note: SummaryNote }>

export function SummaryPanel({ note: { language, content } }: Of) {
  const { summary_1000, summary_250, key_points_to_remember } = content
  return (
    <Said language={language}>
      <p>{summary_1000.length <= 600 ? summary_1000 : summary_250}</p>
      <List items={key_points_to_remember.slice(0, 3)} />
    </Said>
  )
}

export function Ideas({ note: { language, content } }: Of) {
  const { key_ideas, key_stats, topic_tags } = content
  return (
    <>
      {key_ideas.length === 0 && <p className={css.aside}>No key ideas were found.</p>}
      <Said language={language}>
        <List items={key_ideas} />
      </Said>
      {key_stats.length > 0 && (
        <>
          <h3>Numbers</h3>
          <Said language={language}>
            <ul>
              {key_stats.map(({ label, value, unit }) => (
                <li key={`${label} ${value}`}>
                  {label}: {new Intl.NumberFormat().format(value)} {unit}
                </li>
              ))}
            </ul>
          </Said>
        </>
      )}
      {topic_tags.length > 0 && (
        <Said language={language}>
          <p className={css.aside}>{topic_tags.join(' ')}</p>
        </Said>
      )}
    </>
  )
}

/** Insights are found once, in the language they were asked for in: those in the summary's own are preferred, others are marked with theirs. */
export function InsightsPanel({ article, note }: Of & Readonly<{ article: Article }>) {
  const own = article.insights.find(one => isSameLanguage(one.language, note.language))
  const found = note.content.insights ? { language: note.language, content: note.content.insights } : own
  const insights = found ?? article.insights[0]
  if (!insights) return <NoInsights article={article} note={note} />
  return <Insights {...insights} />
}

function Insights({ language, content }: Pick<InsightsNote, 'language' | 'content'>) {
  const { topic_overview, new_facts, open_questions, caution } = content
  return (
    <>
      <Said language={language}>
        <p>{topic_overview}</p>
        {new_facts.length > 0 && (
          <ul>
            {new_facts.map(({ fact, why_it_matters }) => (
              <li key={fact}>
                {fact} <span className={css.aside}>{why_it_matters}</span>
              </li>
            ))}
          </ul>
        )}
      </Said>
      {open_questions.length > 0 && (
        <>
          <h3>Open questions</h3>
          <Said language={language}>
            <List items={open_questions} />
          </Said>
        </>
      )}
      {caution && (
        <Said language={language}>
          <p className={css.aside}>{caution}</p>
        </Said>
      )}
    </>
  )
}

/** The latest reading knows why there are none. Asked for with the article, so that it is there when the tab is opened. */
export function useWhyNoInsights({ insights, summaryNote, submission }: Article) {
  const isAsked = insights.length === 0 && summaryNote !== null && summaryNote.provider !== 'builtin'
  return useSubmissionOnce(isAsked ? (submission?.id ?? null) : null)
}

function NoInsights({ article, note }: Of & Readonly<{ article: Article }>) {
  const { data, isPending } = useWhyNoInsights(article)
  if (note.provider === 'builtin')
    return <p className={css.aside}>There are none: the built-in summariser does not look for insights.</p>
  if (article.submission !== null && isPending) return null
  const missing = missingOf(data?.events ?? []).find(one => one.name === 'insights')
  if (missing === undefined) return <p className={css.aside}>No insights were asked for.</p>
  return (
    <p className={css.missing}>
      <TriangleAlert aria-hidden />
      <span>
        {without(missing)}. {missing.advice}
      </span>
    </p>
  )
}

export function Names({ note: { language, content } }: Of) {
  const { people, organizations, locations } = content.entities
  const groups = [
    ['People', people],
    ['Organisations', organizations],
    ['Places', locations],
  ] as const
  if (groups.every(([, names]) => names.length === 0)) return <p className={css.aside}>No names were found.</p>
  return groups.map(
    ([title, names]) =>
      names.length > 0 && (
        <div key={title}>
          <h3>{title}</h3>
          <ul className={css.names} {...spokenIn(language)}>
            {names.map(name => (
              <li key={name} dir="auto">
                {name}
              </li>
            ))}
          </ul>
        </div>
      ),
  )
}

function Said({ language, children }: Readonly<{ language: string; children: ReactNode }>) {
  return <div {...spokenIn(language)}>{children}</div>
}

function List({ items }: Readonly<{ items: readonly string[] }>) {
  if (items.length === 0) return null
  return (
    <ul>
      {items.map(item => (
        <li key={item}>{item}</li>
      ))}
    </ul>
  )
}
