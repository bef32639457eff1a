/** Low value is told by what a text asks of its reader; what it is about never counts against it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { lowValue } from './low-value.ts'

const prose =
  'The river rose by two metres overnight, and the old bridge was closed before the morning shift could cross it. Farmers moved their cattle to the hill. The mayor spoke of the worst flood since 1954 and thanked the volunteers who had filled sandbags until dawn. '

describe('worth little', () => {
  test.each([
    ['empty', ''],
    ['empty', ' \n\u200b\u00a0 '],
    ['shorter than 120 characters', 'A river rose by two metres overnight.'],
    ['error page', '404\nThe page you are looking for has moved.'],
    ['error page', 'Page not found\nTry the search, or go back to the front page and look for the article there.'],
    ['error page', 'Seite nicht gefunden\nDie gewünschte Seite gibt es nicht mehr.'],
    ['error page', 'Just a moment...\nChecking your browser before accessing example.com.'],
    ['error page', 'ページが見つかりません\nお探しのページは移動または削除された可能性があります。'],
    [
      'cookie wall',
      'We and our 842 partners use cookies and similar technologies to store information on your device.\nAccept all\nReject all\nManage preferences\nYou can withdraw your consent at any time.',
    ],
    [
      'cookie wall',
      'Wir und unsere Partner verwenden Cookies, um Inhalte zu personalisieren.\nAlle akzeptieren\nAlle ablehnen\nIhre Einwilligung ist freiwillig.',
    ],
    [
      'cookie wall',
      'Nous et nos partenaires utilisons des cookies pour mesurer notre audience.\nTout accepter\nTout refuser\nParamétrer mes cookies',
    ],
    [
      'cookie wall',
      'Utilizamos cookies propias y de terceros para mejorar nuestros servicios.\nAceptar todas\nRechazar todas',
    ],
    ['cookie wall', 'Мы используем файлы cookie, чтобы сайт работал лучше для вас и ваших близких.\nПринять все'],
    [
      'login wall',
      'Log in to continue\nEmail address\nPassword\nForgot your password?\nDon’t have an account? Sign up',
    ],
    ['login wall', 'Anmelden\nBenutzername\nPasswort\nPasswort vergessen?\nNoch kein Konto? Registrieren'],
    ['login wall', 'You must be logged in to view this page. Please log in with your account.'],
    ['paywall', `${prose}Subscribe to continue reading.`],
    ['paywall', `${prose}\nThis article is for subscribers only.\nAlready a subscriber? Sign in`],
    ['paywall', `${prose}\nJetzt weiterlesen mit SZ Plus\nBereits Abonnent?`],
    ['paywall', `${prose}\nCet article est réservé aux abonnés.\nIl vous reste 75% de cet article à lire.`],
    ['paywall', `${prose}\nこの記事は有料会員限定です。`],
    ['repeated words', 'buy cheap shoes online now '.repeat(40)],
    ['repeated words', 'Breaking news from the newsroom\n'.repeat(15)],
  ])('%s: %j', (reason, text) => {
    expect(lowValue(text)).toBe(reason)
  })

  test('a teaser of a text that the publisher sells', () => {
    expect(lowValue(prose, { free: false })).toBe('paywall')
    expect(lowValue(prose.repeat(2), { free: true })).toBe(null)
    // Some publishers say so and show the whole text.
    expect(
      lowValue(Array.from({ length: 20 }, (_, i) => prose.replaceAll('e', `e${i}`)).join('\n'), { free: false }),
    ).toBe(null)
  })
})

describe('fine', () => {
  test.each([
    ['an article', prose],
    [
      'an article about cookies',
      'Regulators fined the company for its cookie banner. The watchdog said that a site which uses cookies for advertising must ask first, and that a button reading “Accept all” without an equally visible “Reject all” is no choice. Privacy groups welcomed the ruling. The company, which stores billions of cookies every day, said it would appeal. Lawyers expect other publishers to change their banners before the summer, when the new rules come into force.',
    ],
    [
      'an article about paywalls',
      'Newspapers have learnt that readers pay for what they cannot get elsewhere. When the Tribune put its columns behind a wall, a third of its visitors left, but those who stayed were worth more. Editors say that a subscriber costs less to keep than to win. The next test comes in spring, when the price of a subscription rises again and many trial periods end.',
    ],
    [
      'an article about passwords',
      'Most people log in to dozens of services with one password, researchers found. The study followed four hundred office workers for a year. Those who had been told to change it every month chose weaker ones, and wrote them down. The authors recommend a password manager and a second factor, and advise companies to stop asking for new passwords without a reason.',
    ],
    [
      'an article about a 404 page',
      'The museum of lost pages opened in Turin on Friday. Its first exhibit is a “page not found” notice printed on canvas, four metres wide. The curator has collected such notices since 1996 and calls them the folk art of the network. Visitors may type an address of their own into a terminal that leads nowhere. The show runs until the end of March, and admission is free on Sundays.',
    ],
    [
      'a short Chinese article',
      '委员会星期二开会讨论明年的预算，几位委员表示该计划太昂贵，城市负担不起这样的费用，市长则认为必须修建新桥。',
    ],
  ])('%s', (_, text) => {
    expect(lowValue(text)).toBe(null)
  })
})

test('any text is judged in bounded time', () => {
  for (const piece of ['we use ', 'log in ', 'cookies', 'ä', '.\n', 'subscribe to ', '404', '你', ' ']) {
    expect(() => lowValue(piece.repeat(1_000_000))).not.toThrow()
  }
})

const corpus = fileURLToPath(new URL('../../../shared/corpora/readability', import.meta.url))
const absent = !existsSync(corpus)

describe.skipIf(absent)(
  `the pages of the corpus${absent ? ' (skipped: the shared corpora are not beside this checkout)' : ''}`,
  () => {
    test('are fine, but for those made for testing', () => {
      const judged = readdirSync(corpus).map(page => {
        const html = readFileSync(`${corpus}/${page}/expected.html`, 'utf8')
        const text = html
          .replace(/<(?:\/?(?:p|div|li|h\d|br|td|tr|section)\b)[^>]*>/g, '\n')
          .replace(/<[^>]*>/g, '')
          .replace(/[^\S\n]+/g, ' ')
          .replace(/\s*\n\s*/g, '\n')
        return [page, lowValue(text.trim())] as const
      })
      const made =
        /^(?:00\d-|base-url|invalid-|ol$|missing-|remove-|reordering-|replace-|style-|title-|lazy|toc-|svg-|links-|keep-|hidden-|clean-)/
      expect(judged.filter(([page, reason]) => reason !== null && !made.test(page))).toEqual([])
    })
  },
)
