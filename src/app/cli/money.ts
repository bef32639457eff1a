/** US dollars as people read them: cents where they say something, more digits where a call costs less than one. */

/** `$0`, `$0.0008`, `$0.42`, `$12.30`. */
export function money(usd: number): string {
  if (usd === 0) return '$0'
  const digits = Math.abs(usd) >= 0.1 ? 2 : Math.abs(usd) >= 0.001 ? 4 : 6
  const text = usd.toFixed(digits)
  return Number(text) === 0 ? '< $0.000001' : `$${digits === 2 ? text : text.replace(/(\.\d{2}\d*?)0+$/, '$1')}`
}
