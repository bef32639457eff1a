import { expect, test } from 'vitest'
import { joinFeeds } from './join.ts'
import { parseSitemap } from './sitemap.ts'

const url = 'https://n.example/sitemap.xml'
const sitemap = (path: string, news = '') =>
  parseSitemap(`<urlset><url><loc>/${path}</loc>${news}</url></urlset>`, { url })
const broken = (text: string) => parseSitemap(text, { url })

test('documents become one feed in their order, named by the first that has a name', () => {
  const named = sitemap('b', '<news><publication><name>The Lamp</name></publication></news>')
  expect(joinFeeds([sitemap('a'), broken('<html/>'), named])).toMatchObject({
    ok: true,
    value: {
      title: 'The Lamp',
      siteUrl: 'https://n.example/',
      entries: [{ link: 'https://n.example/a' }, { link: 'https://n.example/b' }],
    },
  })
})

test('one document is itself, none is an empty feed, and only broken ones are the first one’s failure', () => {
  const one = sitemap('a')
  expect(joinFeeds([one])).toBe(one)
  expect(joinFeeds([])).toMatchObject({ ok: true, value: { entries: [] } })
  expect(joinFeeds([broken('<html/>'), broken('<rss/>')])).toEqual(broken('<html/>'))
})
