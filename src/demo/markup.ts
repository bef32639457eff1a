/** Articles are written in a small markup, so that their sources read as prose and every feed format shows the same HTML. */

/** Blocks are separated by blank lines; links and figures come out root-relative (see `absolute`). Text is escaped, so no article can carry a script by accident. */
export function toHtml(markup: string): string {
  return markup
    .replace(/^\n+|\s+$/g, '')
    .split(/\n{2,}/)
    .map(block)
    .join('\n')
}

/** The words of an article as one line a block: what teasers and text-only feeds carry. */
export function toText(html: string): string {
  return html
    .replace(/<figure>[\s\S]*?<\/figure>/g, '')
    .replace(/<\/(p|h2|li|tr|blockquote|pre)>\n?/g, '\n')
    .replace(/<\/(td|th)>/g, ' ')
    .replace(/<[^>]+>/g, '')
    .replace(/\n{2,}/g, '\n')
    .replace(/&(lt|gt|quot|amp);/g, (_, name: string) => named[name] ?? '')
    .trim()
}

/** Feeds are read away from their pages, so what they embed needs the stand's own origin in front. */
export function absolute(html: string, origin: string): string {
  return html.replace(/(src|href)="\//g, `$1="${origin}/`)
}

export function escapeMarkup(text: string): string {
  return text.replace(/[&<>"]/g, c => (c === '&' ? '&amp;' : c === '<' ? '&lt;' : c === '>' ? '&gt;' : '&quot;'))
}

function block(source: string): string {
  const lines = source.split('\n')
  if (source.startsWith('## ')) return `<h2>${inline(source.slice(3))}</h2>`
  if (source.startsWith('- ')) return `<ul>${lines.map(line => `<li>${inline(line.slice(2))}</li>`).join('')}</ul>`
  if (/^\d+\. /.test(source)) {
    return `<ol>${lines.map(line => `<li>${inline(line.replace(/^\d+\. /, ''))}</li>`).join('')}</ol>`
  }
  if (source.startsWith('|')) return table(lines)
  if (source.startsWith('> ')) return quote(lines)
  if (source.startsWith('    ')) return `<pre><code>${escapeMarkup(lines.map(l => l.slice(4)).join('\n'))}</code></pre>`
  const figure = /^!\[([a-z0-9-]+)\] (.+)$/.exec(source)
  if (figure) return figureHtml(figure[1] ?? '', figure[2] ?? '')
  return `<p>${inline(lines.join(' '))}</p>`
}

function inline(source: string): string {
  return escapeMarkup(source)
    .replace(/~([^~]+)~/g, (_, code: string) => `<code>${code.replaceAll('*', '&#42;')}</code>`)
    .replace(/\*\*([^*]+)\*\*/g, '<strong>$1</strong>')
    .replace(/\*([^*]+)\*/g, '<em>$1</em>')
    .replace(/\[([^\]]+)\]\((\/[^)]*)\)/g, '<a href="$2">$1</a>')
    .replaceAll('&#42;', '*')
}

function table(lines: readonly string[]): string {
  const rows = lines.map(line =>
    line
      .replace(/^\||\|$/g, '')
      .split('|')
      .map(c => inline(c.trim())),
  )
  const [head = [], ...body] = rows
  const cells = (row: readonly string[], tag: string) => `<tr>${row.map(c => `<${tag}>${c}</${tag}>`).join('')}</tr>`
  return `<table><thead>${cells(head, 'th')}</thead><tbody>${body.map(row => cells(row, 'td')).join('')}</tbody></table>`
}

function quote(lines: readonly string[]): string {
  const said = lines.filter(line => line.startsWith('> ')).map(line => inline(line.slice(2)))
  const by = lines.find(line => line.startsWith('-- '))
  return `<blockquote><p>${said.join(' ')}</p>${by ? `<p>${inline(by.slice(3))}</p>` : ''}</blockquote>`
}

function figureHtml(name: string, caption: string): string {
  return `<figure><img src="/figures/${name}.svg" alt="${escapeMarkup(caption)}" width="640" height="320"><figcaption>${inline(caption)}</figcaption></figure>`
}

const named: Record<string, string> = { lt: '<', gt: '>', quot: '"', amp: '&' }
