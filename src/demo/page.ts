/** The stand's HTML: article pages with the clutter of real ones, front pages, and the index that lists every feed. */
import { type Article, articleUrl } from './articles.ts'
import { clutterIn } from './clutter.ts'
import { type FeedSpec, feedSpecs } from './feeds.ts'
import { escapeMarkup as esc } from './markup.ts'
import { directionOf, localeOf, type Paper, paperOf, papers } from './papers.ts'

/** `others` are links for the "most read" box. */
export function articlePage(article: Article, others: readonly Article[], origin: string): string {
  const paper = paperOf(article.paper)
  const words = clutterIn(article.language)
  const canonical = esc(articleUrl(article, origin, 'plain'))
  const when = article.publishedAt.toISOString()
  const head = `<link rel="canonical" href="${canonical}">
<meta name="author" content="${esc(article.author)}">
<meta name="date" content="${when}">
<meta name="description" content="${esc(article.teaser)}">
<meta property="article:published_time" content="${when}">
<meta property="og:title" content="${esc(article.title)}">
<meta property="og:site_name" content="${esc(paper.name)}">
<meta property="og:type" content="article">`
  const body = `${masthead(paper)}
<main><article lang="${article.language}">
<h1>${esc(article.title)}</h1>
<p class="byline"><span class="author">${esc(article.author)}</span> · <time datetime="${when}">${shown(article)}</time></p>
${article.html}
</article>
<div class="share"><p>${words.share}</p><ul>${['Gullgram', 'Postbox', 'Semaphore'].map(n => `<li><a href="#share-${n}">${n}</a></li>`).join('')}</ul></div>
<aside class="newsletter"><p>${words.newsletter}</p><form action="#"><input type="email" name="email" aria-label="e-mail"><button>${words.subscribe}</button></form></aside>
<aside class="most-read"><h2>${words.mostRead}</h2><ol>${others.map(linkTo).join('')}</ol></aside>
<section class="comments"><h2>${words.comments}</h2>${words.remarks.map(remark => `<div class="comment"><p>${remark}</p></div>`).join('')}</section></main>
<div class="cookie-banner" role="dialog"><p>${words.cookies}</p><button>${words.accept}</button></div>
<footer><p>© ${esc(paper.name)}. ${words.rights}</p></footer>`
  return page(paper, `${article.title} – ${paper.name}`, head, body)
}

export function frontPage(paper: Paper, articles: readonly Article[]): string {
  const list = articles.map(a => `<li>${link(a)}<p>${esc(a.teaser)}</p></li>`).join('\n')
  return page(paper, paper.name, '', `${masthead(paper)}<main><ul class="front">${list}</ul></main>`)
}

export function indexPage(): string {
  const paper: Paper = { id: '', name: 'Winnow demo news stand', motto: '', language: 'en', colour: '#0b5563' }
  const groups = [...new Set(feedSpecs.map(spec => spec.group))].map(group => {
    const rows = feedSpecs.filter(spec => spec.group === group).map(feedRow)
    return `<h2>${esc(group)}</h2><ul>${rows.join('')}</ul>`
  })
  const intro =
    'Pellport does not exist, and neither do its papers. They are here so that there is something to read before you have added a source of your own; a new article appears every few seconds.'
  return page(paper, paper.name, '', `<main><h1>${paper.name}</h1><p>${intro}</p>${groups.join('')}</main>`, feedSpecs)
}

/** What the login page sends instead of a feed. */
export function loginPage(): string {
  return `<!doctype html><html lang="en"><head><title>Sign in – The Ledger</title></head><body><h1>The Ledger is for members</h1><p>Your session has expired. Sign in to go on reading, or take out a membership: three months cost less than a mooring for one night.</p><form method="post" action="/login"><label>E-mail <input type="email" name="email"></label><label>Password <input type="password" name="password"></label><button>Sign in</button></form></body></html>`
}

function feedRow(spec: FeedSpec): string {
  return `<li><a href="/feeds/${spec.file}">${esc(spec.title)}</a> <small>${esc(spec.note)}</small></li>`
}

function page(
  paper: Paper,
  title: string,
  head: string,
  body: string,
  feeds: readonly FeedSpec[] = feedSpecs.filter(f => f.paper === paper.id),
): string {
  const links = feeds.map(
    f => `<link rel="alternate" type="${mediaType[f.format]}" title="${esc(f.title)}" href="/feeds/${f.file}">`,
  )
  return `<!doctype html>
<html lang="${paper.language}" dir="${directionOf(paper.language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${esc(title)}</title>
${head}
${links.join('\n')}
<style>:root{--accent:${paper.colour}}</style>
<link rel="stylesheet" href="/stand.css">
</head>
<body>
${body}
</body>
</html>
`
}

function masthead(paper: Paper): string {
  const words = clutterIn(paper.language)
  const sections = [words.home, ...words.sections].map(s => `<li><a href="/${paper.id}">${s}</a></li>`).join('')
  const rivals = papers.slice(0, 5).map(p => `<a href="/${p.id}">${esc(p.name)}</a>`)
  return `<header><p class="name"><a href="/${paper.id}">${esc(paper.name)}</a></p><p class="motto">${esc(paper.motto)}</p><nav><ul>${sections}</ul></nav><p class="rivals">${rivals.join(' ')}</p></header>`
}

function linkTo(article: Article): string {
  return `<li>${link(article)}</li>`
}

function link(article: Article): string {
  return `<a href="${esc(articleUrl(article, '', 'plain'))}">${esc(article.title)}</a>`
}

function shown({ language, publishedAt }: Article): string {
  return new Intl.DateTimeFormat(localeOf(language), { dateStyle: 'long', timeZone: 'UTC' }).format(publishedAt)
}

const mediaType: Record<FeedSpec['format'], string> = {
  rss: 'application/rss+xml',
  rdf: 'application/rdf+xml',
  atom: 'application/atom+xml',
  json: 'application/feed+json',
}

export const stylesheet = `
body{font:18px/1.6 Georgia,"Noto Serif",serif;color:#1c1917;background:#fbfaf6;max-width:42rem;margin:0 auto;padding:0 1rem 8rem}
header{border-bottom:3px double var(--accent);text-align:center;margin-bottom:2rem}
.name{font-size:2rem;margin:1rem 0 0}.name a{color:var(--accent);text-decoration:none}
.motto{font-style:italic;margin:0}nav ul,.share ul{display:flex;gap:1rem;justify-content:center;list-style:none;padding:0}
h1{line-height:1.2}h2{color:var(--accent)}a{color:var(--accent)}
.byline,.rivals,small{color:#57534e;font-size:.85rem}figure{margin:1.5rem 0}figure img{max-width:100%;height:auto;border:1px solid #e7e5e4}
figcaption{font-size:.85rem;color:#57534e}blockquote{border-inline-start:3px solid var(--accent);margin:1.5rem 0;padding-inline-start:1rem}
table{border-collapse:collapse;width:100%}td,th{border-bottom:1px solid #d6d3d1;padding:.3rem .5rem;text-align:start}
pre{background:#f0ede4;padding:1rem;overflow:auto;font-size:.85rem}aside,.comments,.share{border-top:1px solid #d6d3d1;margin-top:2rem}
.cookie-banner{position:fixed;inset:auto 0 0 0;background:#1c1917;color:#fbfaf6;padding:.5rem 1rem;font-size:.8rem}
.cookie-banner p{margin:.2rem 0}.front{list-style:none;padding:0}.front a{font-size:1.2rem}`
