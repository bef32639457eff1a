/** The pictures of the stand: small charts and chess boards, drawn as SVG from the numbers the articles talk about. */

/** An SVG document, or null for a name no article uses. */
export function figure(name: string): string | null {
  const draw = figures[name]
  return draw ? svg(draw()) : null
}

type Chart = {
  title: string
  unit: string
  labels: readonly string[]
  values: readonly number[]
  mark?: [string, number]
}

const figures: Record<string, () => string> = {
  'ottilie-gusts': () =>
    bars({
      title: 'Ottilie: strongest gust of each hour, Hagby Light',
      unit: 'km/h',
      labels: ['18', '19', '20', '21', '22', '23', '00', '01', '02', '03', '04', '05'],
      values: [71, 84, 96, 108, 121, 134, 142, 147, 139, 118, 97, 80],
    }),
  'sorn-level': () =>
    line({
      title: 'The Arrin at Sorn Weir',
      unit: 'm',
      labels: ['noon', '18', 'midnight', '06', 'noon', '18', 'midnight', '06', 'noon'],
      values: [1.2, 1.6, 2.4, 3.3, 3.81, 3.7, 3.2, 2.6, 2.1],
      mark: ['crest of the bank', 3.9],
    }),
  'imber-level': () =>
    line({
      title: 'Lake Imber, share of full',
      unit: '%',
      labels: ['Jan', 'Mar', 'May', 'Jul', 'Sep', 'Nov'],
      values: [92, 96, 88, 67, 49, 61],
      mark: ['hosepipe rule', 55],
    }),
  'tide-gauge-record': () =>
    line({
      title: 'Mean sea level at Pellport, tide gauge',
      unit: 'cm',
      labels: ['1874', '1899', '1924', '1949', '1974', '1999', '2024'],
      values: [0, 2.1, 4.4, 7.9, 10.6, 15.2, 24.8],
    }),
  'index-sizes': () =>
    bars({
      title: 'Size of the same index, by way of filling it',
      unit: 'MB',
      labels: ['sorted', 'uuid v7', 'random', 'after vacuum', 'rebuilt'],
      values: [214, 219, 398, 391, 214],
    }),
  'cray-profile': () =>
    line({
      title: 'The Cray from Lanmoor Cross',
      unit: 'm',
      labels: ['0 km', '1', '2', '3', '4', '5', '6'],
      values: [34, 78, 139, 171, 266, 352, 411],
    }),
  'tern-latitudes': () =>
    line({
      title: 'Tern 0417: latitude through one year',
      unit: '°',
      labels: ['Aug', 'Sep', 'Oct', 'Nov', 'Jan', 'Mar', 'Apr', 'May'],
      values: [52, 38, 12, -31, -64, -58, -2, 52],
      mark: ['equator', 0],
    }),
  'rook-ending': () => board('White to move and win', '8/8/8/1P6/1K6/8/r6k/5R2'),
  'reti-1921': () => board('R. Réti, 1921: White to move and draw', '7K/8/k1P5/7p/8/8/8/8'),
}

function svg(inside: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 320" role="img" font-family="Georgia, serif" font-size="13"><rect width="640" height="320" fill="#fbfaf6"/>${inside}</svg>`
}

function bars({ title, unit, labels, values }: Chart): string {
  const top = Math.max(...values)
  const step = 560 / values.length
  const drawn = values.map((value, i) => {
    const tall = (value / top) * 200
    const x = 50 + i * step
    return `<rect x="${x}" y="${270 - tall}" width="${step * 0.7}" height="${tall}" fill="#0b5563"/>${label(x + step * 0.35, 264 - tall, String(value))}${label(x + step * 0.35, 290, labels[i] ?? '')}`
  })
  return `${heading(title, unit)}${drawn.join('')}`
}

function line({ title, unit, labels, values, mark }: Chart): string {
  const all = mark ? [...values, mark[1]] : values
  const [low, high] = [Math.min(0, ...all), Math.max(...all)]
  const y = (value: number) => Math.round(270 - ((value - low) / (high - low)) * 200)
  const x = (i: number) => Math.round(50 + (i * 540) / (values.length - 1))
  const dots = values.map((v, i) => `<circle cx="${x(i)}" cy="${y(v)}" r="3.5" fill="#0b5563"/>`)
  const names = values.map((v, i) => label(x(i), y(v) - 9, String(v)) + label(x(i), 292, labels[i] ?? ''))
  const limit = mark
    ? `<path d="M50 ${y(mark[1])}H590" stroke="#b91c1c" stroke-dasharray="6 4"/><text x="52" y="${y(mark[1]) + 15}" fill="#b91c1c">${mark[0]}</text>`
    : ''
  const path = values.map((v, i) => `${i ? 'L' : 'M'}${x(i)} ${y(v)}`).join('')
  return `${heading(title, unit)}${limit}<path d="${path}" fill="none" stroke="#0b5563" stroke-width="2"/>${dots.join('')}${names.join('')}`
}

/** `placement` is the first field of a FEN record. */
function board(title: string, placement: string): string {
  const squares: string[] = []
  placement.split('/').forEach((rank, row) => {
    const cells = rank.replace(/\d/g, n => ' '.repeat(Number(n)))
    for (let column = 0; column < 8; column++) {
      const [x, y] = [190 + column * 32, 48 + row * 32]
      const piece = pieces[cells[column] ?? ' '] ?? ''
      squares.push(
        `<rect x="${x}" y="${y}" width="32" height="32" fill="${(row + column) % 2 ? '#b8ab8f' : '#efe8d8'}"/>`,
      )
      if (piece) squares.push(`<text x="${x + 16}" y="${y + 26}" font-size="28" text-anchor="middle">${piece}</text>`)
    }
  })
  return `${heading(title, '')}${squares.join('')}`
}

const pieces: Record<string, string> = {
  K: '♔',
  R: '♖',
  B: '♗',
  P: '♙',
  k: '♚',
  r: '♜',
  b: '♝',
  p: '♟',
}

function heading(title: string, unit: string): string {
  return `<text x="50" y="30" font-size="16" fill="#222">${title}${unit ? ` (${unit})` : ''}</text>`
}

function label(x: number, y: number, text: string): string {
  return `<text x="${Math.round(x)}" y="${Math.round(y)}" text-anchor="middle" fill="#444">${text}</text>`
}
