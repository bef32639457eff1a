/** For tests only: pages as sites without a feed are built, each with the titles that are its articles. */

export type PageFixture = Readonly<{ html: string; paths: readonly string[]; titles: readonly string[] }>

const titles = [
  'The harbour opens its new northern gate',
  'Council votes on the tram line after nine hours',
  'A quiet week for the river, says the water board',
  'How the old bakery became a school for clockmakers',
  'Storm warning lifted for the whole of the coast',
  'Museum finds a lost map of the town in its own cellar',
]
const paths = titles.map((_, at) => `/2026/11/story-${at + 1}`)

const nav = `<header class="site"><a href="/"><img src="logo.png">The Lamp, news from a small town by the sea</a>
  <nav><ul>${Array.from({ length: 12 }, (_, at) => `<li><a href="/section/${at}">A section of our paper, number ${at}</a></li>`).join('')}</ul></nav></header>`
const footer = `<footer><ul>${Array.from({ length: 20 }, (_, at) => `<li><a href="/legal/${at}">Terms and conditions, chapter ${at} of twenty</a></li>`).join('')}</ul></footer>`

function fixture(list: string, more: Partial<PageFixture> = {}): PageFixture {
  const html = `<!doctype html><html lang="en"><head><title>The Lamp</title></head><body class="home has-sidebar">${nav}${list}${footer}</body></html>`
  return { html, paths, titles, ...more }
}

function each(render: (title: string, path: string, at: number) => string): string {
  return titles.map((title, at) => render(title, paths[at] ?? '', at)).join('\n')
}

/** Classes with numbers, a teaser, "Read more" and a category beside each title, and a side column of the same titles. */
export const weblog = fixture(
  `<main>${each(
    (title, path, at) => `<article class="post-${at} post ${at % 2 ? 'odd category-town' : 'even category-sea'}">
      <h2 class="entry-title"><a href="${path}" rel="bookmark">${title}</a></h2><time datetime="2026-11-2${at}T08:00:00Z">${at} hours ago</time>
      <p>It was early in the morning when <a href="/tag/${at}">the first people of the town</a> heard of it.</p>
      <a class="more" href="${path}#more">Continue reading this article of ours</a></article>`,
  )}</main><aside>${each((title, path) => `<p><a href="${path}?from=side">${title} and more</a></p>`)}</aside>`,
)

/** One link around each card: picture, section, heading, teaser. */
export const cards = fixture(
  `<div id="content"><div class="grid-x7f3">${each(
    (
      title,
      path,
      at,
    ) => `<div class="css-1${at}x"><a href="https://lamp.example${path}?utm_source=home"><img src="${at}.jpg" alt="a picture">
      <span>Town</span><h3>${title}</h3><p>A teaser that goes on for a while and says little about it.</p><span>${at} min read</span></a></div>`,
  )}</div></div>`,
  { paths: paths.map(path => `${path}?utm_source=home`) },
)

/** Tables for everything, as in the last century; what is in the last cell changes with each look. */
export const tables = fixture(
  `<center><table><tr><td><table>${each(
    (
      title,
      path,
      at,
    ) => `<tr class="athing" id="${at}"><td>${at}.</td><td class="title"><span class="titleline"><a href="${path}">${title}</a>
      <span class="sitebit">(<a href="from?site=x">x.example</a>)</span></span></td></tr><tr><td><a href="item?id=${at}">${at * 7} comments</a></td></tr>`,
  )}</table></td></tr></table></center>`,
)

/** Words without spaces say more in fewer characters. */
export const japanese = fixture(
  `<div><ul>${['港の北門が開く式典', '市議会が路面電車を可決', '川の水位は穏やかと発表', '古いパン屋が時計学校に']
    .map((title, at) => `<li><a href="/ja/${at}">${title}</a></li>`)
    .join(
      '',
    )}</ul><div class="tags">${Array.from({ length: 30 }, (_, at) => `<a href="/t/${at}">話題${at}</a>`).join('')}</div></div>`,
  {
    paths: ['/ja/0', '/ja/1', '/ja/2', '/ja/3'],
    titles: ['港の北門が開く式典', '市議会が路面電車を可決', '川の水位は穏やかと発表', '古いパン屋が時計学校に'],
  },
)

/** Whole articles with short headings, which link to many places on their way. */
export const longreads = fixture(
  `<main>${each(
    (title, path) =>
      `<h3><a href="${path}">${title}</a></h3>${Array.from(
        { length: 9 },
        (
          _,
          at,
        ) => `<p>Nobody who was there will forget it, least of all those who <a href="https://elsewhere.example${path}/${at}">had
        seen the like of it before, in another town</a> and had not believed it then. It took them the whole of the night, and of
        the day that followed, to find words for what had happened, and when they had found them nobody wanted to listen.</p>`,
      ).join('')}`,
  )}</main>`,
)

/** No element closed that need not be, none of them semantic. */
export const soup = fixture(
  `<div class=wrap><div class=menu>${Array.from({ length: 9 }, (_, at) => `<a href=/m/${at}>Our service number ${at} for you</a>`).join('')}</div>
  <div class=list>${each((title, path) => `<p class=item><b><a href=${path}>${title}</a></b><br>Some words about it.`)}</div></div>`,
)
