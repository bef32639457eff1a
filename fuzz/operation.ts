/** An operation as the OpenAPI document has it, as far as it is used here. */
import type { Schema } from './schema.ts'

export type Parameter = Readonly<{ name: string; in: 'path' | 'query' | 'header'; required?: boolean; schema: Schema }>
export type Operation = Readonly<{
  operationId: string
  method: string
  path: string
  parameters?: readonly Parameter[]
  requestBody?: Readonly<{ content: Readonly<Record<string, Readonly<{ schema: Schema }>>> }>
  responses: Readonly<Record<string, unknown>>
}>
