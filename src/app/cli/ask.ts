/** Questions are asked at a terminal only; elsewhere the answer that changes least is taken. */
import { createInterface } from 'node:readline/promises'
import { CommandError, type Context } from '../context.ts'

/** Somebody is there to answer. */
export function canAsk({ out, json }: Pick<Context, 'out' | 'json'>): boolean {
  return out.isTerminal && process.stdin.isTTY === true && !json
}

/** Enter takes `fallback`. Throws a CommandError when the person leaves instead of answering. */
export async function confirm(context: Context, question: string, fallback: boolean): Promise<boolean> {
  for (;;) {
    const answer = (await ask(context, `${question} [${fallback ? 'Y/n' : 'y/N'}] `)).toLowerCase()
    if (answer === '') return fallback
    if (answer === 'y' || answer === 'yes') return true
    if (answer === 'n' || answer === 'no') return false
  }
}

/** A number from 1 to `count`; Enter takes 1. */
export async function choose(context: Context, question: string, count: number): Promise<number> {
  for (;;) {
    const answer = await ask(context, `${question} [1] `)
    if (answer === '') return 1
    if (/^\d{1,3}$/.test(answer) && Number(answer) >= 1 && Number(answer) <= count) return Number(answer)
  }
}

async function ask({ out, stop }: Context, question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr })
  const left = new Promise<never>((_, reject) =>
    lines.once('close', () => {
      // The cursor still stands behind the question.
      out.note('')
      reject(new CommandError('no answer: nothing more was changed'))
    }),
  )
  try {
    return (await Promise.race([lines.question(question, { signal: stop }), left])).trim()
  } catch (error) {
    if (stop.aborted) throw new CommandError('interrupted: nothing more was changed')
    throw error
  } finally {
    lines.removeAllListeners('close')
    lines.close()
  }
}
