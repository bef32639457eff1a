/** The language detector over paragraphs of the Universal Declaration of Human Rights. */
import { detectLanguage } from '../src/core/language.ts'
import { jsonOf } from './corpus.ts'
import { count, type Miss, newRate, share } from './tally.ts'

export type LanguageRates = Readonly<{
  paragraphs: number
  accuracy: number | null
  /** Over all languages of the corpus, for a person: those we do not know included. */
  allLanguages: number | null
}>

/**
 * The thirty languages of the corpus with the most speakers, first and second language together, as Ethnologue counts them
 * (2025), because that is what articles are written in; those the corpus does not have (Marathi, Telugu, Javanese, …) cannot
 * be scored. Swahili and Afrikaans are among them though the statistics library knows one not at all and the other badly.
 */
const largest = 'en zh hi es ar fr bn pt ru id ur de ja vi tr ta sw fa ko it th pl uk nl ro af kk el sv hu'.split(' ')

/** Shorter paragraphs are not judged. */
const shortest = 60

type Paragraph = Readonly<{ id: string; lang: string; text: string }>

export function scoreLanguage(folder: string, miss: (one: Omit<Miss, 'corpus'>) => void): LanguageRates {
  const [rate, all] = [newRate(), newRate()]
  for (const { id, lang, text } of jsonOf<Paragraph[]>(folder, 'language', 'udhr.json')) {
    if (text.length < shortest) continue
    const { language } = detectLanguage(text)
    count(all, language === lang)
    if (!largest.includes(lang)) continue
    if (!count(rate, language === lang)) miss({ file: id, what: 'language', expected: lang, got: language })
  }
  return { paragraphs: rate.of, accuracy: share(rate), allLanguages: share(all) }
}
