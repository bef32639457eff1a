/** What went wrong with a reading, at which stage, and what to do about it. */
import type { FailureKind } from '../../core/failure.ts'
import { clean } from './output.ts'

export type ReadFailure = Readonly<{ stage: string; kind: string; message: string }>

/**
 * A line each; the last one is the correlation id, which the log and `winnow why` know.
 * @param siblings What became of the work beside it, `translation: cancelled`.
 */
export function failureText(
  url: string,
  { stage, kind, message }: ReadFailure,
  requestId: string,
  siblings: readonly string[] = [],
): string {
  const advice = stage === 'fetching' || stage === 'accepted' ? pageAdvice : llmAdvice
  const lines = [
    `${clean(url)} could not be read: ${clean(message).replace(/\.$/, '')} (${clean(kind)}, while ${during(stage)})`,
    `${(advice as Partial<Record<string, string>>)[kind] ?? 'Try again later; winnow why, with the id below, tells what was tried.'}`,
    ...(siblings.length > 0 ? [`Beside it: ${clean(siblings.join('; '))}`] : []),
    `Error ID: ${requestId}`,
  ]
  return lines.join('\n')
}

/** `translating`, for the stage that its result is named after. */
export function during(stage: string): string {
  const words: Readonly<Record<string, string>> = {
    accepted: 'accepting it',
    extracted: 'extracting',
    summarised: 'summarising',
    translated: 'translating',
    insights: 'looking for insights',
  }
  return words[stage] ?? clean(stage)
}

/** For the page itself. */
const pageAdvice: Readonly<Partial<Record<FailureKind, string>>> = {
  timeout: 'Try again later, or give it more time with fetch.timeout.',
  unreachable: 'Check the address, and that this machine reaches the internet.',
  tls: 'The certificate of the site is not valid: open it in a browser to see why.',
  blocked: 'See docs/reading.md, "Pages on your own network".',
  status: 'Open it in a browser: it may have moved, or be for members only.',
  rateLimited: 'The site asks for patience: try again later.',
  tooLarge: 'It is larger than fetch.maxBytes allows.',
  notAnArticle: 'There is no article to read at this address; a link to the article itself may do.',
  unauthorised: 'It wants a login, which Winnow has not.',
  quota: 'The extraction service has no credit left; --extractor is a setting of sources, firecrawl.apiKey of all.',
}

/** For the LLM. */
const llmAdvice: Readonly<Partial<Record<FailureKind, string>>> = {
  timeout: 'What is done is stored; try again, or give the LLM more time with llm.timeout.',
  unreachable: 'What is done is stored. Check llm.baseUrl, and that the server runs: winnow doctor',
  unauthorised:
    'What is done is stored. The LLM does not take the key: check OPENROUTER_API_KEY or WINNOW_LLM_API_KEY.',
  quota: 'What is done is stored. The account has no credit left; add some, or set llm.provider to builtin.',
  rateLimited:
    'What is done is stored. The LLM asks for patience: try again later, or set a second model in llm.models.',
  status: 'What is done is stored. Check llm.models: the server may not have that model.',
  malformed: 'What is done is stored. No model kept to the contract: name a larger one in llm.models.',
}
