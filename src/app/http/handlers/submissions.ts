/** A person's link: accepted at once, then told stage by stage; the work itself is done elsewhere. */

import { maskDeep } from '../../../core/mask.ts'
import { isTerminal } from '../../../core/reading.ts'
import { canonicalUrl } from '../../../core/url.ts'
import { eventsOf, type RequestStatus, requestStatus } from '../../../db/reading/stored.ts'
import { feedAddress } from '../../cli/feed-address.ts'
import { problemOfFailure } from '../failures.ts'
import { answer, type Draft, type Handlers, problem, raw } from '../reply.ts'
import type { Submission } from '../schemas/submissions.ts'
import type { Parts } from './parts.ts'

const noSubmission = problem(404, 'There is no such submission.')

export function submissionHandlers({ database, abilities, streams }: Parts) {
  async function view(status: RequestStatus): Promise<Draft<Submission>> {
    const events = await eventsOf(database, status.readingId, -1)
    const { failure } = status
    return {
      id: status.requestId,
      readingId: status.readingId,
      articleId: status.articleId,
      url: status.url,
      language: status.language,
      status: status.status,
      submittedAt: status.submittedAt,
      events: events.map(({ stage, at, detail }) => ({ stage, at, detail: maskDeep(detail) as Record<string, never> })),
      failure: failure && {
        stage: failure.stage as Submission['events'][number]['stage'],
        kind: failure.kind,
        message: failure.message,
        errorId: status.requestId,
      },
    }
  }

  return {
    async submit({ body, headers, actor }) {
      const url = feedAddress(body.url)
      if (url === null) return problem(422, 'This is not an http or https address.')
      const key = headers['idempotency-key']
      const language = body.language?.toLowerCase().split('-')[0] ?? ''
      const submitted = await abilities.submit({
        url,
        language,
        force: body.force,
        depth: 'summary',
        origin: actor.kind === 'key' ? 'api' : 'web',
        // One client's key is not another's.
        idempotencyKey: key === undefined ? null : `${actor.name} ${key}`,
      })
      if (!submitted.ok) return problemOfFailure(submitted.failure)
      const { requestId, readingId, articleId, status, answeredBy } = submitted.value
      if (key !== undefined) {
        const first = await requestStatus(database, requestId)
        const isOther = first !== null && (canonicalUrl(first.url) !== canonicalUrl(url) || first.language !== language)
        if (isOther) return problem(409, 'This Idempotency-Key was used for another request.')
      }
      return answer({ id: requestId, readingId, articleId, status, answeredBy }, null, {
        location: `/api/submissions/${requestId}`,
      })
    },

    async getSubmission({ params }) {
      const status = await requestStatus(database, params.id)
      return status === null ? noSubmission : answer(await view(status))
    },

    async submissionEvents({ params }) {
      const status = await requestStatus(database, params.id)
      if (status === null) return noSubmission
      const response = streams.open(async channel => {
        if (isTerminal(status.status)) {
          const whole = await view(status)
          for (const event of whole.events) channel.send('stage', event)
        } else
          await abilities.watchReading(
            status.readingId,
            ({ stage, at, detail }) => channel.send('stage', { stage, at, detail: maskDeep(detail) }),
            channel.signal,
          )
        const last = channel.signal.aborted ? null : await requestStatus(database, params.id)
        if (last !== null) channel.send('end', await view(last))
        channel.end()
      })
      return response === null ? problem(503, 'Too many are listening already.', { retryAfterS: 30 }) : raw(response)
    },

    async cancelSubmission({ params }) {
      const status = await requestStatus(database, params.id)
      if (status === null) return noSubmission
      if (isTerminal(status.status)) return problem(409, `It is ${status.status} already.`)
      if (status.answeredBy === 'joined') return problem(409, 'Others wait for the same reading; it goes on.')
      await abilities.cancelReading(status.readingId)
      const now = await requestStatus(database, params.id)
      return now === null ? noSubmission : answer(await view(now))
    },
  } satisfies Partial<Handlers>
}
