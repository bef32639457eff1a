/** The one place where a tree is built of a page: linkedom's, in a known shape, with the base it resolves against. */
import { parseHTML } from 'linkedom'
import { absoluteUrl } from '../links.ts'

/** As much of the DOM as is read here; its types are the browser's, which this program is not. */
export type Element = Readonly<{
  localName: string
  textContent: string | null
  getAttribute(name: string): string | null
  remove(): void
}>

export type Tree = Readonly<{
  documentElement: Element | null
  querySelector(selector: string): Element | null
  querySelectorAll(selector: string): Iterable<Element>
}>

type Head = Element & { prepend(child: Element): void; setAttribute(name: string, value: string): void }
type Maker = Tree & Readonly<{ head: Head; createElement(name: string): Head }>

/**
 * The tree of a page that `checkShape` let pass, and the base of its addresses: its own `<base href>` resolved against
 * `url`, or `url`. Either way the tree says so itself, as linkedom knows no address of its own.
 */
export function buildTree(html: string, url: string): Readonly<{ tree: Tree; base: string }> {
  const parsed = parse(html)
  // Without an `html` element linkedom takes the first one there is for the root, and the rest is nowhere.
  const tree = parsed.documentElement?.localName === 'html' ? parsed : parse(`<html><body>${html}</body></html>`)
  const bases = [...tree.querySelectorAll('base')]
  const declared = bases.map(one => one.getAttribute('href')).find(href => href !== null)
  const base = absoluteUrl(declared, url) ?? url
  for (const one of bases) one.remove()
  const element = tree.createElement('base')
  element.setAttribute('href', base)
  tree.head.prepend(element)
  return { tree, base }
}

function parse(html: string): Maker {
  return (parseHTML(html) as unknown as { document: Maker }).document
}
