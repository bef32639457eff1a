/** One session for all: a client's group runs alone, and its transaction, once open, keeps the others waiting until it ends. */

export type Turns<Client> = Readonly<{
  /** Runs `work` when it is this client's turn; `work` tells whether a transaction is still open afterwards. */
  take(client: Client, work: () => Promise<{ inTransaction: boolean }>): Promise<void>
  /** The client is gone: its waiting work is dropped, and `rollBack` runs if it held the session. */
  leave(client: Client, rollBack: () => Promise<void>): Promise<void>
}>

type Waiting<Client> = { client: Client; work: () => Promise<{ inTransaction: boolean }>; done: () => void }

export function createTurns<Client>(): Turns<Client> {
  let queue: Waiting<Client>[] = []
  let owner: Client | null = null
  let busy = false

  async function run(): Promise<void> {
    if (busy) return
    busy = true
    for (let next = takeNext(); next !== undefined; next = takeNext()) {
      const { inTransaction } = await next.work()
      owner = inTransaction ? next.client : null
      next.done()
    }
    busy = false
  }

  function takeNext(): Waiting<Client> | undefined {
    const at = owner === null ? 0 : queue.findIndex(waiting => waiting.client === owner)
    return at === -1 ? undefined : queue.splice(at, 1)[0]
  }

  return {
    async take(client, work) {
      const { promise, resolve } = Promise.withResolvers<void>()
      queue.push({ client, work, done: resolve })
      void run()
      await promise
    },
    async leave(client, rollBack) {
      queue = queue.filter(waiting => waiting.client !== client)
      const { promise, resolve } = Promise.withResolvers<void>()
      queue.unshift({
        client,
        done: resolve,
        work: async () => {
          if (owner === client) await rollBack()
          return { inTransaction: owner !== null && owner !== client }
        },
      })
      void run()
      await promise
    },
  }
}
