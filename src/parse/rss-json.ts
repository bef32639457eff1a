/** RSS in JSON, the sibling of JSON Feed that some weblogs serve: the same elements, written as objects. */
import type { RssFeed } from 'feedsmith'

/**
 * The feed in a document of that shape (`{"rss": {"channel": {"item": […]}}}`), or null. Values of a wrong type are
 * left out, never trusted. Source: the "RSS in JSON" description kept with scripting.com's news software.
 */
export function rssInJson(json: unknown, maxItems: number): RssFeed.Feed<string> | null {
  const channel = field(field(json, 'rss'), 'channel')
  if (channel === null || typeof channel !== 'object') return null
  const items = field(channel, 'item')
  const list = Array.isArray(items) ? items : items === undefined ? [] : [items]
  return {
    title: text(channel, 'title'),
    link: text(channel, 'link'),
    description: text(channel, 'description'),
    language: text(channel, 'language'),
    items: list.slice(0, maxItems).map(rssItem),
  }
}

function rssItem(item: unknown): RssFeed.Item<string> {
  const guid = field(item, 'guid')
  const isPermaLink = String(field(guid, 'isPermaLink') ?? true) !== 'false'
  const author = text(item, 'author')
  return {
    title: text(item, 'title'),
    link: text(item, 'link'),
    description: text(item, 'description'),
    pubDate: text(item, 'pubDate'),
    authors: author === undefined ? [] : [{ name: author }],
    guid: { value: typeof guid === 'string' ? guid : (text(guid, '#value') ?? text(guid, '#text')), isPermaLink },
    content: { encoded: text(item, 'content:encoded') },
  }
}

function field(object: unknown, name: string): unknown {
  return object !== null && typeof object === 'object' && Object.hasOwn(object, name)
    ? Reflect.get(object, name)
    : undefined
}

function text(object: unknown, name: string): string | undefined {
  const value = field(object, name)
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
}
