/** A file that is gzip by itself, and not by Content-Encoding: unpacked here, and counted while it is, like any body. */
import { failed, type Outcome, ok } from '../../core/failure.ts'
import { readBody, TooLarge, Undecodable } from '../body.ts'

/** The bytes as they are unless they begin as gzip does (RFC 1952 § 2.3.1). @param maxBytes Most bytes, unpacked. */
export async function gunzipped(bytes: Uint8Array, maxBytes: number): Promise<Outcome<Uint8Array>> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return ok(bytes)
  try {
    return ok((await readBody(once(bytes), 'gzip', { maxBytes })).decoded)
  } catch (error) {
    if (error instanceof TooLarge) {
      const message = `the file is larger than ${maxBytes} bytes when it is unpacked`
      return failed({ kind: 'tooLarge', limitBytes: maxBytes, message })
    }
    if (error instanceof Undecodable)
      return failed({ kind: 'malformed', message: 'the file is not valid gzip', cause: error })
    throw error
  }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  yield bytes
}
