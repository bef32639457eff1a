/** The address of a page as a person types it. */
import { canonicalUrl } from '../../core/url.ts'

/** Null for what is no http or https address; a bare host gets https, which is no part of an article's identity. */
export function pageAddress(text: string): string | null {
  const whole = bareHost.test(text) ? `https://${text}` : text
  return canonicalUrl(whole) === null ? null : whole
}

const bareHost = /^[\p{L}\p{N}][\p{L}\p{N}.-]*\.\p{L}[\p{L}\p{N}-]*(?::\d+)?(?:[/?#]|$)/u
