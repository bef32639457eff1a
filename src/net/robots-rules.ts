/** What a robots.txt says to us, by RFC 9309: the group of our name or of everyone, and in it the longest rule that matches. */

export type RobotsRules = Readonly<{
  /** @param path Path and query of a URL, as the URL parser writes them. */
  allows(path: string): boolean
  /** About what keeping these rules costs. */
  bytes: number
}>

/**
 * Never throws: a line that is no rule is skipped (RFC 9309 §2.2.4). Costs at most a walk over the path per rule.
 * @param text A whole robots.txt, decoded; its size is the caller's limit. @param product Our product token, `Winnow`.
 */
export function parseRobots(text: string, product: string): RobotsRules {
  const groups = groupsOf(text)
  const named = product === '' ? [] : groups.filter(({ agents }) => agents.has(product.toLowerCase()))
  // Groups of one name are one group; those of everyone count only where nobody called us by name (§2.2.1).
  const ours = named.length > 0 ? named : groups.filter(({ agents }) => agents.has('*'))
  // The longest pattern wins; of equal ones, the one that allows (§2.2.2).
  const rules = ours
    .flatMap(group => group.rules)
    .sort((a, b) => b.pattern.length - a.pattern.length || Number(b.allow) - Number(a.allow))
  return {
    allows(path) {
      const plain = normalised(path)
      // The file itself is implicitly allowed (§2.2.2).
      return plain === '/robots.txt' || (rules.find(rule => matches(rule, plain))?.allow ?? true)
    },
    // The patterns are pieces of the text, which they keep alive.
    bytes: text.length + rules.length * bytesPerRule,
  }
}

export const allowAll: RobotsRules = { allows: () => true, bytes: 0 }

/** The product token of a User-Agent: `Winnow` of `Winnow/1.0 (+https://…)`; RFC 9309 allows letters, hyphen and underscore. */
export function productToken(userAgent: string): string {
  return /^[A-Za-z_-]+/.exec(userAgent)?.[0] ?? ''
}

/** `parts` are what stands between the stars of the pattern; `toEnd` when the pattern ends with `$`. */
type Rule = Readonly<{ allow: boolean; pattern: string; parts: readonly string[]; toEnd: boolean }>
type Group = Readonly<{ agents: Set<string>; rules: Rule[] }>

const bytesPerRule = 250

function groupsOf(text: string): Group[] {
  const groups: Group[] = []
  for (const [name, value] of lines(text)) {
    if (name === 'user-agent') {
      // Names that follow one another share the rules below them; lines of other kinds in between change nothing.
      if (groups.at(-1)?.rules.length !== 0) groups.push({ agents: new Set(), rules: [] })
      groups.at(-1)?.agents.add(agentOf(value))
    } else if (name === 'allow' || name === 'disallow') {
      // A rule of nothing forbids nothing, but ends the list of names.
      groups.at(-1)?.rules.push(ruleOf(name === 'allow', value))
    }
  }
  return groups
}

function* lines(text: string): Iterable<[string, string]> {
  for (const line of text.replace(/^\uFEFF/, '').split(/\r\n?|\n/)) {
    const bare = line.split('#', 1)[0] ?? ''
    const colon = bare.indexOf(':')
    if (colon > 0) yield [bare.slice(0, colon).trim().toLowerCase(), bare.slice(colon + 1).trim()]
  }
}

function agentOf(value: string): string {
  return /^\*(?:\s|$)/.test(value) ? '*' : productToken(value).toLowerCase()
}

function ruleOf(allow: boolean, value: string): Rule {
  const pattern = normalised(value)
  const toEnd = pattern.endsWith('$')
  return { allow, pattern, parts: (toEnd ? pattern.slice(0, -1) : pattern).split(/\*+/), toEnd }
}

/** Each part is looked for behind the one before: never any going back, so no pattern is slow. */
function matches({ pattern, parts, toEnd }: Rule, path: string): boolean {
  const [first = '', ...rest] = parts
  if (pattern === '' || !path.startsWith(first)) return false
  const last = toEnd ? rest.pop() : undefined
  let at = first.length
  for (const part of rest) {
    const found = path.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  if (!toEnd) return true
  return last === undefined ? at === path.length : path.length - last.length >= at && path.endsWith(last)
}

/** One spelling, so that both sides compare octet by octet: unreserved characters plain, all else beyond ASCII encoded (§2.2.2). */
function normalised(path: string): string {
  const encoded = path.replace(/[^\x21-\x7e]+/g, text => encodeURIComponent(text.toWellFormed()))
  return encoded.replace(/%[0-9a-f]{2}/gi, octet => {
    const plain = String.fromCharCode(Number.parseInt(octet.slice(1), 16))
    return /[\w.~-]/.test(plain) ? plain : octet.toUpperCase()
  })
}
