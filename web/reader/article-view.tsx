/** The article as it is read. */
import { Layers } from 'lucide-react'
import { Link } from 'wouter'
import type { Article } from '../../src/app/http/schemas/articles.ts'
import { listPath } from '../shell/route.ts'
import { Badge } from '../ui/badge.tsx'
import { Initial } from '../ui/initial.tsx'
import { counted, dayAndTime, exactTime } from '../ui/time.ts'
import css from './article.module.css'
import { Body } from './body.tsx'
import { languageName } from './language.ts'
import { ReadPage } from './read-page.tsx'
import { SeenIn } from './seen-in.tsx'
import { SummaryCard, type SummaryTab } from './summary-card.tsx'
import type { Translation } from './use-translation.ts'

type Props = Readonly<{ article: Article; tab: SummaryTab; onTab: (tab: SummaryTab) => void; translation: Translation }>

export function ArticleView({ article, tab, onTab, translation }: Props) {
  const { source, language } = article
  return (
    <article className={css.article} aria-labelledby="article-title">
      <div className={css.kick}>
        {source && <Initial name={source.name} />}
        {source ? (
          <Link href={listPath({ kind: 'source', id: source.id })} dir="auto">
            {source.name}
          </Link>
        ) : (
          <span>{new URL(article.url).hostname}</span>
        )}
        {article.seenIn > 1 && <Badge icon={Layers} text={`Seen in ${counted(article.seenIn, 'source')}`} />}
      </div>
      <h1 id="article-title" lang={language ?? ''} dir="auto">
        {article.title}
      </h1>
      <Byline article={article} />
      <SummaryCard article={article} tab={tab} onTab={onTab} translation={translation} />
      <Body
        html={article.contentHtml}
        language={language}
        direction={article.dir === 'auto' ? null : article.dir}
        baseUrl={article.url}
      />
      <ReadPage article={article} />
      <SeenIn article={article} />
    </article>
  )
}

function Byline({ article }: Readonly<{ article: Article }>) {
  const at = article.publishedAt ?? article.sortAt
  const author = article.extraction?.byline ?? article.author
  return (
    <p className={css.by}>
      {author && <span dir="auto">{author}</span>}
      <time dateTime={at} title={exactTime(at)}>
        {dayAndTime(at)}
      </time>
      {article.wordCount > 0 && <span>{article.readingMinutes} min</span>}
      {article.language && <span>{languageName(article.language)}</span>}
    </p>
  )
}
