/** How a command is run: main gives it its context, catches its errors and sets the exit code. */
import type { Context } from '../context.ts'

/** Turns a command's work into what commander calls; commander passes arguments, options and the command itself. */
export type Run = <A extends unknown[]>(
  work: (context: Context, ...args: A) => Promise<void>,
) => (...args: A) => Promise<void>
