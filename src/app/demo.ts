/** The demo news stand: while nobody has said what to follow, there is something to see. It goes, with its articles, when the first real source comes. */
import { sourceId } from '../core/identity.ts'
import type { Database } from '../db/database.ts'
import { readSetting } from '../db/settings.ts'
import { countSources, listSources, putSources, removeSources } from '../db/sources.ts'
import { demoSettings } from '../demo/feeds.ts'
import { type Stand, startStand } from '../demo/stand.ts'

export type Demo = Readonly<{
  /** Starts or ends the stand, as settings and sources say now; `winnow demo on|off` in another terminal is followed so. */
  sync(): Promise<'started' | 'ended' | 'unchanged'>
  running(): Stand | null
  close(): Promise<void>
}>

export function createDemo(database: Database, allowed: boolean): Demo {
  let stand: Stand | null = null

  /** Said off, it is off; said on, it is on; unsaid, it runs while there is no other source. */
  async function wanted(): Promise<boolean> {
    if (!allowed) return false
    const said = await readSetting(database, 'demo')
    if (said === 'on' || said === 'off') return said === 'on'
    const counts = await countSources(database)
    return counts.file + counts.user === 0 || (stand !== null && counts.demo > 0)
  }

  async function start(): Promise<void> {
    stand = await startStand()
    const sources = stand.feeds.map(feed => ({
      id: sourceId(feed.url),
      url: feed.url,
      title: feed.title,
      group: feed.group,
      origin: 'demo' as const,
      ownSettings: demoSettings,
      enabled: true,
    }))
    const present = await listSources(database, { origin: 'demo' })
    const stale = present.filter(source => !sources.some(one => one.id === source.id)).map(source => source.id)
    // An earlier stand on another port is gone for good, and so are the pages behind its articles.
    if (stale.length > 0) await removeSources(database, stale, true)
    await putSources(database, sources)
  }

  async function end(): Promise<void> {
    if (stand === null) return
    await stand.close()
    stand = null
  }

  return {
    async sync() {
      const want = await wanted()
      if (want === (stand !== null)) return 'unchanged'
      await (want ? start() : end())
      return want ? 'started' : 'ended'
    },
    running: () => stand,
    close: end,
  }
}
