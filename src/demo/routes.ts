/** Which address answers with what; everything else washes up as a 404. */
import type { IncomingMessage } from 'node:http'
import type { Article } from './articles.ts'
import { spoil } from './faults.ts'
import { type FeedSpec, feedSpecs } from './feeds.ts'
import { figure } from './figures.ts'
import type { Front, News } from './news.ts'
import { articlePage, frontPage, indexPage, stylesheet } from './page.ts'
import { papers } from './papers.ts'
import { type Rendered, renderFeed } from './render.ts'
import { feedReply, html, plain, type Reply, typed, unlessKnown } from './reply.ts'

/** The reply to a request, decided at once; how and when it is sent is the server's matter. */
export function openRoutes(news: News, origin: string): (request: IncomingMessage) => Reply {
  const rendered = rememberedRendering(origin)

  return route

  function route(request: IncomingMessage): Reply {
    if (request.method !== 'GET' && request.method !== 'HEAD') return plain(405, 'Read only.', { allow: 'GET, HEAD' })
    const path = pathOf(request)
    const spec = feedSpecs.find(s => path === `/feeds/${s.file}`)
    if (spec) return unlessKnown(request, feedReply(spec, rendered(spec, news.front(spec.id)), news.front(spec.id)))
    return page(path) ?? plain(404, 'Nothing washed up here.')
  }

  function page(path: string): Reply | null {
    const article = news.find(path)
    if (article) return html(articlePage(article, mostRead(article), origin))
    if (path === '/') return html(indexPage())
    if (path === '/stand.css') return typed('text/css', stylesheet)
    const drawing = figure(/^\/figures\/([a-z0-9-]+)\.svg$/.exec(path)?.[1] ?? '')
    if (drawing) return typed('image/svg+xml', drawing)
    const paper = papers.find(p => path === `/${p.id}`)
    return paper ? html(frontPage(paper, news.articlesOf(paper.id))) : null
  }

  function mostRead(article: Article): Article[] {
    return news
      .articlesOf(article.paper)
      .filter(other => other !== article)
      .slice(0, 5)
  }
}

/** Percent-decoded, without query; a path that cannot be decoded names nothing. */
function pathOf(request: IncomingMessage): string {
  try {
    return decodeURIComponent(new URL(request.url ?? '', 'http://stand').pathname)
  } catch {
    return ''
  }
}

/** A feed is rendered once for each time its front changed, however often it is polled. */
function rememberedRendering(origin: string) {
  const last = new Map<string, { front: Front; rendered: Rendered }>()
  return (spec: FeedSpec, front: Front): Rendered => {
    const known = last.get(spec.id)
    if (known?.front === front) return known.rendered
    const rendered = spoil(renderFeed(spec, front.listings, origin, front.changedAt), spec.fault)
    last.set(spec.id, { front, rendered })
    return rendered
  }
}
