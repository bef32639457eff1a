/** Cuts a client's bytes into groups that end where the server must answer: a Sync, a simple Query, or the start-up packet. */

const SSL_REQUEST = 80_877_103
const CANCEL_REQUEST = 80_877_102
const GSS_REQUEST = 80_877_104

export type Group =
  | Readonly<{ kind: 'startup' | 'statements'; bytes: Buffer }>
  | Readonly<{ kind: 'encryptionRequest' | 'cancel' | 'terminate' }>

/** Feed it whatever arrived; it returns the groups that are complete. A group is at most `maxBytes`, else it throws. */
export function createGrouper(maxBytes: number): (data: Buffer) => Group[] {
  let waiting: Buffer[] = []
  let waitingBytes = 0
  let started = false

  return data => {
    waiting.push(data)
    waitingBytes += data.length
    if (waitingBytes > maxBytes) throw new RangeError(`a client sent ${waitingBytes} bytes without a Sync`)
    let buffer = waiting.length === 1 ? data : Buffer.concat(waiting)
    const groups: Group[] = []
    for (;;) {
      const taken = started ? takeStatements(buffer) : takeStartup(buffer)
      if (taken === null) break
      if (taken.group.kind === 'startup') started = true
      groups.push(taken.group)
      buffer = buffer.subarray(taken.bytes)
    }
    waiting = buffer.length > 0 ? [buffer] : []
    waitingBytes = buffer.length
    return groups
  }
}

type Taken = { group: Group; bytes: number } | null

function takeStartup(buffer: Buffer): Taken {
  if (buffer.length < 8) return null
  const bytes = buffer.readInt32BE(0)
  if (buffer.length < bytes) return null
  const code = buffer.readInt32BE(4)
  if (code === SSL_REQUEST || code === GSS_REQUEST) return { group: { kind: 'encryptionRequest' }, bytes }
  if (code === CANCEL_REQUEST) return { group: { kind: 'cancel' }, bytes }
  return { group: { kind: 'startup', bytes: buffer.subarray(0, bytes) }, bytes }
}

/** Everything up to and including the next Sync ('S') or Query ('Q'); a Terminate ('X') ends the connection. */
function takeStatements(buffer: Buffer): Taken {
  let at = 0
  while (buffer.length >= at + 5) {
    const type = String.fromCharCode(buffer[at] ?? 0)
    const end = at + 1 + buffer.readInt32BE(at + 1)
    if (buffer.length < end) return null
    if (type === 'X') return { group: { kind: 'terminate' }, bytes: end }
    if (type === 'S' || type === 'Q')
      return { group: { kind: 'statements', bytes: buffer.subarray(0, end) }, bytes: end }
    at = end
  }
  return null
}
