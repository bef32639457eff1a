/** Whatever became of an entry, its address or its poll's id leads to it. */
import { describe, expect, test } from 'vitest'
import { engines } from '../../test/fixtures/database.ts'
import { everyRow } from '../../test/fixtures/pages.ts'
import { article, chunk, filtered, flushOf, polledAgain, polledSources, run } from '../../test/fixtures/samples.ts'
import { withStore } from '../../test/fixtures/with-store.ts'
import { articleId, uuidV8 } from '../core/identity.ts'
import { listRejections } from './rejections.ts'
import { findRunIds, listChunks, listRuns } from './runs.ts'
import { sql } from './statement.ts'
import { entryIdsOfUrls, factsAbout, factsOfRun } from './why.ts'

describe.each(engines)('on %s', engine => {
  const { database } = withStore(engine)

  test('an article is told with its sightings, its changed version, its alias and the polls that made them', async () => {
    const [one, two] = await polledSources(database, 2)
    const flush = flushOf(database)
    const story = article('story')
    await flush([chunk(one!, [story])])
    await flush([chunk(two!, [story])])
    const [again] = await polledAgain(database, [one!.sourceId])
    await flush([chunk(again!, [article('story', { contentText: 'Another text.', title: 'Changed' })])])
    const alias = articleId('https://paper.example/story/')
    await database.query(sql`insert into url_aliases (alias_id, article_id, url, reason)
      values (${alias}, ${story.id}, 'https://paper.example/story/', 'trailing slash')`)

    const facts = await factsAbout(database, [alias])
    expect(facts.articles).toMatchObject([{ id: story.id, sourceId: one!.sourceId, sightings: 1 }])
    expect(facts.aliases).toMatchObject([{ aliasId: alias, articleId: story.id, reason: 'trailing slash' }])
    expect(facts.sightings).toMatchObject([{ articleId: story.id, sourceId: two!.sourceId, articleTitle: story.title }])
    expect(facts.versions).toMatchObject([{ articleId: story.id, title: 'Changed', characters: 13 }])
    expect(facts.runs).toHaveLength(3)
    expect(await factsAbout(database, [story.id])).toMatchObject({
      aliases: [{ aliasId: alias }],
      articles: [{ id: story.id }],
    })
  })

  test('an entry that was not kept is told with its decision, by its id or by the text of its address', async () => {
    const [source] = await polledSources(database, 1)
    const dropped = filtered('casino-night')
    const odd = {
      entryId: uuidV8('rejected:x'),
      outcome: 'rejected',
      reason: 'too long',
      url: 'https://paper.example/odd',
      title: 'Odd',
    } as const
    await flushOf(database)([chunk(source!, [], { decided: [dropped, odd] })])
    expect(await factsAbout(database, [dropped.entryId])).toMatchObject({
      articles: [],
      decisions: [{ outcome: 'filtered', reason: dropped.reason, sourceTitle: 'A feed' }],
      runs: [{ offered: 2, filtered: 1, rejected: 1 }],
    })
    const ids = await entryIdsOfUrls(database, ['https://paper.example/odd', 'https://paper.example/none'])
    expect(ids).toEqual([odd.entryId])
    expect((await factsAbout(database, ids)).rejections).toMatchObject([
      { reason: 'too long', title: 'Odd', entries: 1, sqlState: null },
    ])
  })

  test('a run tells what it brought, chunk by chunk, and its tally is their sum', async () => {
    const [source, other] = await polledSources(database, 2)
    const flush = flushOf(database)
    const long = run(source!.sourceId, { failure: null, bytes: 5_000_000_000 })
    await flush([chunk(source!, [article('a'), article('b')], { run: long, last: false, bookmark: null })])
    expect((await listRuns(database, { ids: [long.id] }, { limit: 1 })).rows[0]).toMatchObject({
      complete: false,
      chunks: 1,
    })
    await flush([chunk(source!, [article('c')], { run: long, index: 1, decided: [filtered('d')] })])
    await flush([chunk(other!, [article('a')])])

    const { rows } = await listRuns(database, { ids: [long.id] }, { limit: 1 })
    expect(rows[0]).toMatchObject({
      offered: 4,
      saved: 3,
      duplicate: 0,
      filtered: 1,
      chunks: 2,
      complete: true,
      bytes: 5_000_000_000,
    })
    expect(await listChunks(database, long.id)).toMatchObject([
      { chunk: 0, last: false, saved: 2 },
      { chunk: 1, last: true, saved: 1, filtered: 1 },
    ])
    const facts = await factsOfRun(database, long.id)
    expect(facts.articles.map(one => one.title).sort()).toEqual(['Title of a', 'Title of b', 'Title of c'])
    expect(facts.decisions).toMatchObject([{ outcome: 'filtered', url: 'https://paper.example/d' }])
    expect(facts.sightings).toEqual([])
  })

  test('runs are listed newest first, page by page, by source and by failure, and found by either end of their id', async () => {
    const [source, other] = await polledSources(database, 2)
    const flush = flushOf(database)
    const startedAt = new Date('2026-11-23T09:00:00Z')
    for (let at = 0; at < 5; at++) {
      const [polled] = at === 0 ? [source] : await polledAgain(database, [source!.sourceId])
      await flush([chunk(polled!, [], { run: run(source!.sourceId, { startedAt }) })])
    }
    const failure = { kind: 'timeout', message: 'no answer' } as const
    await flush([chunk(other!, [], { run: run(other!.sourceId, { failure, httpStatus: null }) })])

    const seen = await everyRow(after => listRuns(database, {}, { limit: 2, after }))
    expect(new Set(seen.map(row => row.id)).size).toBe(6)
    const failed = (await listRuns(database, { failed: true }, { limit: 10 })).rows
    expect(failed).toMatchObject([
      { sourceId: other!.sourceId, failureKind: 'timeout', failureText: 'no answer', offered: 0 },
    ])
    expect((await listRuns(database, { sourceIds: [source!.sourceId] }, { limit: 10 })).rows).toHaveLength(5)
    const id = failed[0]!.id
    expect(await findRunIds(database, id.slice(-8).toUpperCase())).toEqual([id])
    expect(await findRunIds(database, id.slice(0, 20))).toContain(id)
    expect(await findRunIds(database, id)).toEqual([id])
  })

  test('rejections of one entry by several sources, at one moment, are all on the pages', async () => {
    const sources = await polledSources(database, 5)
    const odd = {
      entryId: uuidV8('rejected:x'),
      outcome: 'rejected',
      reason: 'neither link nor guid',
      url: null,
      title: null,
    } as const
    await flushOf(database)(sources.map(source => chunk(source, [], { decided: [odd] })))
    const seen = await everyRow(after => listRejections(database, {}, { limit: 2, after }))
    expect(seen.map(row => row.sourceId).sort()).toEqual(sources.map(source => source.sourceId).sort())
  })
})
