/** A URL that people or logs get to see carries no secret. */

/**
 * The address with user name, password and the values of secret-looking query parameters replaced by `***`, and without its fragment
 * (tokens travel there too). What cannot be read as an address is not repeated at all. A secret inside the path is not recognised.
 */
export function maskUrl(text: string): string {
  const url = URL.parse(text)
  // `user:pass@…` parses too, as an address of the scheme `user`, but has no host.
  if (!url?.host) return '(not an address)'
  if (url.username || url.password) {
    url.username = '***'
    url.password = ''
  }
  url.hash = ''
  // Cut by hand: URLSearchParams would respell every other parameter as well.
  if (url.search) url.search = url.search.slice(1).split('&').map(maskPair).join('&')
  return url.href
}

function maskPair(pair: string): string {
  const [name = '', ...value] = pair.split('=')
  return value.length > 0 && isSecret(decoded(name)) ? `${name}=***` : pair
}

/** `key`, `api_key`, `apiKey`, `auth_code`, `X-Amz-Signature`, but not `author`. */
function isSecret(name: string): boolean {
  return endsSecret.test(name) || hasSecretWord.test(name)
}

const word = 'key|token|secret|passwd|password|pass|pwd|auth|authorization|credential|signature|sig|session|jwt'
const endsSecret = new RegExp(`(?:${word})s?$`, 'i')
const hasSecretWord = new RegExp(`(?:^|[^a-z])(?:${word})s?(?:[^a-z]|$)`, 'i')

function decoded(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}
