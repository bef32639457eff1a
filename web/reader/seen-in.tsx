/** Every source that carried the article, the first one first; and whether it was changed later. */
import { Link } from 'wouter'
import type { Article } from '../../src/app/http/schemas/articles.ts'
import { listPath } from '../shell/route.ts'
import { Initial } from '../ui/initial.tsx'
import { counted, dayAndTime } from '../ui/time.ts'
import css from './seen-in.module.css'

export function SeenIn({ article }: Readonly<{ article: Article }>) {
  const { sightings, versions } = article
  if (sightings.length < 2 && versions.length === 0) return null
  return (
    <footer className={css.foot}>
      {sightings.length > 1 && (
        <>
          <h2>Seen in {counted(sightings.length, 'source')}</h2>
          <ul>
            {sightings.map(({ source, seenAt, first }) => (
              <li key={source.id}>
                <Initial name={source.name} />
                <Link href={listPath({ kind: 'source', id: source.id })} dir="auto">
                  {source.name}
                </Link>
                {first && <span>first</span>}
                <time dateTime={seenAt}>{dayAndTime(seenAt)}</time>
              </li>
            ))}
          </ul>
        </>
      )}
      {versions.length > 0 && (
        <p>
          {counted(versions.length, 'later version')} kept beside the first.{' '}
          <Link href={`/why/${article.id}`}>Why?</Link>
        </p>
      )}
    </footer>
  )
}
