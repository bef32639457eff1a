/** The first load stays small: its scripts and styles are weighed at every build, and a build that is too heavy fails. */
import { gzipSync } from 'node:zlib'
import type { Plugin, Rolldown } from 'vite'

/** Limits in KiB after gzip, of what index.html loads before anything is clicked. */
export function budget(limits: Readonly<{ scriptKiB: number; styleKiB: number }>): Plugin {
  return {
    name: 'winnow-budget',
    apply: 'build',
    writeBundle(_options, bundle) {
      const first = firstLoad(Object.values(bundle))
      const script = kib(first.scripts)
      const style = kib(first.styles)
      console.log(
        `first load: ${script} KiB of script (limit ${limits.scriptKiB}), ${style} KiB of style (limit ${limits.styleKiB})`,
      )
      for (const chunk of Object.values(bundle))
        if (chunk.type === 'chunk' && !first.names.has(chunk.fileName))
          console.log(`  later: ${chunk.fileName} ${kib([chunk.code])} KiB`)
      if (script > limits.scriptKiB || style > limits.styleKiB) this.error('The first load is over its budget.')
    },
  }
}

type Output = Rolldown.OutputChunk | Rolldown.OutputAsset

/** The entry and all it imports statically, with the styles they bring. */
function firstLoad(outputs: readonly Output[]) {
  const byName = new Map(outputs.map(output => [output.fileName, output]))
  const names = new Set<string>()
  const waiting = outputs.flatMap(output => (output.type === 'chunk' && output.isEntry ? [output.fileName] : []))
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const output = byName.get(name)
    if (names.has(name) || output?.type !== 'chunk') continue
    names.add(name)
    const css = (output as { viteMetadata?: { importedCss: Set<string> } }).viteMetadata?.importedCss ?? []
    for (const style of css) names.add(style)
    waiting.push(...output.imports)
  }
  const chosen = outputs.filter(output => names.has(output.fileName))
  return {
    names,
    scripts: chosen.flatMap(output => (output.type === 'chunk' ? [output.code] : [])),
    styles: chosen.flatMap(output => (output.type === 'asset' ? [String(output.source)] : [])),
  }
}

function kib(texts: readonly string[]): number {
  const bytes = texts.reduce((total, text) => total + gzipSync(text).length, 0)
  return Math.round(bytes / 102.4) / 10
}
