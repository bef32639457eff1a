/** SQL is written as SQL: a tagged template whose values become parameters, never text. */

/** A parameter already in PostgreSQL's binary form, in pieces so that big ones can be encoded slice by slice. */
export type Encoded = Readonly<{ pieces: readonly Buffer[]; bytes: number }>

export type Param = string | number | bigint | boolean | Date | null | Encoded

/** One statement with its parameters; `copy` makes it a COPY FROM STDIN fed with these bytes. */
export type Statement = Readonly<{ text: string; params: readonly Param[]; copy?: Encoded }>

/** Builds a statement; a nested statement is spliced in with its parameters renumbered. */
export function sql(parts: TemplateStringsArray, ...values: readonly (Param | Statement)[]): Statement {
  let text = parts[0] ?? ''
  const params: Param[] = []
  for (const [at, value] of values.entries()) {
    if (isStatement(value)) {
      text += value.text.replace(/\$(\d+)/g, (_, n) => `$${Number(n) + params.length}`)
      params.push(...value.params)
    } else {
      params.push(value)
      text += `$${params.length}`
    }
    text += parts[at + 1] ?? ''
  }
  return { text, params }
}

/** Joins conditions with `and`; no condition is `true`. */
export function every(conditions: readonly Statement[]): Statement {
  return conditions.reduce((all, one) => sql`${all} and ${one}`, sql`true`)
}

function isStatement(value: Param | Statement): value is Statement {
  return typeof value === 'object' && value !== null && 'text' in value
}
