import { expect, test } from 'vitest'
import { feedLinks } from './page-links.ts'

const page = 'https://a.example/blog/'

test('declared feeds are found in order, with title and format, once each, comments last', () => {
  const { declared } = feedLinks(
    `<head>
      <link rel="alternate" type="application/rss+xml" title="Comments &amp; more" href="/comments/feed">
      <LINK REL="Alternate" TYPE="application/rss+xml; charset=utf-8" TITLE=" The
         blog " HREF="feed.xml#x">
      <link rel='alternate home' type=application/atom+xml href=//b.example/atom>
      <link rel="alternate" type="application/feed+json" href="https://a.example/feed.json">
      <link rel="alternate" type="application/rss+xml" title="again" href="https://a.example/blog/feed.xml">
      <link rel="alternate" type="text/xml" href="/odd">
    </head>`,
    page,
  )
  expect(declared).toEqual([
    { url: 'https://a.example/blog/feed.xml', title: 'The blog', format: 'rss' },
    { url: 'https://b.example/atom', title: null, format: 'atom' },
    { url: 'https://a.example/feed.json', title: null, format: 'json' },
    { url: 'https://a.example/odd', title: null, format: null },
    { url: 'https://a.example/comments/feed', title: 'Comments & more', format: 'rss' },
  ])
})

test('what is no feed is not declared', () => {
  const { declared } = feedLinks(
    `<link rel="stylesheet" type="application/rss+xml" href="/a">
     <link rel="alternate" hreflang="de" href="/de">
     <link rel="alternate" type="application/json" href="/wp-json/">
     <link rel="alternate" type="application/json+oembed" href="/oembed">
     <link rel="alternate" type="application/rss+xml" href="file:///etc/passwd">
     <link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">
     <link rel="alternate" type="application/rss+xml" href="https://user:pw@a.example/feed">
     <link rel="alternate" type="application/rss+xml" href="http://[::1">
     <link rel="alternate" type="application/rss+xml">`,
    page,
  )
  expect(declared).toEqual([])
})

test('base is honoured, also a relative one', () => {
  const link = '<link rel=alternate type=application/rss+xml href=feed>'
  expect(feedLinks(`<base href="https://c.example/x/">${link}`, page).declared[0]?.url).toBe('https://c.example/x/feed')
  expect(feedLinks(`<base href="../y/">${link}`, page).declared[0]?.url).toBe('https://a.example/y/feed')
})

test('plain links count when their address or their whole text looks like a feed', () => {
  const { linked } = feedLinks(
    `<a href="/feed.xml"><img> Subscribe</a> <a href="/index.xml">x</a> <a href="/?feed=rss2">y</a>
     <a href="/abo">RSS <b>feed</b></a> <a href="/about">How to feed a cat</a> <a href="/feedback">f</a> <a href="/rssr">g</a>`,
    page,
  )
  expect(linked.map(link => [new URL(link.url).href.slice(17), link.title])).toEqual([
    ['/feed.xml', 'Subscribe'],
    ['/index.xml', 'x'],
    ['/?feed=rss2', 'y'],
    ['/abo', 'RSS feed'],
  ])
})

test('a page of a hundred thousand links yields at most twenty of each', () => {
  const link = (i: number) => `<link rel=alternate type=application/rss+xml href=/${i}><a href=/feed/${i}>x</a>`
  const { declared, linked } = feedLinks(Array.from({ length: 100_000 }, (_, i) => link(i)).join(''), page)
  expect([declared.length, linked.length]).toEqual([20, 20])
})

test('a page that nests absurdly deep is read no further, and what came before it counts', () => {
  const before = '<link rel=alternate type=application/rss+xml href=/a>'
  const after = '<link rel=alternate type=application/rss+xml href=/b>'
  const urls = (html: string) => feedLinks(html, page).declared.map(link => link.url)
  expect(urls(before + '<div>'.repeat(60_000) + '</x>'.repeat(20_000) + after)).toEqual(['https://a.example/a'])
  expect(urls(before + '<div>'.repeat(500) + after)).toEqual(['https://a.example/a', 'https://a.example/b'])
})
