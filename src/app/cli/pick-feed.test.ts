/** One feed is taken, several are for somebody to choose from; without anybody there nothing is guessed. */
import { expect, test } from 'vitest'
import { contextFor } from '../../../test/fixtures/cli.ts'
import type { DiscoveredFeed } from '../../net/discover.ts'
import { CommandError } from '../context.ts'
import { pickFeed } from './pick-feed.ts'

const feeds: DiscoveredFeed[] = [
  { url: 'https://x.example/rss', title: 'News', format: 'rss', found: 'declared' },
  { url: 'https://me:hush@x.example/comments', title: null, format: null, found: 'declared' },
]
const context = contextFor(null, false, () => {}, [])
const picked = (found: DiscoveredFeed[], options: { pick?: number; yes?: boolean } = {}) =>
  pickFeed(context, 'https://x.example/', found, options).catch((error: unknown) => error as CommandError)

test('the only feed needs no choice; --pick and --yes choose', async () => {
  expect(await picked(feeds.slice(0, 1))).toBe(feeds[0])
  expect(await picked(feeds, { pick: 2 })).toBe(feeds[1])
  expect(await picked(feeds, { yes: true })).toBe(feeds[0])
})

test('several feeds without a choice are listed, without their credentials', async () => {
  const error = await picked(feeds)
  expect(error).toBeInstanceOf(CommandError)
  expect(error).toMatchObject({
    exitCode: 3,
    message: expect.stringMatching(
      /^2 feeds were found; .*--pick N[\s\S]*1 .*News.*https:\/\/x\.example\/rss[\s\S]*\*\*\*@x\.example/,
    ),
  })
  expect((error as CommandError).message).not.toContain('hush')
})

test('no feed, and a number beyond the list, are told apart', async () => {
  expect(await picked([])).toMatchObject({
    exitCode: 3,
    message: expect.stringContaining('no feed was found at https://x.example/'),
  })
  expect(await picked(feeds, { pick: 3 })).toMatchObject({ exitCode: 2, message: '--pick 3: there are 2' })
})
