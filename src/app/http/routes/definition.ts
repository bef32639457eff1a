/** What an endpoint is, as data: the server registers it, the OpenAPI document and the client's types are made of it. */
import { z } from 'zod'
import type { Scope } from '../schemas/access.ts'
import { id } from '../schemas/common.ts'

/** `none`: whoever reaches the server. */
export type RouteScope = Scope | 'none'
export type RouteDefinition = Readonly<{
  method: 'get' | 'post' | 'patch' | 'delete'
  path: string
  scope: RouteScope
  tag: string
  summary: string
  params?: z.ZodObject
  query?: z.ZodType
  headers?: z.ZodObject
  body?: z.ZodType
  /** What the body is, when it is no JSON. */
  bodyType?: string
  /** Absent: 200. */
  status?: 200 | 201 | 202
  /** When there was nothing left to do. */
  otherStatus?: 200
  answer: z.ZodType
  /** What the answer is, when it is no JSON. */
  answerType?: string
  /** Statuses of problems beyond those that every route may have. */
  problems?: readonly number[]
}>

export const byId = z.object({ id })
export const eventStream = 'text/event-stream'
