/** What `winnow doctor` found about one thing. */
export type Check = Readonly<{
  name: string
  result: 'ok' | 'warn' | 'fail'
  /** What was found. */
  found: string
  /** What to do; null when nothing is. */
  advice: string | null
}>
