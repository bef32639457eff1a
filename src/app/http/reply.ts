/** What a handler gives back, as a value: an answer, a problem (RFC 9457), or a response of its own making. */
import type { z } from 'zod'
import type { Actor } from './access/actor.ts'
import type { RouteName, Routes } from './routes/routes.ts'
import type { Problem } from './schemas/common.ts'

/** What becomes the JSON of `T`: times may be Dates. */
export type Draft<T> = T extends string
  ? string | Date
  : T extends number | boolean | null | undefined
    ? T
    : T extends readonly (infer Item)[]
      ? readonly Draft<Item>[]
      : T extends object
        ? { readonly [Key in keyof T]: Draft<T[Key]> }
        : T

export type ProblemParts = Partial<Pick<Problem, 'errors' | 'retryAfterS' | 'canWatch'>>
export type Answer<Value> = Readonly<{
  is: 'answer'
  value: Value
  status: number | null
  headers: Readonly<Record<string, string>>
}>
export type Reply<T> = Answer<Draft<T>> | RefusedReply | Readonly<{ is: 'response'; response: Response }>
export type RefusedReply = Readonly<{ is: 'problem'; status: number; detail: string; more: ProblemParts }>

type Out<Name extends RouteName, Key extends 'params' | 'query' | 'body' | 'headers'> = Routes[Name] extends {
  [K in Key]: infer S extends z.ZodType
}
  ? z.output<S>
  : undefined

/** A request that has passed every check. */
export type Ask<Name extends RouteName> = Readonly<{
  params: Out<Name, 'params'>
  query: Out<Name, 'query'>
  body: Out<Name, 'body'>
  headers: Out<Name, 'headers'>
  actor: Actor
  correlationId: string
  /** The session's token, as the cookie brought it. */
  session: string | undefined
  /** The client's address, as its socket says it. */
  remote: string
  /** Aborted when the client has gone, or the request's time is over. */
  signal: AbortSignal
}>

export type Handler<Name extends RouteName> = (
  ask: Ask<Name>,
) => Promise<Reply<z.infer<Routes[Name]['answer']>>> | Reply<z.infer<Routes[Name]['answer']>>
export type Handlers = { readonly [Name in RouteName]: Handler<Name> }

/** `status` when it is another than the route's. */
export function answer<Value>(
  value: Value,
  status: number | null = null,
  headers: Readonly<Record<string, string>> = {},
): Answer<Value> {
  return { is: 'answer', value, status, headers }
}

export function problem(status: number, detail: string, more: ProblemParts = {}): RefusedReply {
  return { is: 'problem', status, detail, more }
}

export function raw(response: Response): Readonly<{ is: 'response'; response: Response }> {
  return { is: 'response', response }
}
