/** The session lives in a cookie that no script reads and no other site sends along. */
import { serialize } from 'hono/utils/cookie'

export const COOKIE = 'winnow_session'

/** Behind https it never travels without. */
export function sessionCookie(token: string, expires: Date, publicUrl: string | null): string {
  return serialize(COOKIE, token, { ...attributes(publicUrl), expires })
}

export function endedCookie(publicUrl: string | null): string {
  return serialize(COOKIE, '', { ...attributes(publicUrl), maxAge: 0 })
}

function attributes(publicUrl: string | null) {
  return { path: '/', httpOnly: true, sameSite: 'Strict' as const, secure: publicUrl?.startsWith('https:') === true }
}
