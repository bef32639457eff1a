/** What is stored is found again: by the next reading of the article, at its other addresses, under the same text elsewhere. */
import { describe, expect, test } from 'vitest'
import { engines } from '../../../test/fixtures/database.ts'
import {
  byWorker,
  claim,
  claimed,
  extracted,
  extraction,
  note,
  request,
  step,
} from '../../../test/fixtures/readings.ts'
import { article } from '../../../test/fixtures/samples.ts'
import { withStore } from '../../../test/fixtures/with-store.ts'
import { articleId } from '../../core/identity.ts'
import type { Step } from '../../core/reading.ts'
import { sql } from '../statement.ts'
import { storeSteps } from './steps.ts'
import { readingOf } from './stored.ts'
import { submitRequests } from './submit.ts'

describe.each(engines)('on %s', engine => {
  const { database } = withStore(engine, { after: 'empty' })

  const save = (...steps: Step[]) => storeSteps(database, steps, byWorker)
  test('a parked reading waits with its reason and comes back with everything it has', async () => {
    const [reading] = await claimed(database, ['a'])
    const text = extraction('Full text of a.')
    const park = extracted(reading!, 'a', {
      extraction: text,
      park: { waitS: 3_600, reason: 'the budget is spent', attempt: false },
    })
    await save(park)
    expect(await readingOf(database, reading!.id)).toMatchObject({
      status: 'summarising',
      waitingReason: 'the budget is spent',
    })
    expect(await claim(database)).toEqual([])
    expect(await save(park)).toMatchObject([{ refused: false }])
    await database.query(sql`update readings set due_at = now() where id = ${reading!.id}`)
    expect(await claim(database)).toMatchObject([
      { id: reading!.id, attempts: 1, status: 'summarising', extraction: text },
    ])
    expect(await readingOf(database, reading!.id)).toMatchObject({ waitingReason: null })
  })

  test('an alias never leads to itself, over an article of its own, or on to another alias', async () => {
    const [reading] = await claimed(database, ['a'])
    const known = article('known')
    const [other, plain] = await claimed(database, ['known', 'plain'])
    await save(
      extracted(other!, 'known', {
        status: 'done',
        aliases: [{ id: articleId('https://paper.example/twin'), url: 'twin', reason: 'redirect', certain: false }],
      }),
    )
    await save(extracted(plain!, 'plain'))
    const aliases = [
      { id: reading!.articleId, url: 'self', reason: 'canonical', certain: false },
      { id: known.id, url: known.url, reason: 'canonical', certain: false },
      { id: plain!.articleId, url: 'plain', reason: 'canonical', certain: false },
      { id: articleId('https://paper.example/twin'), url: 'twin', reason: 'canonical', certain: false },
      { id: articleId('https://paper.example/a/'), url: 'a/', reason: 'redirect', certain: false },
    ]
    await save(extracted(reading!, 'a', { aliases }))
    expect(await database.query(sql`select article_id, url from url_aliases order by url`)).toEqual([
      { article_id: reading!.articleId, url: 'a/' },
      { article_id: known.id, url: 'twin' },
    ])
  })

  test('a page that is stored under another address is read as that article, and its address becomes an alias; a foreign title stands by itself', async () => {
    const known = article('known')
    const [other] = await claimed(database, ['known'])
    await save(extracted(other!, 'known', { status: 'done', article: known }))
    const alias = { id: known.id, url: known.url, reason: 'canonical', certain: false }
    const [same, foreign, moved] = await claimed(database, ['same', 'foreign', 'moved'])
    await save(
      extracted(same!, 'same', {
        status: 'done',
        aliases: [alias],
        article: { ...article('same'), title: known.title },
      }),
      extracted(foreign!, 'foreign', { status: 'done', aliases: [alias] }),
      extracted(moved!, 'moved', { status: 'done', aliases: [{ ...alias, reason: 'redirect', certain: true }] }),
    )
    const rows = await database.query(sql`select id, article_id from readings order by url`)
    const articleOf = (id: string) => rows.find(row => row.id === id)?.article_id
    expect([same, foreign, moved].map(one => articleOf(one!.id))).toEqual([known.id, foreign!.articleId, known.id])
    const aliases = await database.query(sql`select alias_id, article_id from url_aliases order by alias_id`)
    expect(aliases).toEqual(
      [same!.articleId, moved!.articleId].sort().map(id => ({ alias_id: id, article_id: known.id })),
    )
    const titles = await database.query(sql`select id from articles order by id`)
    expect(titles.map(row => row.id)).toEqual([known.id, foreign!.articleId].sort())
    expect((await submitRequests(database, [request('same')]))[0]).toMatchObject({
      articleId: known.id,
      answeredBy: 'stored',
    })
  })

  test('the same text at another address finds the summary that was made of it', async () => {
    const text = extraction('The same everywhere.')
    const [one, two] = await claimed(database, ['one', 'two'])
    await save(
      extracted(one!, 'one', { extraction: text }),
      extracted(two!, 'two', { extraction: text, park: { waitS: 0, reason: 'x', attempt: false } }),
    )
    const summary = note(text.contentHash)
    await save(step(one!, { status: 'done', notes: [summary] }))
    const [again] = await claim(database)
    expect(again).toMatchObject({ id: two!.id, extraction: text, summary })
  })

  test('a text worth little is not taken for an answer by the next reading', async () => {
    const [first] = await claimed(database, ['a'])
    await save(
      extracted(first!, 'a', { status: 'done', extraction: extraction('Log in.', { lowValue: 'a login page' }) }),
    )
    const [next] = await claimed(database, ['a'], { language: 'de' })
    expect(next).toMatchObject({ status: 'fetching', extraction: null })
  })
})
