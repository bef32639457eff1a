import { expect, test } from 'vitest'
import { articleUrl, type Draft, keyOf, momentBefore, retold, toArticle } from '../articles.ts'
import { demoSettings, feedSpecs } from '../feeds.ts'
import { figure } from '../figures.ts'
import { paperOf } from '../papers.ts'
import { reserve, standing } from './all.ts'

const opened = new Date('2026-03-04T09:00:00Z')
const all = [...standing, ...reserve]
const settled = (draft: Draft) => toArticle(draft, opened, opened)

test('there are sixty texts and more to begin with, and thirty and more in reserve', () => {
  expect(standing.length).toBeGreaterThanOrEqual(60)
  expect(reserve.length).toBeGreaterThanOrEqual(30)
})

test('no two texts have one key, one title or one body', () => {
  for (const of of [keyOf, (d: Draft) => d.title, (d: Draft) => d.text])
    expect(new Set(all.map(of)).size).toBe(all.length)
})

test('the standing texts are dated, most within twenty days, some more than 400 days ago; the reserve is not', () => {
  const ages = standing.map(d => d.daysAgo ?? Number.NaN)
  expect(ages.every(days => days > 0)).toBe(true)
  expect(ages.filter(days => days > 390).length).toBeGreaterThanOrEqual(3)
  expect(ages.filter(days => days > 20 && days < 390)).toEqual([])
  expect(reserve.filter(d => d.daysAgo !== undefined)).toEqual([])
})

test('English and six other languages, each with at least three texts', () => {
  const counts = Map.groupBy(all, d => paperOf(d.paper).language)
  expect([...counts.keys()].sort()).toEqual(['ar', 'de', 'en', 'es', 'fr', 'ja', 'pt'])
  for (const drafts of counts.values()) expect(drafts.length).toBeGreaterThanOrEqual(3)
})

test('every text has at least 180 words, or 300 characters in Japanese, and at most 500', () => {
  for (const draft of all) {
    const { text, language } = settled(draft)
    const words = text.split(/\s+/).length
    if (language === 'ja') expect(text.replace(/\s/g, '').length, keyOf(draft)).toBeGreaterThanOrEqual(300)
    else expect(words, keyOf(draft)).toBeGreaterThanOrEqual(180)
    expect(words, keyOf(draft)).toBeLessThanOrEqual(500)
  }
})

test('no text leaves markup behind, and none shows a figure that does not exist', () => {
  for (const draft of all) {
    const { html, title } = settled(draft)
    const prose = html.replace(/<pre>[\s\S]*?<\/pre>|<code>[\s\S]*?<\/code>/g, '')
    expect(`${title}\n${prose}`, keyOf(draft)).not.toMatch(/\*|~|^\||\{day|\{date|!\[/m)
    for (const [, name = ''] of html.matchAll(/figures\/([^."]+)\.svg/g)) expect(figure(name), name).not.toBeNull()
  }
})

test('texts are carried only by feeds that exist', () => {
  const known = feedSpecs.map(spec => spec.id)
  const carriers = all.flatMap(draft => Object.keys(draft.also ?? {}))
  expect(carriers.length).toBeGreaterThan(20)
  expect(carriers.filter(id => !known.includes(id))).toEqual([])
})

test('at whatever hour the stand opens, nobody reports the storm before its night, and all name the same weekday', () => {
  for (const hour of ['00:10', '09:00', '23:50']) {
    const start = new Date(`2026-03-04T${hour}:00Z`)
    const reports = standing.filter(d => /{day [56]\.6}/.test(d.text))
    expect(reports.length).toBeGreaterThanOrEqual(5)
    for (const draft of reports) {
      expect(momentBefore(start, draft.daysAgo ?? 0).toISOString() > '2026-02-26T06', keyOf(draft)).toBe(true)
    }
    const [wire] = reports
    expect(wire && toArticle(wire, start, start).text).toContain('on Wednesday night')
  }
})

test('what feeds relist exists', () => {
  for (const spec of feedSpecs) for (const key of Object.keys(spec.relists)) expect(all.map(keyOf)).toContain(key)
})

test('only sponsored pieces say the excluded words, and they say them in the title', () => {
  const says = (text: string) => demoSettings.exclude.some(word => new RegExp(`\\b${word}\\b`, 'i').test(text))
  const hit = all.filter(d => says(`${d.title} ${d.text}`))
  expect(hit.length).toBeGreaterThanOrEqual(4)
  for (const draft of hit) expect([draft.paper, says(draft.title)]).toEqual(['today', true])
})

test('every form of a URL that the stand writes names the same address once fragment, tracking and order are gone', () => {
  const tracking = ['utm_source', 'utm_medium', 'utm_campaign', 'fbclid']
  const forms = [
    'plain',
    'utm',
    'clickId',
    'fragment',
    'textFragment',
    'reordered',
    'emptyQuery',
    'dots',
    'unencoded',
  ] as const
  for (const draft of all) {
    const reduced = forms.map(form => {
      const url = new URL(articleUrl(settled(draft), 'http://127.0.0.1:7071', form))
      for (const name of tracking) url.searchParams.delete(name)
      url.searchParams.sort()
      return `${url.pathname}?${url.searchParams}`
    })
    expect(new Set(reduced).size).toBe(1)
  }
})

test('a retold text whose edit finds nothing to change is refused', () => {
  const [original] = standing
  if (!original) throw new Error('no texts')
  const change = { ...original, slug: 'again', edits: [['not in it', '']] } as const
  expect(() => retold(original, change)).toThrow('nothing to edit')
})

test('retold reports share most of their five-word runs with the original, and are not equal to it', () => {
  const runs = (key: string) => {
    const draft = all.find(d => keyOf(d) === key)
    const words = draft ? settled(draft).text.toLowerCase().split(/\s+/) : []
    return new Set(words.slice(4).map((_, i) => words.slice(i, i + 5).join(' ')))
  }
  const pairs = [
    ['coastwire/ottilie-breaks-east-mole', 'tidewatch/ottilie-tears-gap-in-east-mole'],
    ['coastwire/ottilie-breaks-east-mole', 'gazette/east-mole-breached'],
    ['coastwire/ottilie-breaks-east-mole', 'gauge/what-ottilie-did-at-the-mouth'],
    ['gazette/petrel-sails-again', 'today/ferry-back-with-piano'],
    ['gazette/petrel-sails-again', 'tidewatch/quill-ferry-resumes'],
    ['tidewatch/humpback-in-the-estuary', 'gauge/whale-at-the-mouth'],
    ['tidewatch/humpback-in-the-estuary', 'today/whale-watch-live'],
    ['coastwire/rock-bank-begun-at-pellport', 'tidewatch/granite-by-lamplight'],
    ['coastwire/rock-bank-begun-at-pellport', 'gazette/temporary-bank-started'],
  ] as const
  for (const [first, second] of pairs) {
    const [a, b] = [runs(first), runs(second)]
    const alike = a.intersection(b).size / a.union(b).size
    expect(alike, `${first} and ${second}`).toBeGreaterThan(0.6)
    expect(alike).toBeLessThan(1)
  }
})
