/** ROUGE-L of the built-in summary beside lead-3 and a lead of the same length. There is no human reference set at hand, so what publishers wrote about their own pages stands in. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { extractiveSummary } from '../src/core/summary/extractive.ts'
import { cutAtSentence, folded, sentencesOf, unspaced } from '../src/core/summary/sentences.ts'
import { toArticle } from '../src/demo/articles.ts'
import { reserve, standing } from '../src/demo/texts/all.ts'
import { plainText } from '../src/parse/plain-text.ts'
import { median, rounded } from './store.ts'

type Sample = Readonly<{ title: string; text: string; reference: string }>

const pages = new URL('../../shared/corpora/readability/', import.meta.url)

export async function run(say: (line: string) => void) {
  const opened = new Date('2026-11-23T08:00:00Z')
  const pieces = [...standing, ...reserve].map(draft => toArticle(draft, opened, opened))
  const sets: Readonly<Record<string, readonly Sample[]>> = {
    /** What people wrote to describe their pages, where it is no part of the text. */
    descriptions: describedPages(),
    /** Written by a person to say what the piece is about. */
    headlines: pieces.map(({ title, text }) => ({ title: '', text, reference: title })),
    /** The beginning of each text: nothing can beat a lead here. */
    teasers: pieces.map(({ title, text, teaser }) => ({ title, text, reference: teaser })),
  }
  const measured: Record<string, unknown> = {}
  for (const [name, samples] of Object.entries(sets)) {
    if (samples.length === 0) {
      say(`${name}: skipped, because the pages are not beside the checkout`)
      continue
    }
    const result = measure(samples)
    say(
      `${name}, ${result.texts} texts: ROUGE-L F1 ${result.summary250} (summary_250), ${result.summary1000} (summary_1000); lead-3 ${result.lead3}, lead of 250 ${result.lead250}, of 1,000 ${result.lead1000}; ${result.msPerText} ms a text`,
    )
    measured[name] = result
  }
  return measured
}

function measure(samples: readonly Sample[]) {
  const scores = {
    summary250: [] as number[],
    summary1000: [] as number[],
    lead3: [] as number[],
    lead250: [] as number[],
    lead1000: [] as number[],
  }
  const times: number[] = []
  for (const { title, text, reference } of samples) {
    const started = performance.now()
    const summary = extractiveSummary({
      url: null,
      title,
      byline: null,
      language: null,
      publishedAt: null,
      contentText: text,
      contentHtml: '',
    })
    times.push(performance.now() - started)
    if (!summary.ok) continue
    const said = {
      summary250: summary.value.summary_250,
      summary1000: summary.value.summary_1000,
      lead3: sentencesOf(text)
        .slice(0, 3)
        .map(sentence => sentence.text)
        .join(' '),
      lead250: cutAtSentence(folded(text), 250),
      lead1000: cutAtSentence(folded(text), 1_000),
    }
    for (const name of Object.keys(scores) as (keyof typeof scores)[]) scores[name].push(rougeL(said[name], reference))
  }
  const mean = (list: readonly number[]) => rounded(list.reduce((sum, score) => sum + score, 0) / list.length, 3)
  return {
    texts: samples.length,
    summary250: mean(scores.summary250),
    summary1000: mean(scores.summary1000),
    lead3: mean(scores.lead3),
    lead250: mean(scores.lead250),
    lead1000: mean(scores.lead1000),
    msPerText: rounded(median(times)),
  }
}

/** F1 of the longest common subsequence of words (Lin 2004); of signs in scripts without spaces. */
export function rougeL(said: string, reference: string): number {
  const [a, b] = [tokensOf(said), tokensOf(reference)]
  if (a.length === 0 || b.length === 0) return 0
  let row = new Uint16Array(b.length + 1)
  for (const token of a) {
    const next = new Uint16Array(b.length + 1)
    for (let j = 0; j < b.length; j++) {
      next[j + 1] = token === b[j] ? (row[j] ?? 0) + 1 : Math.max(row[j + 1] ?? 0, next[j] ?? 0)
    }
    row = next
  }
  const common = row[b.length] ?? 0
  return (2 * common) / (a.length + b.length)
}

function tokensOf(text: string): string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu) ?? []
  return words.flatMap(word => (unspaced.test(word) ? [...word] : [word]))
}

/** Pages of 800 characters and more whose description is no stretch of their text, is a sentence at least, and is not Latin filler. */
function describedPages(): Sample[] {
  if (!existsSync(pages)) return []
  return readdirSync(pages).flatMap(name => {
    const { title, excerpt } = JSON.parse(
      readFileSync(new URL(`${name}/expected-metadata.json`, pages), 'utf8'),
    ) as Record<string, string | null>
    const text = plainText(readFileSync(new URL(`${name}/expected.html`, pages), 'utf8'))
    const reference = folded(excerpt ?? '')
      .replace(/(?:\.{3}|…)$/, '')
      .trim()
    const written =
      reference.length >= 60 && !folded(text).includes(reference.slice(0, 50)) && !/lorem ipsum/i.test(text)
    return written && text.length >= 800 ? [{ title: title ?? '', text, reference }] : []
  })
}
