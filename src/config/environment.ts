/** The environment overrides single settings, each by one documented name; a name that nobody reads is a problem, not a silence. */
import { nearest } from './nearest.ts'
import { type ConfigProblem, problem } from './problem.ts'
import { schema } from './schema.ts'
import { sectionsOf } from './setting.ts'
import type { Path } from './yaml.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/** The variable that names the configuration file. */
export const fileVariable = 'WINNOW_CONFIG'

export const variables: ReadonlyMap<string, readonly string[]> = new Map(
  sectionsOf(schema)
    .flatMap(section => section.settings)
    .flatMap(setting => (setting.env === null ? [] : [[setting.env, setting.path] as const])),
)

/** The variable that sets what lies at this path, or the list that this is a member of. An empty variable counts as unset, as compose files write it. */
export function variableAt(env: Environment, path: Path): string | null {
  for (const [name, target] of variables) {
    if (isSet(env, name) && target.every((step, at) => step === path[at])) return name
  }
  return null
}

/** The file's value with the environment's laid over it. What is no mapping is left as it is: the schema will say so. */
export function withEnvironment(value: unknown, env: Environment): unknown {
  let result: unknown = value ?? {}
  for (const [name, path] of variables) if (isSet(env, name)) result = withValue(result, path, env[name] ?? '')
  return result
}

export function unknownVariables(env: Environment): ConfigProblem[] {
  const known = [...variables.keys(), fileVariable]
  return Object.keys(env)
    .filter(name => name.startsWith('WINNOW_') && !known.includes(name) && !isServiceLink(name))
    .map(name => {
      const meant = nearest(name, known)
      return problem(name, null, [], `no setting has this variable${meant === null ? '' : `; did you mean ${meant}?`}`)
    })
}

/** Kubernetes and Docker write these by themselves when a service or container is called "winnow". */
function isServiceLink(name: string): boolean {
  return /^WINNOW(_[A-Z0-9]+)*?_(SERVICE_HOST|SERVICE_PORT(_\w+)?|PORT(_\d+_(TCP|UDP)(_\w+)?)?)$/.test(name)
}

function isSet(env: Environment, name: string): boolean {
  return env[name] !== undefined && env[name] !== ''
}

function withValue(value: unknown, [step, ...rest]: readonly string[], leaf: string): unknown {
  if (step === undefined) return leaf
  if (value !== undefined && (typeof value !== 'object' || value === null || Array.isArray(value))) return value
  const record = (value ?? {}) as Record<string, unknown>
  return { ...record, [step]: withValue(record[step], rest, leaf) }
}
