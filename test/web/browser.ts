/** Visitors of the web: each has a browser profile of its own, and whatever goes wrong on its screen fails the test, asked for or not. */
import { readFileSync } from 'node:fs'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest'
import { until } from '../fixtures/until.ts'
import { launchBrowser, whyNoBrowser } from './chromium.ts'

export const screens = {
  desktop: { viewport: { width: 1440, height: 900 } },
  tablet: { viewport: { width: 900, height: 1100 } },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 },
} as const satisfies Record<string, BrowserContextOptions>
export type Screen = keyof typeof screens

export type Visitor = Readonly<{
  page: Page
  context: BrowserContext
  /** Goes there as with a link from outside, and waits until everything has arrived. */
  goTo(path: string): Promise<void>
  /** Resolves when no request is under way and nothing is busy. */
  settled(): Promise<void>
  /** How far things have moved by themselves since the page was loaded (Cumulative Layout Shift, to three decimals), and what. */
  shift(): Promise<Shifted>
  /** Serious and critical findings of axe. */
  complaints(options?: Readonly<{ coloursAlone: boolean }>): Promise<string[]>
  /** Addresses asked for, in order; those of other hosts too. */
  asked: string[]
}>

type Shifted = Readonly<{ score: number; what: string[] }>

type Wishes = Readonly<{
  at: string
  screen?: Screen
  dark?: boolean
  /** Console errors that this test provokes. */
  expecting?: RegExp
  options?: BrowserContextOptions
}>

const axe = readFileSync(new URL(import.meta.resolve('axe-core/axe.min.js')), 'utf8')

/** One browser a file; what visitors did wrong is asked after every test. */
export function withBrowser(): (wishes: Wishes) => Promise<Visitor> {
  let browser: Browser | undefined
  const open: { context: BrowserContext; wrong: string[] }[] = []
  beforeAll(async () => {
    if (whyNoBrowser === null) browser = await launchBrowser()
  })
  afterAll(() => browser?.close())
  beforeEach(context => {
    if (whyNoBrowser !== null) context.skip(whyNoBrowser)
  })
  afterEach(async () => {
    const visitors = open.splice(0)
    await Promise.all(visitors.map(({ context }) => context.close()))
    expect(visitors.flatMap(({ wrong }) => wrong)).toEqual([])
  })
  return async ({ at, screen = 'desktop', dark = false, expecting, options }) => {
    if (browser === undefined) throw new Error('there is no browser')
    const context = await browser.newContext({
      ...screens[screen],
      baseURL: at,
      colorScheme: dark ? 'dark' : 'light',
      locale: 'en-GB',
      timezoneId: 'UTC',
      reducedMotion: 'reduce',
      serviceWorkers: 'block',
      ...options,
    })
    const wrong: string[] = []
    open.push({ context, wrong })
    return await visit(context, at, text => {
      if (!expecting?.test(text)) wrong.push(text)
    })
  }
}

async function visit(context: BrowserContext, at: string, complain: (text: string) => void): Promise<Visitor> {
  const asked: string[] = []
  const underWay = new Set<unknown>()
  context.on('request', request => {
    asked.push(request.url())
    if (/^(?:https?|wss?|ftp):/.test(request.url()) && new URL(request.url()).origin !== at)
      complain(`asked another host: ${request.url()}`)
    if (request.resourceType() !== 'eventsource') underWay.add(request)
  })
  context.on('requestfinished', request => void underWay.delete(request))
  context.on('requestfailed', request => void underWay.delete(request))
  context.on('console', message => {
    if (message.type() === 'error' || /Content Security Policy/i.test(message.text())) complain(message.text())
  })
  context.on('weberror', error => complain(`not caught: ${error.error().stack ?? error.error().message}`))
  context.on('dialog', dialog => {
    complain(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  await context.addInitScript(watchShifts)
  context.setDefaultTimeout(10_000)
  const page = await context.newPage()
  async function settled(): Promise<void> {
    let calm = 0
    await until(
      async () => {
        const isCalm = underWay.size === 0 && !(await page.evaluate(isBusy))
        calm = isCalm ? calm + 1 : 0
        return calm === 3
      },
      { what: `${page.url()} has settled`, everyMs: 10 },
    )
  }
  return {
    page,
    context,
    asked,
    settled,
    async goTo(path) {
      await page.goto(path)
      await settled()
    },
    async shift() {
      const { score, what } = await page.evaluate(() => (window as unknown as { shift: Shifted }).shift)
      return { score: Math.round(score * 1_000) / 1_000, what }
    },
    async complaints({ coloursAlone } = { coloursAlone: false }) {
      const runOnly = coloursAlone ? { runOnly: ['color-contrast'] } : {}
      if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe)
      return await page.evaluate(findings, { ...runOnly, resultTypes: ['violations'] })
    },
  }
}

async function isBusy(): Promise<boolean> {
  await document.fonts.ready
  await new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)))
  return document.querySelector('[aria-busy=true]') !== null
}

/** https://wicg.github.io/layout-instability/: what moves within half a second of a key or a click was asked for. */
function watchShifts(): void {
  const shift = { score: 0, what: [] as string[] }
  Object.assign(window, { shift })
  type Shift = PerformanceEntry & { value: number; hadRecentInput: boolean; sources: { node?: Element }[] }
  new PerformanceObserver(list => {
    for (const entry of list.getEntries() as Shift[]) {
      if (entry.hadRecentInput) continue
      shift.score += entry.value
      shift.what.push(
        ...entry.sources.map(({ node }) => `${node?.localName}.${node?.className} ${node?.textContent?.slice(0, 40)}`),
      )
    }
  }).observe({ type: 'layout-shift', buffered: true })
}

type AxeResults = { violations: { impact: string; id: string; nodes: { html: string; failureSummary: string }[] }[] }

async function findings(options: unknown): Promise<string[]> {
  const { axe } = window as unknown as { axe: { run(options: unknown): Promise<AxeResults> } }
  const { violations } = await axe.run(options)
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(node => `${id}: ${node.html.slice(0, 200)} ${node.failureSummary}`))
}
