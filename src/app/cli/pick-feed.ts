/** A site may have several feeds: which one is meant is for the person to say. */
import type { DiscoveredFeed } from '../../net/discover.ts'
import { CommandError, type Context, exitCodes } from '../context.ts'
import { canAsk, choose } from './ask.ts'
import { address, table } from './output.ts'

/** The one to follow: the only one, the one that was said, or the one a person at the terminal chooses. Throws a CommandError when nobody can. */
export async function pickFeed(
  context: Context,
  url: string,
  feeds: readonly DiscoveredFeed[],
  options: Readonly<{ pick?: number; yes?: boolean }>,
): Promise<DiscoveredFeed> {
  const [first] = feeds
  if (first === undefined)
    throw new CommandError(
      `no feed was found at ${address(url)}. If you know its address: winnow add --no-discover URL`,
      exitCodes.notFound,
    )
  const picked = options.pick ?? (feeds.length === 1 || options.yes ? 1 : null)
  if (picked !== null) {
    const feed = feeds[picked - 1]
    if (feed === undefined) throw new CommandError(`--pick ${picked}: there are ${feeds.length}`, exitCodes.usage)
    return feed
  }
  const list = feedTable(feeds, context.out.columns)
  if (!canAsk(context))
    throw new CommandError(
      `${feeds.length} feeds were found; choose one with --pick N, or the first with --yes:\n${list}`,
      exitCodes.notFound,
    )
  context.out.note(list)
  return feeds[(await choose(context, 'Which one?', feeds.length)) - 1] ?? first
}

function feedTable(feeds: readonly DiscoveredFeed[], columns: number): string {
  const numbered = feeds.map((feed, at) => ({ ...feed, pick: at + 1 }))
  return table(
    [
      { head: 'N', align: 'right', of: feed => String(feed.pick) },
      { head: 'Title', of: feed => feed.title ?? '', least: 16, optional: true },
      { head: 'Format', of: feed => feed.format ?? '', optional: true },
      { head: 'Address', of: feed => address(feed.url) },
    ],
    numbered,
    columns,
  )
}
