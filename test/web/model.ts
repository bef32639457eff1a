/** A Winnow that has a language model, whose answers the test chooses; its web, and the site that it reads. */
import { fileURLToPath } from 'node:url'
import { beforeAll } from 'vitest'
import type { Database } from '../../src/db/database.ts'
import { type Engine, openStore } from '../fixtures/database.ts'
import { readingConfig, type Site, startReader, startSite } from '../fixtures/reading.ts'
import { until } from '../fixtures/until.ts'
import { startWeb } from '../http/web.ts'
import { whyNoBrowser } from './chromium.ts'

export type WithModel = Readonly<{
  url: string
  database: Database
  site: Site
  /** Accepted, and being read. */
  submit(url: string, language?: string): Promise<Readonly<{ id: string; articleId: string }>>
  /** The same, once it is over. */
  read(url: string, language?: string): Promise<Readonly<{ id: string; articleId: string }>>
}>

const webRoot = fileURLToPath(new URL('../../dist/web', import.meta.url))

/** That of a file, started and closed by its hooks; it may be used from the first hook on, and is not there where there is no browser. */
export function withModel(engine: Engine): WithModel {
  const model = {} as WithModel
  beforeAll(async () => {
    if (whyNoBrowser !== null) return
    const { close, ...started } = await startModel(engine)
    Object.assign(model, started)
    return close
  })
  return model
}

async function startModel(engine: Engine) {
  const site = await startSite()
  const { database, ...store } = await openStore(engine, { poolSize: 5 })
  const { runtime, stop } = startReader(database, readingConfig(site))
  const ended = runtime.reading.reader.run()
  const { submit: accept, watch: watchReading, cancel: cancelReading } = runtime.submissions
  const web = await startWeb(database, {
    webRoot,
    trusted: [site.pages.origin],
    abilities: { submit: accept, watchReading, cancelReading },
  })
  const { url } = web.server
  async function submit(address: string, language?: string) {
    const answer = await fetch(`${url}/api/articles`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ url: address, language }),
    })
    return (await answer.json()) as { id: string; articleId: string }
  }
  return {
    url,
    database,
    site,
    submit,
    async read(address: string, language?: string) {
      const accepted = await submit(address, language)
      const isOver = async () => {
        const now = (await (await fetch(`${url}/api/submissions/${accepted.id}`)).json()) as { status: string }
        return ['done', 'failed'].includes(now.status)
      }
      await until(isOver, { what: `${address} is read`, everyMs: 20 })
      return accepted
    },
    async close() {
      await web.close()
      await stop()
      await ended
      await store.close()
      await site.close()
    },
  }
}
