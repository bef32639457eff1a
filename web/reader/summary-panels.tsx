/** The four sides of a summary. */
import type { Article, SummaryNote } from '../../src/app/http/schemas/articles.ts'
import css from './summary.module.css'

type Summary = SummaryNote['content']

export function SummaryPanel({ summary }: Readonly<{ summary: Summary }>) {
  const ideas = summary.key_points_to_remember.slice(0, 3)
  return (
    <>
      <p>{summary.summary_1000.length <= 600 ? summary.summary_1000 : summary.summary_250}</p>
      <List items={ideas} />
    </>
  )
}

export function Ideas({ summary }: Readonly<{ summary: Summary }>) {
  return (
    <>
      <List items={summary.key_ideas} otherwise="No key ideas were found." />
      {summary.key_stats.length > 0 && (
        <>
          <h3>Numbers</h3>
          <ul>
            {summary.key_stats.map(({ label, value, unit }) => (
              <li key={`${label} ${value}`}>
                {label}: {new Intl.NumberFormat().format(value)} {unit}
              </li>
            ))}
          </ul>
        </>
      )}
      {summary.topic_tags.length > 0 && <p className={css.aside}>{summary.topic_tags.join(' ')}</p>}
    </>
  )
}

export function InsightsPanel({ article, summary }: Readonly<{ article: Article; summary: Summary }>) {
  const insights = summary.insights ?? article.insights[0]?.content
  if (!insights) return <p className={css.aside}>No insights were asked for.</p>
  return (
    <>
      <p>{insights.topic_overview}</p>
      {insights.new_facts.length > 0 && (
        <ul>
          {insights.new_facts.map(({ fact, why_it_matters }) => (
            <li key={fact}>
              {fact} <span className={css.aside}>{why_it_matters}</span>
            </li>
          ))}
        </ul>
      )}
      {insights.open_questions.length > 0 && (
        <>
          <h3>Open questions</h3>
          <List items={insights.open_questions} />
        </>
      )}
      {insights.caution && <p className={css.aside}>{insights.caution}</p>}
    </>
  )
}

export function Names({ summary: { entities } }: Readonly<{ summary: Summary }>) {
  const groups = [
    ['People', entities.people],
    ['Organisations', entities.organizations],
    ['Places', entities.locations],
  ] as const
  if (groups.every(([, names]) => names.length === 0)) return <p className={css.aside}>No names were found.</p>
  return groups.map(
    ([title, names]) =>
      names.length > 0 && (
        <div key={title}>
          <h3>{title}</h3>
          <ul className={css.names}>
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

function List({ items, otherwise = '' }: Readonly<{ items: readonly string[]; otherwise?: string }>) {
  if (items.length === 0) return otherwise && <p className={css.aside}>{otherwise}</p>
  return (
    <ul>
      {items.map(item => (
        <li key={item}>{item}</li>
      ))}
    </ul>
  )
}
