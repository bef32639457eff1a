/** Who publishes what: the papers of Pellport, an invented harbour town at the mouth of an invented river. */

export type Paper = Readonly<{
  id: string
  name: string
  motto: string
  /** BCP 47. */
  language: string
  /** Accent colour of its pages. */
  colour: string
}>

export const papers: readonly Paper[] = [
  paper('tidewatch', 'Tidewatch', 'Pellport’s daily, since the second lighthouse', 'en', '#0b5563'),
  paper('gazette', 'The Harbour Gazette', 'Notices, quarrels and weather', 'en', '#7a1f2b'),
  paper('gauge', 'The River Gauge', 'The weekly of the upper Arrin', 'en', '#3d6b21'),
  paper('coastwire', 'Coastwire', 'News agency of the Corran coast', 'en', '#1d3b8b'),
  paper('today', 'Pellport Today', 'Everything, all at once', 'en', '#c2410c'),
  paper('notices', 'Harbour Notices', 'Issued by the harbour office', 'en', '#334155'),
  paper('littoral', 'Littoral', 'The science desk of the coast', 'en', '#0e7490'),
  paper('longquery', 'Long Query', 'Notes of a database engineer', 'en', '#4c1d95'),
  paper('bulkhead', 'Bulkhead', 'Security bulletins for small organisations', 'en', '#991b1b'),
  paper('copperpan', 'The Copper Pan', 'What to cook when the boats come in', 'en', '#b45309'),
  paper('zwischenzug', 'Zwischenzug', 'The chess column', 'en', '#44403c'),
  paper('wheelers', 'Corran Wheelers', 'The cycling club', 'en', '#15803d'),
  paper('slowboat', 'The Slow Boat', 'A monthly that arrives when it arrives', 'en', '#57534e'),
  paper('circular', 'The Ropewalk Circular', 'Newsletter of six streets', 'en', '#6d28d9'),
  paper('almanac', 'Almanac & Oddments', 'Dates, mostly', 'en', '#a16207'),
  paper('bote', 'Der Mündungsbote', 'Nachrichten von der Küste', 'de', '#1e40af'),
  paper('depeche', 'La Dépêche du Môle', 'Le quotidien des deux rives', 'fr', '#9d174d'),
  paper('faro', 'El Faro de Corran', 'Noticias del puerto', 'es', '#b91c1c'),
  paper('barra', 'Correio da Barra', 'Notícias da foz', 'pt', '#166534'),
  paper('minato', '港だより', '河口の町から', 'ja', '#be123c'),
  paper('marfa', 'رسالة المرفأ', 'أخبار الساحل', 'ar', '#0f766e'),
]

/** A paper that does not exist is a slip in the stand's own data. */
export function paperOf(id: string): Paper {
  const found = papers.find(p => p.id === id)
  if (!found) throw new Error(`no paper is called ${id}`)
  return found
}

/** What dates are written in: bare `en` would be American. */
export function localeOf(language: string): string {
  return language === 'en' ? 'en-GB' : language
}

export function directionOf(language: string): 'rtl' | 'ltr' {
  return language === 'ar' ? 'rtl' : 'ltr'
}

function paper(id: string, name: string, motto: string, language: string, colour: string): Paper {
  return { id, name, motto, language, colour }
}
