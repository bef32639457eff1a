/** Whatever goes in, what comes out is article markup: told by a grammar that knows nothing of parsers. */
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { articleOf, page, prose } from './page-fixtures.ts'
import { sanitise } from './sanitise.ts'

const base = 'https://news.example/a/'

/** What of `html` is not harmless: tags and attributes off the list, values that are no address, a bracket that opens nothing. */
function dangers(html: string): string[] {
  const rest = html.replace(
    /<\/?([a-z][a-z0-9]*)((?: [a-z]+="[^"<>]*")*)(?: \/)?>/g,
    (tag, name: string, attributes: string) => {
      const bad =
        !elements.has(name) ||
        [...attributes.matchAll(/ ([a-z]+)="([^"]*)"/g)].some(([, key = '', value = '']) => !harmless(key, value))
      return bad ? tag : ''
    },
  )
  return rest.match(/<[^<]{0,80}/g) ?? []
}

const elements = new Set(
  'p br hr h1 h2 h3 h4 h5 h6 div section article blockquote q cite ul ol li dl dt dd pre code kbd samp var em strong b i u s del ins mark small sub sup abbr figure figcaption caption table thead tbody tfoot tr th td col colgroup ruby rt rp bdi bdo details summary a img time'.split(
    ' ',
  ),
)

function harmless(name: string, value: string): boolean {
  if (name === 'href') return /^(?:https?:\/\/[^\s]|mailto:)/i.test(value)
  if (name === 'src') return /^https?:\/\/[^\s]/i.test(value)
  return [
    'rel',
    'alt',
    'title',
    'width',
    'height',
    'lang',
    'dir',
    'datetime',
    'colspan',
    'rowspan',
    'span',
    'start',
    'reversed',
    'scope',
  ].includes(name)
}

test('the grammar sees what it should', () => {
  for (const bad of [
    '<script>',
    '<p onclick="x">',
    '<a href="javascript:x">',
    '<a href=x>',
    '<img src="data:x">',
    '<p id="x">',
    '<svg/>',
    '<',
    '<p style="x">',
    '<p',
  ]) {
    expect(dangers(`<p>ok</p>${bad}`), bad).not.toEqual([])
  }
  expect(dangers('<p lang="de">1 &lt; 2<br /><img src="https://x/" alt="a" /><a href="https://x/">x</a></p>')).toEqual(
    [],
  )
})

describe('kept', () => {
  test('article markup, with links made absolute and safe to follow', () => {
    expect(
      sanitise('<h2>A</h2><p>b <a href="../c" target=_blank>c</a> <em>d</em></p><a href="mailto:a@b.test">m</a>', base),
    ).toBe(
      '<h2>A</h2><p>b <a href="https://news.example/c" rel="noopener noreferrer nofollow">c</a> <em>d</em></p><a href="mailto:a@b.test" rel="noopener noreferrer nofollow">m</a>',
    )
  })

  test('images with their size and description', () => {
    const html = '<img src="/i.jpg" width=640 height="480px" alt="A &quot;cat&quot;" srcset="x 2x" loading=lazy>'
    expect(sanitise(html, base)).toBe('<img width="640" src="https://news.example/i.jpg" alt="A &quot;cat&quot;" />')
  })

  test('tables, lists and language', () => {
    const html =
      '<table><tr><td colspan="2">a</td></tr></table><ol start="3"><li>b</li></ol><p lang="ar" dir="rtl">c</p>'
    expect(sanitise(html, base)).toBe(html)
  })
})

describe('gone', () => {
  test.each([
    [
      'scripts and styles',
      '<script>x()</script><style>p{}</style><p style="color:red" onclick="x()">a</p>',
      '<p>a</p>',
    ],
    [
      'frames, embeds, forms and vector images',
      '<iframe src="//x"></iframe><object data=x>o</object><form><input value=1><button>b</button></form><svg><p>x</p></svg><math>m</math><p>a</p>',
      '<p>a</p>',
    ],
    [
      'what could clobber the page around it',
      '<p id="root" class="x" name="y">a</p><a name="z">b</a>',
      '<p>a</p><a>b</a>',
    ],
    [
      'addresses of other schemes',
      '<a href="javascript:x">a</a><a href=" java\nscript:x">b</a><a href="vbscript:x">c</a><img src="data:image/png;base64,x">',
      '<a>a</a><a>b</a><a>c</a>',
    ],
    [
      'values that are not what they are for',
      '<td colspan="1e9">a</td><p dir="x" lang="<b>">b</p><time datetime="\'">c</time>',
      '<td>a</td><p>b</p><time>c</time>',
    ],
  ])('%s', (_, html, expected) => {
    expect(sanitise(html, base)).toBe(expected)
  })
})

const corpus = fileURLToPath(new URL('../../../../shared/corpora/xss', import.meta.url))
const absent = !existsSync(corpus)

describe.skipIf(absent)(
  `the corpus of attacks${absent ? ' (skipped: the shared corpora are not beside this checkout)' : ''}`,
  () => {
    const payloads = absent
      ? []
      : ['dompurify-expect.json', 'patt-payloads.json'].flatMap(file =>
          (JSON.parse(readFileSync(`${corpus}/${file}`, 'utf8')) as { payload: string }[]).map(
            ({ payload }) => payload,
          ),
        )
    /** Where a payload may find itself: as markup, in an attribute, in a comment, a title, an address, an element of raw text. */
    const places = [
      (x: string) => x,
      (x: string) => `<p title="${x}">a</p>`,
      (x: string) => `<a href="${x}">a</a>`,
      (x: string) => `<img src='${x}' alt='${x}'>`,
      (x: string) => `<!-- ${x} --><p>a</p>`,
      (x: string) => `<noscript>${x}</noscript><svg><style>${x}</style></svg><math><mtext>${x}</mtext></math>`,
    ]

    test('none survives, wherever it stands', () => {
      expect(payloads.length).toBeGreaterThan(1_000)
      const survivors = payloads.flatMap(payload =>
        places.flatMap(place => {
          const found = dangers(sanitise(place(payload), base))
          return found.length === 0 ? [] : [{ payload, found }]
        }),
      )
      expect(survivors).toEqual([])
    }, 60_000)

    test('none survives a page that Readability has read, and what is safe is not changed by reading it again', () => {
      const whole = payloads.slice(0, 133).join('\n</textarea></style></title></noscript></svg></math></script>\n')
      for (const html of [whole, payloads.slice(133).join('</p>\n<p>')]) {
        const { contentHtml } = articleOf(page({ body: `${prose()}<p>${html}</p>${prose()}` }))
        expect(dangers(contentHtml)).toEqual([])
      }
      const twice = payloads.filter(payload => sanitise(sanitise(payload, base), base) !== sanitise(payload, base))
      expect(twice).toEqual([])
    }, 60_000)
  },
)
