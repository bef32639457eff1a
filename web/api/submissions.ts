/** A link that somebody gave, and how its reading goes. */
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { z } from 'zod'
import type { accepted, StageEvent, Submission } from '../../src/app/http/schemas/submissions.ts'
import { answerOf, api } from './client.ts'
import { queryClient } from './query-client.ts'

export type Accepted = z.infer<typeof accepted>

export async function submit(
  url: string,
  options: Readonly<{ language?: string; force?: boolean }> = {},
): Promise<Accepted> {
  // When the answer gets lost and the browser repeats the request, it stays one submission.
  const headers = { 'idempotency-key': crypto.randomUUID() }
  return await answerOf(api.POST('/api/articles', { body: { url, ...options }, headers }))
}

export async function cancelSubmission(id: string): Promise<void> {
  await answerOf(api.POST('/api/submissions/{id}/cancel', { params: { path: { id } } }))
}

/** As it stands when it is asked for. */
export function useSubmissionOnce(id: string | null) {
  return useQuery(submissionQueryOf(id))
}

/** The submission with the stages that arrive while it is looked at. */
export function useSubmission(id: string | null) {
  const asked = useQuery(submissionQueryOf(id))
  const [live, setLive] = useState<readonly StageEvent[]>([])
  useEffect(() => {
    setLive([])
    if (id === null) return
    const events = new EventSource(`/api/submissions/${id}/events`)
    events.addEventListener('stage', message => {
      const stage: StageEvent = JSON.parse(message.data)
      setLive(now => [...now.filter(known => known.stage !== stage.stage), stage])
    })
    events.addEventListener('end', message => {
      events.close()
      const ended: Submission = JSON.parse(message.data)
      queryClient.setQueryData(['submission', id], ended)
      void queryClient.invalidateQueries({ queryKey: ['article', ended.articleId] })
    })
    return () => events.close()
  }, [id])
  if (!asked.data) return { ...asked, data: undefined }
  const events = live.length > asked.data.events.length ? live : asked.data.events
  return { ...asked, data: { ...asked.data, events: [...events] } }
}

function submissionQueryOf(id: string | null) {
  return {
    queryKey: ['submission', id],
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      answerOf(api.GET('/api/submissions/{id}', { params: { path: { id: id ?? '' } }, signal })),
    enabled: id !== null,
  }
}

export function isOver({ status }: Pick<Submission, 'status'>): boolean {
  return status === 'done' || status === 'failed' || status === 'cancelled'
}
