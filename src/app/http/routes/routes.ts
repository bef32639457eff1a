/** Every endpoint by its name, and the types that the browser client takes from them. Free of server imports. */
import type { z } from 'zod'
import { accessRoutes, moveRoutes } from './access.ts'
import { articleRoutes, submissionRoutes } from './articles.ts'
import { operateRoutes } from './operate.ts'
import { sourceRoutes } from './sources.ts'

export const routes = {
  ...sourceRoutes,
  ...articleRoutes,
  ...submissionRoutes,
  ...operateRoutes,
  ...moveRoutes,
  ...accessRoutes,
}
export type Routes = typeof routes
export type RouteName = keyof Routes

type Part<Name extends RouteName, Key extends 'params' | 'query' | 'body'> = Routes[Name] extends {
  [K in Key]: infer S extends z.ZodType
}
  ? z.input<S>
  : undefined

/** For the client: what to send, and what comes back. */
export type RouteParams<Name extends RouteName> = Part<Name, 'params'>
export type RouteQuery<Name extends RouteName> = Part<Name, 'query'>
export type RouteBody<Name extends RouteName> = Part<Name, 'body'>
export type RouteAnswer<Name extends RouteName> = z.infer<Routes[Name]['answer']>

type Given<Key extends string, Value> = undefined extends Value ? { [K in Key]?: never } : { [K in Key]: Value }
type Optional<Key extends string, Value> = undefined extends Value ? { [K in Key]?: never } : { [K in Key]?: Value }

type PathsOf<Path extends string> = {
  [Name in RouteName as Routes[Name]['path'] extends Path ? Routes[Name]['method'] : never]: {
    parameters: Optional<'query', RouteQuery<Name>> & Given<'path', RouteParams<Name>>
    responses: { 200: { content: { 'application/json': RouteAnswer<Name> } } }
  } & (undefined extends RouteBody<Name>
    ? { requestBody?: never }
    : { requestBody: { content: { 'application/json': RouteBody<Name> } } })
}

/** In the form that openapi-fetch takes: `createClient<paths>()`. */
export type paths = { [Path in Routes[RouteName]['path']]: PathsOf<Path> }
