/** What a person can do about a reading that failed, in the same words wherever it is told. */
import type { FailureKind } from './failure.ts'

/** @param stage Where it failed; from the extraction on, what is done is stored. Null: nothing but to try again. */
export function readAdvice(stage: string, kind: string): string | null {
  const advice = stage === 'fetching' || stage === 'accepted' ? pageAdvice : llmAdvice
  return Object.hasOwn(advice, kind) ? (advice[kind as FailureKind] ?? null) : null
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
  timeout: 'Try again, or give the LLM more time with llm.timeout.',
  unreachable: 'Check llm.baseUrl, and that the server runs: winnow doctor',
  unauthorised: 'The LLM does not take the key: check OPENROUTER_API_KEY or WINNOW_LLM_API_KEY.',
  quota: 'The account has no credit left; add some, or set llm.provider to builtin.',
  rateLimited: 'The LLM asks for patience: try again later, or set a second model in llm.models.',
  status: 'Check llm.models: the server may not have that model.',
  malformed: 'No model kept to the contract: name a larger one in llm.models.',
}
