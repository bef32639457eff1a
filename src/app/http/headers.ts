/** What every answer tells the browser: nothing from elsewhere, no script that is not a file of ours, no frame around us, no guessing of types. */

/** Images of articles come through Winnow itself, so `self` is enough whatever the setting. */
const policy = [
  "default-src 'self'",
  "img-src 'self' data:",
  "style-src 'self'",
  "script-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

export const securityHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': policy,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
}

/** For what other people wrote, such as a picture: nothing in it may run, load or lead anywhere. */
export const mediaPolicy = "default-src 'none'; sandbox"
