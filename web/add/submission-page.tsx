/** The page of one submission, for whoever kept its link. */
import { useState } from 'react'
import { useSubmission } from '../api/submissions.ts'
import { Button } from '../ui/button.tsx'
import { Page } from '../ui/page.tsx'
import css from './add.module.css'
import { OpenArticle, StagesOf } from './stages.tsx'

export default function SubmissionPage({ id }: Readonly<{ id: string }>) {
  const { data } = useSubmission(id)
  const [articleId, setArticleId] = useState<string | null>(null)
  return (
    <Page title="Reading" isNarrow>
      <div className={css.form}>
        {data && <p className={css.link}>{data.url}</p>}
        <StagesOf id={id} onReadable={setArticleId}>
          <OpenArticle id={articleId} />
          <Button href={`/why/${id}`}>Why?</Button>
        </StagesOf>
      </div>
    </Page>
  )
}
