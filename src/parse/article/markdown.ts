/** Text without a tree becomes paragraphs; of Markdown only the marks go that would stand in the way of reading. */

/** Plain text: blank lines end paragraphs, other breaks stay. */
export function htmlOfText(text: string): string {
  return text
    .split(/\n[^\S\n]*\n|\r\n[^\S\r\n]*\r\n/)
    .filter(paragraph => paragraph.trim() !== '')
    .map(paragraph => `<p>${escaped(paragraph.trim()).replaceAll('\n', '<br>')}</p>`)
    .join('\n')
}

/** Headings, emphasis, links and images lose their marks; the words stay. Linear in the text. */
export function htmlOfMarkdown(markdown: string): string {
  const words = markdown
    .replace(/!\[([^\][]{0,300})\]\([^()\s]{0,2000}(?: "[^"\n]{0,300}")?\)/g, '')
    .replace(/\[([^\][]{1,300})\]\([^()\s]{0,2000}(?: "[^"\n]{0,300}")?\)/g, '$1')
    .replace(/^[^\S\n]{0,3}(?:#{1,6}|[*+-]|>)[^\S\n]+/gm, '')
    .replace(/\*\*|__|`/g, '')
  return htmlOfText(words)
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
