/** The summary in the language of the reader: shown if it is there, asked for if it is not; and if there is none, why. */
import { useEffect, useEffectEvent, useState } from 'react'
import type { Article, SummaryNote } from '../../src/app/http/schemas/articles.ts'
import type { Submission } from '../../src/app/http/schemas/submissions.ts'
import { primarySubtag } from '../../src/core/direction.ts'
import { type Missing, missingOf } from '../add/missing.ts'
import { wordsOf } from '../api/problem.ts'
import { queryClient } from '../api/query-client.ts'
import { cancelSubmission, isOver, submit, useSubmission } from '../api/submissions.ts'
import { preferences } from '../state/preferences.ts'
import { usePart } from '../state/store.ts'
import { complain, say } from '../state/toasts.ts'
import { isSameLanguage } from './language.ts'

export type Translation = Readonly<{
  language: string
  note: SummaryNote | null
  isShown: boolean
  /** It was asked for and is not there yet. */
  isComing: boolean
  /** It was asked for and there is none. */
  missing: (Missing & Readonly<{ submissionId: string }>) | null
  toggle: () => void
  again: () => void
  cancel: () => void
}>

export function useTranslation(article: Article): Translation {
  const language = primarySubtag(usePart(preferences, now => now.language) || navigator.language)
  const [wanted, want] = useState<string | null>(null)
  const [asked, ask] = useState<string | null>(null)
  const { data: submission } = useSubmission(asked)
  const note = article.translations.find(one => isSameLanguage(one.language, language)) ?? null
  const isWanted = wanted === article.id && note === null
  const over = submission && isOver(submission) ? submission : null
  const missing = isWanted && over ? whyNot(over) : null

  const settle = useEffectEvent(async (_id: string) => {
    if (over === null) return
    // Meanwhile another article's may be wanted.
    const noLonger = () => want(now => (now === wanted ? null : now))
    if (over.status === 'cancelled') return noLonger()
    const key = ['article', over.articleId]
    await queryClient.invalidateQueries({ queryKey: key })
    const fresh = queryClient.getQueryData<Article>(key)
    if (!fresh || whyNot(over) !== null || fresh.translations.some(one => isSameLanguage(one.language, language)))
      return
    noLonger()
    say('It is in your language already.')
  })
  const overId = over?.id
  useEffect(() => {
    if (overId !== undefined) void settle(overId)
  }, [overId])

  const send = async () => {
    ask(null)
    try {
      ask((await submit(article.url, { language })).id)
    } catch (error) {
      want(null)
      complain(wordsOf(error))
    }
  }
  const cancel = async () => {
    if (asked === null) return want(null)
    try {
      await cancelSubmission(asked)
    } catch (error) {
      complain(wordsOf(error))
    }
  }
  const toggle = () => {
    if (wanted === article.id) return want(null)
    if (article.language !== null && isSameLanguage(article.language, language))
      return say('It is in your language already.')
    want(article.id)
    if (note === null) void send()
  }
  return {
    language,
    note,
    isShown: wanted === article.id && note !== null,
    isComing: isWanted && missing === null,
    missing,
    toggle,
    again: () => void send(),
    cancel: () => void cancel(),
  }
}

/** Null: nobody asks any more, or it is on its way from the store. */
function whyNot({ id, status, events, failure }: Submission): Translation['missing'] {
  const known = missingOf(events).find(one => one.name === 'translation')
  if (known !== undefined) return { ...known, submissionId: id }
  if (status !== 'failed') return null
  const why = failure?.message ?? 'nobody knows why'
  return { name: 'translation', why, advice: 'The summary is kept as it was.', submissionId: id }
}
