/** The language of a text is that of its greater part, and doubt is said. */
import { describe, expect, test } from 'vitest'
import { articleLanguage, detectLanguage, isLanguage, primarySubtag } from './language.ts'

const english =
  'The committee met on Tuesday to discuss the budget for the coming year, and several of its members said that the plan was too expensive. '
const german =
  'Der Ausschuss traf sich am Dienstag, um über den Haushalt für das kommende Jahr zu beraten, und mehrere Mitglieder sagten, der Plan sei zu teuer. '

describe('detection', () => {
  test.each([
    ['en', english],
    ['de', german],
    [
      'fr',
      'Le comité s’est réuni mardi pour discuter du budget de l’année prochaine, et plusieurs membres ont dit qu’il était trop cher.',
    ],
    [
      'sw',
      'Kamati ilikutana siku ya Jumanne ili kujadili bajeti ya mwaka ujao na wanachama kadhaa walisema kwamba mpango huo ni ghali sana kwa mji.',
    ],
    [
      'ru',
      'Комитет собрался во вторник, чтобы обсудить бюджет на следующий год, и некоторые его члены сказали, что план слишком дорогой.',
    ],
    [
      'uk',
      'Комітет зібрався у вівторок, щоб обговорити бюджет на наступний рік, і деякі його члени сказали, що план занадто дорогий.',
    ],
    ['zh', '委员会星期二开会讨论明年的预算，几位委员表示该计划太昂贵，城市负担不起这样的费用。'],
    ['ja', '委員会は火曜日に会合を開き、来年度の予算について話し合いました。計画は高すぎるという意見もありました。'],
    [
      'ja',
      'この記事では Kubernetes と Docker Compose を使って PostgreSQL のバックアップを自動化する方法について説明します。',
    ],
    ['ko', '위원회는 화요일에 모여 내년 예산을 논의했으며 여러 위원들은 계획이 너무 비싸다고 말했다.'],
    ['ar', 'اجتمعت اللجنة يوم الثلاثاء لمناقشة ميزانية العام المقبل، وقال العديد من الأعضاء إن الخطة مكلفة للغاية.'],
    [
      'fa',
      'کمیته روز سه‌شنبه برای بحث درباره بودجه سال آینده تشکیل جلسه داد و چند نفر از اعضا گفتند که این طرح بسیار گران است.',
    ],
    [
      'el',
      'Η επιτροπή συνεδρίασε την Τρίτη για να συζητήσει τον προϋπολογισμό του επόμενου έτους και είπε ότι είναι ακριβός.',
    ],
  ])('knows %s', (language, text) => {
    expect(detectLanguage(text)).toEqual({ language, sure: true })
  })

  test('says nothing of what is too short, empty or in no language', () => {
    for (const text of ['', '   ', 'Der Ausschuss', '1234567890 '.repeat(20), 'https://example.com/a '.repeat(20)]) {
      expect(detectLanguage(text)).toEqual({ language: null, sure: false })
    }
  })

  test('one foreign word, or a quoted foreign sentence, never changes it', () => {
    const foreign = ['Schadenfreude', 'savoir-faire', 'こんにちは', 'перестройка', `“${german.trim()}”`]
    for (const quote of foreign) {
      for (const text of [
        `${quote} ${english.repeat(3)}`,
        `${english}${quote} ${english.repeat(2)}`,
        `${english.repeat(3)}${quote}`,
      ]) {
        expect(detectLanguage(text).language, quote).toBe('en')
      }
      expect(detectLanguage(`${english.repeat(6)}${quote} ${english.repeat(6)}`), quote).toEqual({
        language: 'en',
        sure: true,
      })
    }
  })

  test('a text in two languages has none for sure', () => {
    expect(detectLanguage(english.repeat(4) + german.repeat(4)).sure).toBe(false)
  })

  test('a text of any length is sampled from its beginning to its end', () => {
    expect(detectLanguage(english.repeat(100) + german.repeat(20_000))).toEqual({ language: 'de', sure: true })
    expect(detectLanguage(' '.repeat(5_000_000) + english)).toEqual({ language: null, sure: false })
    for (const noise of ['a', '@', 'ー', '\u0301', '\ud800'])
      expect(detectLanguage(noise.repeat(2_000_000)).language).not.toBe('en')
  })
})

describe('whether an answer is in the language asked for', () => {
  test('a clear answer is judged', () => {
    expect(isLanguage(german.repeat(2), 'de')).toBe(true)
    expect(isLanguage(german.repeat(2), 'de-AT')).toBe(true)
    expect(isLanguage(german.repeat(2), 'en')).toBe(false)
    expect(isLanguage('委员会星期二开会讨论明年的预算，几位委员表示该计划太昂贵，城市负担不起。'.repeat(3), 'en')).toBe(
      false,
    )
  })

  test('a short, mixed or unknown one is given the benefit of the doubt', () => {
    expect(isLanguage('Der Plan ist zu teuer.', 'en')).toBe(true)
    expect(isLanguage(english.repeat(2) + german.repeat(2), 'fr')).toBe(true)
    expect(isLanguage(english.repeat(2), 'qu')).toBe(true)
    expect(isLanguage('', 'en')).toBe(true)
  })

  test('relatives that read alike count as one', () => {
    const norwegian =
      'Komiteen møttes tirsdag for å diskutere budsjettet for det kommende året, og flere av medlemmene sa at planen var for dyr. '
    for (const code of ['no', 'nb', 'nn', 'da']) expect(isLanguage(norwegian.repeat(2), code), code).toBe(true)
  })
})

describe('the language of an article', () => {
  test('is what its text shows, whatever the page declares', () => {
    expect(articleLanguage(german.repeat(3), ['en-US'])).toBe('de')
    expect(articleLanguage(german.repeat(3), [])).toBe('de')
  })

  test('is what the page declares where the text leaves doubt', () => {
    expect(articleLanguage('Kurz.', ['', 'de_CH', 'en'])).toBe('de')
    expect(articleLanguage(english.repeat(4) + german.repeat(4), ['de'])).toBe('de')
    expect(articleLanguage('Kurz.', ['x', 'und'])).toBe(null)
  })

  test('keeps the finer name of the same language', () => {
    const norwegian =
      'Komiteen møttes tirsdag for å diskutere budsjettet for det kommende året, og flere av medlemmene sa at planen var for dyr. '
    expect(articleLanguage(norwegian.repeat(2), ['nb-NO'])).toBe('nb')
  })
})

test('language tags are read as pages write them', () => {
  expect(['de', 'DE-at', 'pt_BR', ' zh-Hant-TW', 'yue'].map(primarySubtag)).toEqual(['de', 'de', 'pt', 'zh', 'yue'])
  expect(['', 'english', 'und', 'x-klingon', null, undefined].map(primarySubtag)).toEqual(Array(6).fill(null))
})
