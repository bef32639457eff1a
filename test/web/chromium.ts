/** The browser that npm brings: unpacked once, into a folder that no other user of this machine can have prepared. */
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import packed from '@sparticuz/chromium'
import { type Browser, chromium } from 'playwright-core'

/** Null where there is a browser to test in. In CI there must be one: nothing is skipped there. */
export const whyNoBrowser =
  (process.platform === 'linux' && process.arch === 'x64') || process.env.CI
    ? null
    : 'the browser that npm brings is for Linux x64'

const caches = fileURLToPath(new URL('../../node_modules/.cache/', import.meta.url))

/** What would make it another browser than the one people use, with other rules. */
const unwanted = [
  '--single-process',
  '--no-zygote',
  '--disable-web-security',
  '--allow-running-insecure-content',
  '--disable-site-isolation-trials',
]

/** Whatever a page names, nothing but this machine is ever reached. */
const alone = [
  '--disable-gpu',
  '--disable-background-networking',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
]

// Without it pages are drawn by the processor alone, which takes half of its time.
packed.setGraphicsMode = false

export async function launchBrowser(): Promise<Browser> {
  const home = await unpacked()
  return await chromium.launch({
    executablePath: join(home, 'chromium'),
    args: [...packed.args.filter(arg => !unwanted.includes(arg)), ...alone],
    env: { ...process.env, FONTCONFIG_FILE: join(home, 'fonts.conf') },
  })
}

/** Two files may come here at once: each unpacks its own, and the first to be ready stays. */
async function unpacked(): Promise<string> {
  const home = join(caches, `chromium-${await version()}`)
  if (existsSync(home)) return home
  await mkdir(caches, { recursive: true })
  const making = await mkdtemp(`${home}-`)
  const before = process.env.TMPDIR
  process.env.TMPDIR = making
  try {
    await packed.executablePath()
    await writeFile(join(making, 'fonts.conf'), fontsConf(home))
    await rename(making, home)
  } catch (error) {
    await rm(making, { recursive: true, force: true })
    if (!existsSync(home)) throw error
  } finally {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
  }
  return home
}

async function version(): Promise<string> {
  const folder = dirname(dirname(fileURLToPath(import.meta.resolve('@sparticuz/chromium'))))
  return JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')).version
}

/** The same letters on every machine, and the machine's own for scripts that this font lacks. */
function fontsConf(home: string): string {
  const prefer = (family: string) =>
    `<match target="pattern"><test name="family"><string>${family}</string></test><edit name="family" mode="prepend" binding="strong"><string>Open Sans</string></edit></match>`
  return `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<dir>${home}/fonts</dir><dir>/usr/share/fonts</dir><cachedir>${home}/fonts-cache</cachedir>
${['system-ui', 'sans-serif'].map(prefer).join('\n')}
</fontconfig>
`
}
