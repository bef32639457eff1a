/** Which kind of source an address is: said by a person, or told by the address itself. */
import { type Command, InvalidArgumentError, Option } from 'commander'
import { isKind, kindOf, kinds, type Recognised } from '../../core/kind.ts'
import { readSelector } from '../../parse/kinds/selector.ts'
import { CommandError, exitCodes } from '../context.ts'
import { address } from './output.ts'

export type KindChoice = Readonly<{ kind?: string; selector?: string; preview?: boolean }>

/** What is to be polled; `selector` is for watched pages alone. */
export type Wanted = Recognised & Readonly<{ selector: string | null }>

export function addKindOptions(command: Command): Command {
  const widest = Math.max(...Object.keys(kinds).map(kind => kind.length))
  const lines = Object.entries(kinds).map(([kind, meaning]) => `  ${kind.padEnd(widest)}  ${meaning}`)
  return command
    .addOption(
      new Option('--kind <kind>', 'how it is read, when its address does not tell').choices(Object.keys(kinds)),
    )
    .option('--selector <css>', 'watch a page for the links that this CSS selector names', parseSelector)
    .option('--preview', 'show what would be found, and add nothing')
    .addHelpText('after', ['', 'Kinds:', ...lines].join('\n'))
}

/** Throws a CommandError where kind, selector and address contradict each other. */
export function wantedOf(url: string, { kind, selector }: KindChoice): Wanted {
  if (selector !== undefined && (kind ?? 'page') !== 'page')
    throw new CommandError(`--selector is for pages, not for --kind ${kind}`, exitCodes.usage)
  if (selector !== undefined || kind === 'page') return { kind: 'page', url, selector: selector ?? null }
  const told = kindOf(url)
  if (kind === undefined || !isKind(kind)) return { ...told, selector: null }
  if (kind === 'feed' || kind === 'sitemap') return { kind, url, selector: null }
  if (told.kind !== kind)
    throw new CommandError(`${address(url)} is no list that --kind ${kind} can read`, exitCodes.usage)
  return { ...told, selector: null }
}

function parseSelector(text: string): string {
  const read = readSelector(text)
  if ('wrong' in read) throw new InvalidArgumentError(`${read.wrong}.`)
  return text.trim()
}
