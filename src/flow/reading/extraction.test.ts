/** The first stage's step: whose article the text is, and what other names it may have. */
import { expect, test } from 'vitest'
import { ok } from '../../core/failure.ts'
import { articleId } from '../../core/identity.ts'
import type { Extraction, Reading, Step } from '../../core/reading.ts'
import { createExtraction } from './extraction.ts'

const asked = 'https://short.example/s/1'
const goal = 'https://paper.example/2026/story'

test('a short link is its goal’s article, whatever site that is on, and gives away no address of that site', async () => {
  const step = await stepAfter(goal, { canonicalUrl: 'https://paper.example/canonical' })
  expect(step.article).toMatchObject({ id: articleId(goal), url: goal })
  expect(step.aliases).toEqual([])
})

test('a page that stays where it is keeps its address, and may name another one on its own site', async () => {
  const canonicalUrl = 'https://www.short.example/story'
  const step = await stepAfter(asked, { canonicalUrl })
  expect(step.article).toMatchObject({ id: articleId(asked), url: asked })
  expect(step.aliases).toMatchObject([{ id: articleId(canonicalUrl), url: canonicalUrl, certain: false }])
})

test.each([
  ['the front page, where dead links lead', 'https://paper.example/', {}],
  ['a text worth little, as consent pages have', goal, { lowValue: 'shorter than 120 characters' }],
] as const)('a redirect to %s makes no other article of it', async (_what, finalUrl, different) => {
  expect((await stepAfter(finalUrl, different)).article).toMatchObject({ id: articleId(asked), url: asked })
})

/** The step that is stored when the page was found at `finalUrl`. */
async function stepAfter(finalUrl: string, different: Partial<Extraction>): Promise<Step> {
  const { extractor: _, ...read } = { ...extraction, ...different }
  const page = {
    url: finalUrl,
    status: 200,
    headers: {},
    body: new Uint8Array(),
    bytes: 0,
    redirects: [],
    notModified: false,
  }
  const steps: Step[] = []
  const stage = createExtraction({
    store: async step => {
      steps.push(step)
      return { step, refused: false, claims: [] }
    },
    watch: () => {},
    clock: () => new Date(0),
    random: () => 0.5,
    llm: null,
    extractorOf: () => 'builtin',
    extract: () => ({
      fetchPage: async () => ok(page),
      scrape: null,
      extract: async () => ok(read),
      newId: () => 'fetch',
      clock: () => new Date(0),
    }),
  })
  await stage({ reading, answers: null }, new AbortController().signal)
  expect(steps).toHaveLength(1)
  return steps[0] as Step
}

const reading: Reading = {
  id: 'r',
  articleId: articleId(asked),
  sourceId: null,
  byPerson: true,
  url: asked,
  depth: 'summary',
  language: '',
  edition: '',
  status: 'fetching',
  leaseVersion: 1,
  attempts: 1,
  extraction: null,
  summary: null,
}

const extraction: Extraction = {
  extractor: 'builtin',
  title: 'A story',
  byline: null,
  site: null,
  language: 'en',
  publishedAt: null,
  modifiedAt: null,
  canonicalUrl: null,
  imageUrl: null,
  wordCount: 3,
  contentHtml: '<p>Once upon a time.</p>',
  contentText: 'Once upon a time.',
  excerpt: '',
  contentHash: articleId('https://text.example/'),
  lowValue: null,
}
