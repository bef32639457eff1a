/** The password of the web login is kept as scrypt (RFC 7914): slow on purpose, because people choose it. */
import { createHash, randomBytes, scrypt, timingSafeEqual } from 'node:crypto'

/** OWASP's parameters for scrypt: 128 MB · 2^-1, about 0.1 s. */
const COST = { log2N: 16, r: 8, p: 1 } as const
const BYTES = 32

/** `scrypt$16$8$1$salt$hash`, base64url: what may stand in a configuration instead of the password. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const hash = await derive(password, salt, COST)
  return ['scrypt', COST.log2N, COST.r, COST.p, salt.toString('base64url'), hash.toString('base64url')].join('$')
}

/** False for whatever is no hash of ours, too. */
export async function verifyPassword(password: string, stored: string): Promise<boolean> {
  const parts = form.exec(stored)
  if (parts === null) return false
  const [, log2N, r, p, salt = '', hash = ''] = parts
  const expected = Buffer.from(hash, 'base64url')
  if (expected.length !== BYTES) return false
  const cost = { log2N: Number(log2N), r: Number(r), p: Number(p) }
  return timingSafeEqual(await derive(password, Buffer.from(salt, 'base64url'), cost), expected)
}

export function isPasswordHash(text: string): boolean {
  return form.test(text)
}

/** What sessions are tied to: another password is another login. */
export function fingerprintOf(stored: string): string {
  return createHash('sha256').update(stored).digest('hex')
}

/** Bounds on the cost: a configuration must not stop the process. */
const form = /^scrypt\$(1[4-8])\$(8|16)\$([1-4])\$([\w-]{22,64})\$([\w-]{43})$/

type Cost = Readonly<{ log2N: number; r: number; p: number }>

function derive(password: string, salt: Buffer, { log2N, r, p }: Cost): Promise<Buffer> {
  const N = 2 ** log2N
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, BYTES, { N, r, p, maxmem: 256 * N * r }, (error, key) => {
      if (error === null) resolve(key)
      else reject(error)
    })
  })
}
