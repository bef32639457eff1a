/** The part of the schema that is about the web: where it listens, who may come in, what it shows. */
import { line, oneOf, origin, orNone, secret, wholeNumber } from './format.ts'
import { optional, section, withDefault } from './setting.ts'

export const web = section(
  'The web interface and the API. Without a password only this machine is let in; other machines need the password or an API key.',
  {
    host: withDefault(line('an address or the name of a host', /^[A-Za-z0-9.:_-]{1,253}$/), {
      default: '127.0.0.1',
      env: 'WINNOW_WEB_HOST',
      description: 'Where it listens; `0.0.0.0` for all addresses of this machine.',
    }),
    port: withDefault(orNone(wholeNumber(0, 65_535)), {
      default: '7070',
      env: 'WINNOW_WEB_PORT',
      description: 'The port; 0 for a free one, `none` for no web at all in `winnow up`.',
    }),
    publicUrl: optional(origin, {
      env: 'WINNOW_WEB_PUBLIC_URL',
      description: 'Where people reach it, when a proxy stands before it: scheme, host and port.',
    }),
    password: optional(secret, {
      env: 'WINNOW_WEB_PASSWORD',
      description: 'The password of the login, or its hash as `winnow keys password` makes it.',
    }),
    media: withDefault(oneOf('off', 'proxy'), {
      default: 'off',
      env: 'WINNOW_WEB_MEDIA',
      description:
        'Images in articles: `off` loads none; `proxy` fetches them through Winnow, so that nobody sees who reads.',
    }),
    metricsPort: withDefault(orNone(wholeNumber(1, 65_535)), {
      default: 'none',
      env: 'WINNOW_WEB_METRICS_PORT',
      description:
        'A port of its own for `/metrics`, on loopback and without a key; `none`: beside the rest, with a key.',
    }),
  },
).prefault({})
