/** One line that nobody should see: typed without an echo at a terminal, or piped in. */

import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import type { Output } from '../context.ts'

/** The first line of standard input, '' when there is none. */
export async function readSecret(out: Output, prompt: string): Promise<string> {
  const isTerminal = process.stdin.isTTY === true
  if (isTerminal) out.note(prompt)
  // Readline itself would echo what is typed.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: isTerminal })
  try {
    for await (const line of lines) return line
    return ''
  } finally {
    lines.close()
  }
}
