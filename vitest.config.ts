/** Two workers for two cores; PostgreSQL starts once a run, and only when the first test asks for it (test/fixtures/global-setup.ts). */
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{src,web,test,bench,bin,conformance}/**/*.test.ts'],
    globalSetup: ['test/fixtures/global-setup.ts'],
    reporters: ['default', './test/fixtures/reporter.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    teardownTimeout: 20_000,
    allowOnly: !process.env.CI,
    expect: { requireAssertions: true },
  },
})
