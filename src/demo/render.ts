/** Turns listings into RSS 2.0, RSS 1.0, Atom 1.0 and JSON Feed 1.1, the way four different publishers would write them. */
import { type Article, articleUrl, type UrlForm } from './articles.ts'
import { windows1252 } from './charset.ts'
import type { FeedSpec } from './feeds.ts'
import { absolute, escapeMarkup as esc } from './markup.ts'
import { paperOf } from './papers.ts'

export type Listing = Readonly<{ article: Article; form: UrlForm }>

export type Rendered = Readonly<{
  body: Buffer
  contentType: string
  /** URLs as offered, in document order; an entry without a link has none. */
  entries: readonly string[]
  /** Entries in the body, with or without a link. */
  offered: number
}>

type Item = Readonly<{ article: Article; link: string; html: string }>
type Channel = Readonly<{
  spec: FeedSpec
  origin: string
  self: string
  home: string
  updated: Date
  items: readonly Item[]
}>

/** `listings` newest first; `updated` is when the list last changed. */
export function renderFeed(spec: FeedSpec, listings: readonly Listing[], origin: string, updated: Date): Rendered {
  const items = listings.map(({ article, form }) => ({
    article,
    link: articleUrl(article, origin, form),
    html: absolute(article.html, origin),
  }))
  const self = `${origin}/feeds/${spec.file}`
  const channel = { spec, origin, self, home: `${origin}/${spec.paper ?? ''}`, updated, items }
  const { text, contentType } = writers[spec.format](channel)
  return {
    body: spec.encoding === 'windows-1252' ? windows1252(text) : Buffer.from(text),
    contentType,
    entries: items.filter(item => !item.article.anonymous).map(item => item.link),
    offered: items.length,
  }
}

const writers: Record<FeedSpec['format'], (channel: Channel) => { text: string; contentType: string }> = {
  rss: channel => ({ text: rss(channel), contentType: 'application/rss+xml' }),
  rdf: channel => ({ text: rdf(channel), contentType: 'application/rdf+xml; charset=utf-8' }),
  atom: channel => ({ text: atom(channel), contentType: 'application/atom+xml; charset=utf-8' }),
  json: channel => ({ text: json(channel), contentType: 'application/feed+json; charset=utf-8' }),
}

function rss({ spec, self, home, updated, items }: Channel): string {
  const item = ({ article, link, html }: Item) => `
    <item>
      <title>${esc(article.title)}</title>${
        article.anonymous
          ? ''
          : `
      <link>${esc(link)}</link>
      <guid isPermaLink="false">${tag(article)}</guid>`
      }
      <pubDate>${esc(article.dateAs ?? article.publishedAt.toUTCString())}</pubDate>
      <dc:creator>${esc(article.author)}</dc:creator>
      ${article.tags.map(t => `<category>${esc(t)}</category>`).join('')}
      <description>${esc(article.teaser)}</description>${
        spec.content === 'full' ? `\n      <content:encoded>${cdata(html)}</content:encoded>` : ''
      }
    </item>`
  return `<?xml version="1.0" encoding="${spec.encoding}"?>
<rss version="2.0" xmlns:content="${ns.content}" xmlns:dc="${ns.dc}" xmlns:atom="${ns.atom}">
  <channel>
    <title>${esc(spec.title)}</title>
    <link>${esc(home)}</link>
    <atom:link rel="self" type="application/rss+xml" href="${esc(self)}"/>
    <description>${esc(mottoOf(spec))}</description>
    <language>${spec.language}</language>
    <lastBuildDate>${updated.toUTCString()}</lastBuildDate>${items.map(item).join('')}
  </channel>
</rss>
`
}

function rdf({ spec, self, home, items }: Channel): string {
  const item = ({ article, link, html }: Item) => `
  <item rdf:about="${esc(link)}">
    <title>${esc(article.title)}</title>
    <link>${esc(link)}</link>
    <description>${esc(article.teaser)}</description>
    <dc:creator>${esc(article.author)}</dc:creator>
    <dc:date>${article.publishedAt.toISOString()}</dc:date>${
      spec.content === 'full' ? `\n    <content:encoded>${cdata(html)}</content:encoded>` : ''
    }
  </item>`
  return `<?xml version="1.0" encoding="utf-8"?>
<rdf:RDF xmlns="${ns.rss1}" xmlns:rdf="${ns.rdf}" xmlns:dc="${ns.dc}" xmlns:content="${ns.content}">
  <channel rdf:about="${esc(self)}">
    <title>${esc(spec.title)}</title>
    <link>${esc(home)}</link>
    <description>${esc(mottoOf(spec))}</description>
    <dc:language>${spec.language}</dc:language>
    <items><rdf:Seq>${items.map(({ link }) => `<rdf:li rdf:resource="${esc(link)}"/>`).join('')}</rdf:Seq></items>
  </channel>${items.map(item).join('')}
</rdf:RDF>
`
}

function atom({ spec, self, home, updated, items }: Channel): string {
  const item = ({ article, link, html }: Item) => `
  <entry>
    <id>${tag(article)}</id>
    <title>${esc(article.title)}</title>
    <link rel="alternate" type="text/html" href="${esc(link)}"/>
    <published>${article.publishedAt.toISOString()}</published>
    <updated>${article.publishedAt.toISOString()}</updated>
    <author><name>${esc(article.author)}</name></author>
    ${article.tags.map(t => `<category term="${esc(t)}"/>`).join('')}
    <summary>${esc(article.teaser)}</summary>${
      spec.content === 'full' ? `\n    <content type="html">${esc(html)}</content>` : ''
    }
  </entry>`
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="${ns.atom}" xml:lang="${spec.language}">
  <id>${esc(self)}</id>
  <title>${esc(spec.title)}</title>
  <subtitle>${esc(mottoOf(spec))}</subtitle>
  <link rel="self" href="${esc(self)}"/>
  <link rel="alternate" type="text/html" href="${esc(home)}"/>
  <updated>${updated.toISOString()}</updated>${items.map(item).join('')}
</feed>
`
}

function json({ spec, self, home, items }: Channel): string {
  const feed = {
    version: 'https://jsonfeed.org/version/1.1',
    title: spec.title,
    description: mottoOf(spec),
    home_page_url: home,
    feed_url: self,
    language: spec.language,
    items: items.map(({ article, link, html }) => ({
      id: tag(article),
      url: link,
      title: article.title,
      ...(spec.content === 'full' ? { content_html: html } : { content_text: jsonText(spec, article) }),
      summary: article.teaser,
      date_published: article.publishedAt.toISOString(),
      authors: [{ name: article.author }],
      tags: article.tags,
      language: article.language,
    })),
  }
  return JSON.stringify(feed, null, 1)
}

function jsonText(spec: FeedSpec, article: Article): string {
  return spec.content === 'text' ? article.text : article.teaser
}

function mottoOf(spec: FeedSpec): string {
  return spec.paper ? paperOf(spec.paper).motto : spec.note
}

/** RFC 4151: an id that survives whatever a feed does to the URL. */
function tag(article: Article): string {
  return `tag:pellport.example,2024:${article.path.slice(1)}`
}

function cdata(html: string): string {
  return `<![CDATA[${html.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`
}

const ns = {
  atom: 'http://www.w3.org/2005/Atom',
  content: 'http://purl.org/rss/1.0/modules/content/',
  dc: 'http://purl.org/dc/elements/1.1/',
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  rss1: 'http://purl.org/rss/1.0/',
}
