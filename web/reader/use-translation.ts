/** The summary in the language of the reader: shown if it is there, asked for if it is not. */
import { useEffect, useState } from 'react'
import type { Article, SummaryNote } from '../../src/app/http/schemas/articles.ts'
import { wordsOf } from '../api/problem.ts'
import { queryClient } from '../api/query-client.ts'
import { isOver, submit, useSubmission } from '../api/submissions.ts'
import { preferences } from '../state/preferences.ts'
import { usePart } from '../state/store.ts'
import { complain, say } from '../state/toasts.ts'

export type Translation = Readonly<{
  language: string
  note: SummaryNote | null
  isShown: boolean
  /** It was asked for and is not there yet. */
  isComing: boolean
  toggle: () => void
}>

export function useTranslation(article: Article): Translation {
  const language = usePart(preferences, now => now.language) || navigator.language.slice(0, 2)
  const [wanted, want] = useState<string | null>(null)
  const [asked, ask] = useState<string | null>(null)
  const { data: submission } = useSubmission(asked)
  const note = article.translations.find(one => one.language.slice(0, 2) === language.slice(0, 2)) ?? null
  const isWanted = wanted === article.id
  const isComing = asked !== null && !(submission && isOver(submission)) && note === null

  useEffect(() => {
    if (!submission || !isOver(submission)) return
    ask(null)
    void queryClient.invalidateQueries({ queryKey: ['article', submission.articleId] })
  }, [submission])

  const toggle = async () => {
    if (isWanted) return want(null)
    if (article.language?.slice(0, 2) === language.slice(0, 2)) return say('It is in your language already.')
    want(article.id)
    if (note !== null) return
    try {
      ask((await submit(article.url, { language })).id)
    } catch (error) {
      want(null)
      complain(wordsOf(error))
    }
  }
  return {
    language,
    note,
    isShown: isWanted && note !== null,
    isComing: isWanted && isComing,
    toggle: () => void toggle(),
  }
}
