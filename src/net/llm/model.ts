/** The two providers of the AI SDK, both over our own `fetch`: it builds the request and reads the text, and sends nothing itself. */
import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import { createOpenRouter } from '@openrouter/ai-sdk-provider'
import { generateText, type JSONSchema7, type LanguageModel, type OutputInterface } from 'ai'
import type { Llm, LlmRequest } from './call.ts'

export type Generated = Readonly<{ text: string; finishReason: string }>

/** @throws what `fetch` threw, or an error of the SDK's when the answer is no chat completion. */
export async function generate(llm: Llm, request: LlmRequest, fetch: typeof globalThis.fetch): Promise<Generated> {
  const { text, finishReason } = await generateText({
    model: modelOf(llm, request.model, fetch),
    instructions: request.system,
    messages: request.messages.map(({ role, content }) => ({ role, content })),
    maxOutputTokens: request.maxOutputTokens,
    temperature: request.temperature,
    output: asIs(request),
    // A back-off here would sit in the slot.
    maxRetries: 0,
  })
  return { text, finishReason }
}

function modelOf(llm: Llm, model: string, fetch: typeof globalThis.fetch): LanguageModel {
  const { provider, baseUrl } = llm
  if (provider === 'openrouter') {
    // An empty key, not an absent one: for that the provider would look into the environment.
    const openRouter = createOpenRouter({ baseURL: baseUrl, apiKey: llm.apiKey ?? '', appName: 'Winnow', fetch })
    return openRouter.chat(model, { usage: { include: true }, extraBody: { stream: false } })
  }
  const transformRequestBody = (body: Record<string, unknown>) => ({ ...renamed(body, baseUrl), stream: false })
  const compatible = createOpenAICompatible({
    name: 'llm',
    baseURL: baseUrl,
    apiKey: llm.apiKey,
    supportsStructuredOutputs: true,
    transformRequestBody,
    fetch,
  })
  return compatible.chatModel(model)
}

/** OpenAI's own newer models refuse `max_tokens`, which everybody else expects. */
function renamed(body: Record<string, unknown>, baseUrl: string): Record<string, unknown> {
  if (URL.parse(baseUrl)?.hostname !== 'api.openai.com') return body
  const { max_tokens, ...rest } = body
  return { ...rest, max_completion_tokens: max_tokens }
}

/** Asks for JSON, and hands on whatever comes: judging and repairing it is the contract's business, and what it cost must not get lost in an exception. */
function asIs({ jsonSchema, schemaName, mode }: LlmRequest): OutputInterface<string, string, never> {
  const isStrict = jsonSchema !== null && mode !== 'json'
  return {
    name: 'as-is',
    responseFormat: Promise.resolve({
      type: 'json',
      ...(isStrict && { schema: jsonSchema as JSONSchema7, name: schemaName }),
    }),
    parseCompleteOutput: async ({ text }) => text,
    parsePartialOutput: async ({ text }) => ({ partial: text }),
    createElementStreamTransform: () => undefined,
  }
}
