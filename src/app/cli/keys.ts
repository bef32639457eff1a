/** `winnow keys create|list|revoke`: what opens the API beyond this machine. A key is shown once; only its hash is kept. */
import { Argument, type Command, InvalidArgumentError, Option } from 'commander'
import pc from 'picocolors'
import { v7 as uuidV7 } from 'uuid'
import type { Database } from '../../db/database.ts'
import { createKey, type KeyRow, listKeys, revokeKey, type Scope, scopes } from '../../db/keys.ts'
import { CommandError, type Context, exitCodes } from '../context.ts'
import { hashPassword } from '../http/access/passwords.ts'
import { lineOf } from './add.ts'
import { moment, shortId, table } from './output.ts'
import { readSecret } from './read-secret.ts'
import type { Run } from './run.ts'

type Options = Readonly<{ scope: Scope; expires?: number }>

export function register(program: Command, run: Run): void {
  program
    .command('keys')
    .addArgument(
      new Argument('[action]', 'what to do').choices(['list', 'create', 'revoke', 'password']).default('list'),
    )
    .argument('[name]', 'create: what to call it; revoke: its id, or the beginning of its id')
    .addOption(new Option('--scope <scope>', 'create: what it may do').choices(scopes).default('read'))
    .option('--expires <days>', 'create: after so many days it opens nothing', parseDays)
    .description('list, create and revoke API keys; hash a password for the web login')
    .action(
      run(async (context, action: string, name: string | undefined, options: Options) => {
        if (action === 'password') return await hash(context)
        await context.withDatabase(async database => {
          if (action === 'create') await create(context, database, name, options)
          else if (action === 'revoke') await revoke(context, database, name)
          else await list(context, database)
        })
      }),
    )
}

/** What may stand in winnow.yaml instead of the password itself. */
async function hash({ out, json }: Context): Promise<void> {
  const password = await readSecret(out, 'Password: ')
  if (password.length < 8) throw new CommandError('a password has at least 8 characters', exitCodes.usage)
  const hashed = await hashPassword(password)
  if (json) out.json({ hash: hashed })
  else out.line(hashed)
}

async function create(
  { out, json }: Context,
  database: Database,
  name: string | undefined,
  options: Options,
): Promise<void> {
  const wanted = { name: lineOf(name, 100) ?? 'key', scope: options.scope, expiresInDays: options.expires ?? null }
  const made = await createKey(database, wanted, { actor: 'cli', correlationId: uuidV7() })
  if (json) return out.json(made)
  out.line(made.key)
  out.note(`Key ${shortId(made.id)} (${made.name}) may ${made.scope}. It is shown this once: only its hash is kept.`)
}

async function list({ out, json }: Context, database: Database): Promise<void> {
  const keys = await listKeys(database)
  if (json) return out.json(keys)
  if (keys.length === 0) return out.note('There is no key. Make one: winnow keys create NAME --scope read')
  out.line(
    table<KeyRow>(
      [
        { head: 'Id', of: key => shortId(key.id), paint: pc.dim },
        { head: 'Name', of: key => key.name, least: 10 },
        { head: 'Scope', of: key => key.scope },
        { head: 'Key', of: key => `${key.start}…` },
        { head: 'Made', of: key => moment(key.createdAt), optional: true },
        { head: 'Used', of: key => (key.usedAt === null ? 'never' : moment(key.usedAt)) },
        { head: 'State', of: stateOf },
      ],
      keys,
      out.columns,
    ),
  )
}

function stateOf({ revokedAt, expiresAt }: KeyRow): string {
  if (revokedAt !== null) return 'revoked'
  if (expiresAt === null) return 'open'
  return expiresAt <= new Date() ? 'expired' : `until ${moment(expiresAt)}`
}

async function revoke({ out, json }: Context, database: Database, part: string | undefined): Promise<void> {
  if (part === undefined) throw new CommandError('say which key: winnow keys revoke ID', exitCodes.usage)
  const fits = (await listKeys(database)).filter(key => isNamed(key.id, part.toLowerCase()))
  const [key] = fits
  if (key === undefined)
    throw new CommandError(`no key has the id ${JSON.stringify(part)}; winnow keys lists them`, exitCodes.notFound)
  if (fits.length > 1)
    throw new CommandError(`several keys have ${JSON.stringify(part)} in their id`, exitCodes.notFound)
  const revoked = await revokeKey(database, key.id, { actor: 'cli', correlationId: uuidV7() })
  if (json) out.json(revoked)
  else out.line(`Key ${shortId(key.id)} (${key.name}) opens nothing any more.`)
}

/** By its beginning, or by what lists show of it. */
function isNamed(id: string, part: string): boolean {
  return part.length >= 4 && (id.startsWith(part) || shortId(id) === part)
}

function parseDays(text: string): number {
  const days = Number(text)
  if (!/^\d{1,4}$/.test(text) || days < 1 || days > 3_650) throw new InvalidArgumentError('must be 1 to 3650 days.')
  return days
}
