/** What a page says of its article in schema.org's vocabulary, as JSON-LD: read as data, never trusted to have a shape. */

export type LinkedData = Readonly<{
  headline: string | null
  author: string | null
  site: string | null
  published: string | null
  modified: string | null
  image: string | null
  language: string | null
  /** False where the publisher says the text is for subscribers (schema.org/isAccessibleForFree). */
  free: boolean | null
}>

const maxScripts = 20
const maxCharacters = 500_000
const maxNodes = 500

/** The first article among the blocks' nodes; all null where there is none. Blocks that are no JSON are skipped. */
export function readLinkedData(blocks: readonly string[]): LinkedData {
  const nodes = blocks.slice(0, maxScripts).flatMap(nodesOf).slice(0, maxNodes)
  const article = nodes.find(isArticle)
  const about = (name: string) => article?.[name]
  const paywalled = nodes.some(node => isArticle(node) && isFalse(node.isAccessibleForFree))
  return {
    headline: textOf(about('headline')) ?? textOf(about('name')),
    author: namesOf(about('author')) ?? namesOf(about('creator')),
    site: namesOf(about('publisher')),
    published: textOf(about('datePublished')),
    modified: textOf(about('dateModified')),
    image: imageOf(about('image')) ?? imageOf(about('thumbnailUrl')),
    language: textOf(about('inLanguage')),
    free: paywalled ? false : article === undefined || about('isAccessibleForFree') === undefined ? null : true,
  }
}

type Node = Readonly<Record<string, unknown>>

/** The block's node or nodes, and those of their `@graph`; nothing deeper, where other articles are linked to. */
function nodesOf(block: string): Node[] {
  if (block.length > maxCharacters) return []
  try {
    // Publishers wrap their JSON in comments and CDATA sections, as scripts once had to be.
    const json: unknown = JSON.parse(
      block.replace(/^\s*(?:\/\/)?\s*(?:<!--|<!\[CDATA\[)|(?:\/\/)?\s*(?:-->|\]\]>)\s*$/g, ''),
    )
    return [json]
      .flat()
      .filter(isNode)
      .flatMap(node => [node, ...[node['@graph']].flat().filter(isNode)])
  } catch {
    return []
  }
}

function isNode(value: unknown): value is Node {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}

function isArticle(node: Node): boolean {
  return [node['@type']].flat().some(type => typeof type === 'string' && articleType.test(type))
}

const articleType = /(?:^|[/:])(?:\w{0,40}Article|BlogPosting|LiveBlogPosting|Report|\w{0,20}Posting|Recipe|HowTo)$/

function isFalse(value: unknown): boolean {
  return value === false || (typeof value === 'string' && /^\s*(?:https?:\/\/schema\.org\/)?false\s*$/i.test(value))
}

function textOf(value: unknown): string | null {
  const first = Array.isArray(value) ? value[0] : value
  return typeof first === 'string' && first.trim() !== '' ? first : null
}

/** Names of persons or organisations, however they are wrapped, as one line. */
function namesOf(value: unknown): string | null {
  const names = [value]
    .flat()
    .slice(0, 10)
    .map(one => textOf(isNode(one) ? one.name : one))
  return names.filter(name => name !== null).join(', ') || null
}

function imageOf(value: unknown): string | null {
  const first = Array.isArray(value) ? value[0] : value
  return isNode(first) ? (textOf(first.url) ?? textOf(first.contentUrl)) : textOf(first)
}
