/** The documents say what is: every link, script, command, option and path they name exists, and the checker is seen to catch what does not. */
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, normalize } from 'node:path/posix'
import type { Command } from 'commander'
import { describe, expect, test } from 'vitest'
import { buildProgram } from '../src/app/cli/program.ts'
import { loadConfig } from '../src/config.ts'
import { block, codeSpansOf, documents, names, root, withoutBlocks } from './fixtures/documents.ts'

const program = buildProgram(() => async () => {})
const scripts: Record<string, string> = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).scripts

/** What a document says that is not so. `name` is its path from the root, which relative links start from. */
type Check = (name: string, text: string) => string[]

const checks: Readonly<Record<string, Check>> = {
  'every relative link leads to a file, and to a heading where it names one': (name, text) =>
    linksOf(text).flatMap(link => {
      const [path = '', anchor] = link.split('#')
      const target = path === '' ? name : normalize(join(dirname(name), decodeURI(path)))
      const isOwn = target === name
      if (!isOwn && !existsSync(join(root, target))) return [`${name}: there is no ${target}`]
      if (anchor === undefined || !target.endsWith('.md')) return []
      return anchorsOf(isOwn ? text : (documents.get(target) ?? '')).has(anchor)
        ? []
        : [`${name}: ${target} has no heading #${anchor}`]
    }),

  'every npm script exists': (name, text) =>
    [...text.matchAll(/\bnpm (?:run ([\w:-]+)|(test|start)\b)/g)].flatMap(([said, run, short]) =>
      Object.hasOwn(scripts, run ?? short ?? '') ? [] : [`${name}: there is no ${said}`],
    ),

  'every command of winnow exists, with the options it is given': (name, text) =>
    commandLinesOf(text).flatMap(line => wrongIn(line).map(wrong => `${name}: ${wrong} in ${line}`)),

  'every path of the source exists': (name, text) =>
    codeSpansOf(text).flatMap(span => {
      const path = /^(?:src|docs|test|bench|bin)\/[^\s:]*/.exec(span)?.[0]
      if (path === undefined) return []
      return globSync(path, { cwd: root }).length > 0 ? [] : [`${name}: there is no ${path}`]
    }),
}

test('there is something to read', () => {
  const read = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'docs/configuration.md']
  expect(names).toEqual(expect.arrayContaining(read))
  expect(linksOf([...documents.values()].join('\n')).length).toBeGreaterThan(10)
  expect(commandLinesOf(documents.get('README.md') ?? '').length).toBeGreaterThan(10)
})

describe.each(Object.entries(checks))('%s', (_, check) => {
  test.each(names)('in %s', name => {
    expect(check(name, documents.get(name) ?? '')).toEqual([])
  })
})

test('the winnow.yaml of the README is one that Winnow takes', () => {
  const blocks = [...(documents.get('README.md') ?? '').matchAll(block)].filter(match => match[3] === 'yaml')
  const folder = mkdtempSync(join(tmpdir(), 'winnow-docs-'))
  writeFileSync(join(folder, 'winnow.yaml'), blocks[0]?.[4] ?? '')
  const config = loadConfig({ env: {}, cwd: folder })
  rmSync(folder, { recursive: true })
  expect(blocks).toHaveLength(1)
  expect(config).toMatchObject({ file: join(folder, 'winnow.yaml'), sources: [{}, { group: 'security' }, {}] })
})

describe('the checker', () => {
  const all = (text: string) => Object.values(checks).flatMap(check => check('docs/a.md', text))

  test.each([
    ['a link', '[x](missing.md)', 'no docs/missing.md'],
    ['a link with words in code', '[`x`](missing.md "Title")', 'no docs/missing.md'],
    ['a reference', '[x][1]\n\n[1]: ../missing.md', 'no missing.md'],
    ['a picture', '![x](missing.png)', 'no docs/missing.png'],
    ['an anchor', '[x](../README.md#no-such-heading)', 'README.md has no heading #no-such-heading'],
    ['an anchor of its own', '# One\n\n[x](#two)', 'docs/a.md has no heading #two'],
    ['a script', 'Type `npm run no-such-script`.', 'no npm run no-such-script'],
    ['a script in a block', '```\nnpm run no-such-script\n```', 'no npm run no-such-script'],
    ['a command', 'See `winnow conquer`.', 'no command conquer'],
    ['a command in a block', '```\n$ npx winnow conquer\n```', 'no command conquer'],
    ['a command after options', '`npx winnow --data-dir ./x --json conquer`', 'no command conquer'],
    ['an option', '`winnow articles --loudly`', 'no option --loudly'],
    ['an option in a block', '```sh\nnpx winnow articles --loudly  # aloud\n```', 'no option --loudly'],
    ['a global option', '`winnow --loudly articles`', 'no option --loudly'],
    ['a path', 'See `src/core/no-such-file.ts`.', 'no src/core/no-such-file.ts'],
    ['a pattern', 'See `test/laws/*.nothing.ts`.', 'no test/laws/*.nothing.ts'],
  ])('catches %s that is not there', (_what, text, said) => {
    expect(all(text)).toEqual([expect.stringContaining(said)])
  })

  test('leaves in peace what is there, and what is none of its business', () => {
    const text = `# Where it is: \`winnow.yaml\` & more
[a](../README.md) [b](#where-it-is-winnowyaml--more) [c](https://example.org/missing.md) [d](configuration.md#settings)
\`npm run lint\` and \`npm test\`; \`winnow articles --since 1d --follow --json\`, \`winnow COMMAND\`, \`winnow\`, \`winnow --version\`
\`src/core/url.ts\`, \`test/laws/*.test.ts\`, \`docs/decisions/\`, \`src/core/url.ts:12\`, \`runs/x\`; a winnow conquers.
\`\`\`
$ npx winnow add https://example.org/ --include RCE   # a comment with --dashes
winnow: nothing is known about [this](missing.md)
The demo has ended; winnow conquer begins. src/none.ts
\`\`\``
    expect(all(text)).toEqual([])
  })
})

/** Targets of links, pictures and references that are not of another site. */
function linksOf(text: string): string[] {
  const prose = withoutBlocks(text)
  const inline = [...prose.matchAll(/\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)/g)]
  const references = [...prose.matchAll(/^ {0,3}\[[^\]]+\]:\s*<?([^\s>]+)/gm)]
  return [...inline, ...references].map(match => match[1] ?? '').filter(link => !/^[a-z][a-z+.-]*:/i.test(link))
}

/** As GitHub makes them: lower case, without punctuation, blanks as dashes. */
function anchorsOf(text: string): Set<string> {
  const headings = [...withoutBlocks(text).matchAll(/^#{1,6} (.+)$/gm)]
  return new Set(
    headings.map(([, heading = '']) =>
      heading
        .trim()
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .replace(/\s/g, '-'),
    ),
  )
}

/** Code spans that begin with winnow, and lines of blocks that a person would type: what a program printed is not a command. */
function commandLinesOf(text: string): string[] {
  const typed = [...text.matchAll(block)].flatMap(match => (match[4] ?? '').split('\n'))
  const lines = [...codeSpansOf(text), ...typed].map(line => line.trim().replace(/^\$ /, '').replace(/^npx /, ''))
  return lines.filter(line => /^winnow(?: |$)/.test(line))
}

/** Words in capitals stand for something else, and so does a command that is one. */
function wrongIn(line: string): string[] {
  const [, ...words] = line.replace(/\s#.*$/, '').split(/\s+/)
  const wrong: string[] = []
  let command: Command = program
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? ''
    if (word.startsWith('--')) {
      const option = optionOf(command, word.split('=')[0] ?? '')
      if (option === null) wrong.push(`no option ${word}`)
      if (option?.required && !word.includes('=')) at++
    } else if (command === program && /^[a-z]+$/.test(word)) {
      const found = program.commands.find(one => one.name() === word)
      if (found === undefined) return [...wrong, `no command ${word}`]
      command = found
    } else if (command === program) return wrong
  }
  return wrong
}

/** Commands take the global options as well; help and version are everybody's. */
function optionOf(command: Command, long: string): { required: boolean } | null {
  if (long === '--help' || long === '--version') return { required: false }
  return [...command.options, ...program.options].find(option => option.long === long) ?? null
}
