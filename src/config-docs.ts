/** docs/configuration.md is written by the schema itself, so it cannot say anything else: `npm run docs:config`. */
import { readFileSync, writeFileSync } from 'node:fs'
import { fileVariable } from './config/environment.ts'
import { schema } from './config/schema.ts'
import { type Section, type Setting, sectionsOf } from './config/setting.ts'

/** The whole page. `example` is the text of winnow.example.yaml, which a test loads. */
export function renderConfigDocs(example: string): string {
  const sections = sectionsOf(schema)
  return [
    introduction,
    '## Settings',
    ...sections.map(renderSection),
    '## Environment variables',
    'An empty variable counts as unset. A variable that begins with `WINNOW_` and is not listed here is a problem, so that a misspelt one cannot pass unnoticed.',
    table(
      ['variable', 'sets'],
      [[code(fileVariable), 'the configuration file to read, as `--config` does'], ...environmentRows(sections)],
    ),
    '## Example',
    'This is `winnow.example.yaml`:',
    `\`\`\`yaml\n${example.trimEnd()}\n\`\`\``,
  ]
    .join('\n\n')
    .concat('\n')
}

const introduction = `# Configuration

<!-- Generated from src/config/schema.ts by \`npm run docs:config\`; a test compares. -->

Winnow needs no configuration: without any it runs on an embedded database. What you set comes from, the first wins,

1. environment variables,
2. the file given with \`--config\` or \`WINNOW_CONFIG\`, otherwise \`winnow.yaml\` in the working directory,
3. the defaults below.

Durations are written with a unit, \`ms\`, \`s\`, \`m\`, \`h\`, \`d\` or \`w\`, such as \`30s\` or \`1.5h\`. Sizes too: \`kB\`, \`MB\` and \`GB\` count in thousands, \`KiB\`, \`MiB\` and \`GiB\` in 1,024s. A key with nothing behind it counts as left out. The file is YAML 1.2 of at most 5 MB.

Every mistake is reported before anything starts, one line for each, with the line in the file, and Winnow exits with 2:

\`\`\`
winnow.yaml:7: sources[2].keywords.exclude[0]: "/(/": not a pattern that RE2 understands (error parsing regexp: missing closing ): \`(\`)
winnow.yaml:9: fetch.timout: is not a setting; did you mean timeout?
WINNOW_LOG_LEVEL: "loud" is not one of trace, debug, info, warn, error, fatal, silent
\`\`\`

Several levels can say something about a source: \`defaults\`, its group, itself. The nearest wins, except that lists of keywords are joined.

A keyword is a word or phrase, found as whole words in any case (\`RCE\` is not in "source"), or as a substring in scripts that write without spaces; \`/…/\`, with \`i\` behind it for any case, is a regular expression as RE2 takes them. Title and content are searched.

Addresses in winnow.yaml are trusted: the exact scheme, host and port of a source written there may lie in a private network, which no address from anywhere else may; so may \`llm.baseUrl\` and \`firecrawl.baseUrl\`, each for its own calls. Pages of the origins in \`fetch.trusted\` may be read whoever names them.

A list in a variable has commas between its members. Keys and tokens are shown nowhere: not in the log, not in an error, not by \`winnow doctor\`.`

function renderSection({ path, description, settings }: Section): string {
  const title = path.length === 0 ? 'Top level' : code(path.join('.'))
  const rows = settings.map(setting => [
    code(setting.path.slice(path.length).join('.')),
    setting.description,
    setting.allowed,
    byDefault(setting),
    setting.env === null ? '' : code(setting.env),
  ])
  const heading = ['setting', 'meaning', 'allowed', 'default', 'variable']
  // A column that no setting of the section fills says nothing.
  const kept = heading.map((_, column) => column < 3 || rows.some(row => row[column] !== ''))
  const narrow = (row: readonly string[]) => row.filter((_, column) => kept[column])
  return [`### ${title}`, description, table(narrow(heading), rows.map(narrow))]
    .filter(part => part !== '')
    .join('\n\n')
}

function environmentRows(sections: readonly Section[]): string[][] {
  const settings = sections.flatMap(section => section.settings)
  return settings.flatMap(({ env, path }) => (env === null ? [] : [[code(env), code(path.join('.'))]]))
}

function byDefault(setting: Setting): string {
  return setting.default === null ? '' : code(setting.default)
}

function table(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(heading), line(heading.map(() => '---')), ...rows.map(line)].join('\n')
}

function code(text: string): string {
  return `\`${text}\``
}

if (import.meta.main) {
  const root = new URL('../', import.meta.url)
  writeFileSync(
    new URL('docs/configuration.md', root),
    renderConfigDocs(readFileSync(new URL('winnow.example.yaml', root), 'utf8')),
  )
}
