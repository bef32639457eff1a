/** Writes sw.js beside the build: the shell opens without a network, and what is stored about articles is never cached by it. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'

const source = fileURLToPath(new URL('sw.js', import.meta.url))

export function serviceWorker(): Plugin {
  return {
    name: 'winnow-service-worker',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const files = Object.keys(bundle).filter(name => /\.(?:js|css|woff2)$/.test(name))
        const shell = ['/', '/theme.js', '/icon.svg', ...files.map(name => `/${name}`)]
        // The entry's name changes with its content, and index.html changes only with it.
        const version = createHash('sha256').update(shell.join()).digest('hex').slice(0, 12)
        const code = readFileSync(source, 'utf8')
          .replace('__VERSION__', version)
          .replace("['__SHELL__']", JSON.stringify(shell))
        this.emitFile({ type: 'asset', fileName: 'sw.js', source: code })
      },
    },
  }
}
