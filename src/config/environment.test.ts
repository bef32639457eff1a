import { describe, expect, test } from 'vitest'
import { empty, good, lines, load } from '../../test/fixtures/config.ts'
import { loadConfig } from '../config.ts'
import { variables } from './environment.ts'

describe('the environment', () => {
  test('overrides the file, setting by setting', () => {
    const env = { WINNOW_FETCH_TIMEOUT: '10s', DATABASE_URL: 'postgres://db/x', WINNOW_LOG_LEVEL: '' }
    const config = good(load('fetch: { timeout: 20s, concurrency: 4 }\nlog: { level: warn }', env))
    expect(config.fetch).toMatchObject({ timeoutMs: 10_000, concurrency: 4 })
    expect(config.database.url).toBe('postgres://db/x')
    expect(config.log.level).toBe('warn')
  })

  test('every variable reaches its setting', () => {
    for (const [name, path] of variables) {
      const found = loadConfig({ env: { [name]: '\n' }, cwd: empty() })
      expect(lines(found), path.join('.')).toEqual([expect.stringMatching(`^${name}: `)])
    }
  })

  test('its own mistakes are told by its own names', () => {
    const env = { WINNOW_FETCH_TIMEOUT: '5', WINNOW_LOGLEVEL: 'debug', WINNOW_SOMETHING_ELSE: '1' }
    expect(lines(load('fetch: { timeout: 5s }', env))).toEqual([
      'WINNOW_LOGLEVEL: no setting has this variable; did you mean WINNOW_LOG_LEVEL?',
      'WINNOW_SOMETHING_ELSE: no setting has this variable',
      'WINNOW_FETCH_TIMEOUT: "5" has no unit: write ms, s, m, h, d or w, such as 30s',
    ])
  })

  test('what Kubernetes and Docker write for a service called winnow is not ours', () => {
    const env = {
      WINNOW_SERVICE_HOST: '10.0.0.1',
      WINNOW_SERVICE_PORT: '80',
      WINNOW_SERVICE_PORT_HTTP: '80',
      WINNOW_PORT: 'tcp://10.0.0.1:80',
      WINNOW_PORT_80_TCP_ADDR: '10.0.0.1',
      WINNOW_DB_SERVICE_HOST: '10.0.0.2',
      WINNOW_DB_PORT_5432_TCP: 'tcp://10.0.0.2:5432',
    }
    expect(good(load('', env)).demo).toBe('auto')
  })
})
