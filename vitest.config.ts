/** Three workers for two cores, because many tests wait; PostgreSQL starts once a run, and only when the first test asks for it (test/fixtures/global-setup.ts). */
import { defineConfig } from 'vitest/config'

/** What touches neither a database nor a process of its own may share a worker: a tenth of all the time went into starting new ones. */
const pure = ['src/{config,core,demo,net,parse}/**/*.test.ts', 'web/**/*.test.ts']
const all = ['{src,web,test,bench,bin,conformance}/**/*.test.ts']

export default defineConfig({
  test: {
    globalSetup: ['test/fixtures/global-setup.ts'],
    reporters: ['default', './test/fixtures/reporter.ts'],
    pool: 'forks',
    maxWorkers: 3,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    teardownTimeout: 20_000,
    allowOnly: !process.env.CI,
    expect: { requireAssertions: true },
    projects: [
      { extends: true, test: { name: 'pure', include: pure, isolate: false } },
      { extends: true, test: { name: 'world', include: all, exclude: pure } },
    ],
  },
})
