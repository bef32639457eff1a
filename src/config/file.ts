/** The configuration file, bounded, and with a clear word for each way in which it cannot be read. */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { type ConfigProblem, problem } from './problem.ts'

const maxFileBytes = 5_000_000

/** The text, null if there is no such file and nobody asked for it, or what is wrong with it. */
export function readConfigFile(path: string, name: string, asked: boolean): string | null | ConfigProblem {
  try {
    if (statSync(path).size > maxFileBytes) return problem(name, null, [], 'is larger than 5 MB')
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path))
  } catch (error) {
    if (error instanceof TypeError) return problem(name, null, [], 'is not UTF-8 text')
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown'
    if (code === 'ENOENT' && !asked) return misnamed(path)
    return problem(name, null, [], readErrors[code] ?? `cannot be read (${code})`)
  }
}

const readErrors: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  EACCES: 'cannot be read: permission denied',
  EISDIR: 'is a directory, not a file',
}

/** A file that looks like the configuration but is not read would be the most silent mistake of all. */
function misnamed(path: string): ConfigProblem | null {
  const twin = path.replace(/\.yaml$/, '.yml')
  if (!existsSync(twin)) return null
  return problem('winnow.yml', null, [], 'is not read: rename it to winnow.yaml, or name it with --config')
}
