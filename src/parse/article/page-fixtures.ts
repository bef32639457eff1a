/** Pages as publishers make them, small enough to read. */
import type { Outcome } from '../../core/failure.ts'
import { extractArticle } from './article.ts'
import type { Extracted } from './jobs.ts'

export const url = 'https://news.example.co.uk/2026/flood'

const sentences = [
  'The river rose by two metres overnight, and the old bridge was closed before the morning shift could cross it.',
  'Farmers moved their cattle to the hill above the mill, where the grass is thin but the ground is dry.',
  'The mayor spoke of the worst flood since 1954 and thanked everyone who had filled sandbags until dawn.',
  'Two schools will stay shut for a week, while engineers look at cracks in their cellars.',
  'Insurance companies expect claims of nine million, most of them for cars that stood in underground garages.',
  'A baker whose oven had drowned sold yesterday’s bread from a boat, and gave it away after noon.',
  'Forecasters say that more rain is likely on Sunday, though less of it and further south.',
  'Trains run again between the valley and the coast, but slowly, because signals along the line are broken.',
]

/** So many paragraphs, no two of them alike. */
export function prose(paragraphs = sentences.length): string {
  const texts = Array.from({ length: paragraphs }, (_, i) => {
    const [one, other] = [sentences[i % sentences.length], sentences[(i * 3 + 1) % sentences.length]]
    return `<p>Part ${i + 1}: ${one} ${other} House ${i * 7} still stands.</p>`
  })
  return texts.join('\n')
}

export function page({ head = '', body = prose(), lang = 'en' } = {}): string {
  return `<!doctype html><html lang="${lang}"><head><title>Flood | Example</title>${head}</head><body><nav><a href="/">Home</a></nav><article><h1>Flood</h1>${body}</article><footer>© Example</footer></body></html>`
}

export function read(
  html: string | Uint8Array,
  contentType: string | null = 'text/html',
  address = url,
): Outcome<Extracted> {
  const bytes = typeof html === 'string' ? new TextEncoder().encode(html) : html
  return extractArticle({ kind: 'page', bytes, contentType, url: address })
}

/** @throws when the page is none. */
export function articleOf(html: string | Uint8Array, contentType?: string | null, address?: string): Extracted {
  const outcome = read(html, contentType, address)
  if (!outcome.ok) throw new Error(outcome.failure.message)
  return outcome.value
}
