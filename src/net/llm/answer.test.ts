import { expect, test } from 'vitest'
import { readBodyOf } from './answer.ts'

const read = (value: unknown) => readBodyOf(Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)))
const choice = (more: object) => ({ choices: [{ message: { content: 'x' }, ...more }] })

test.each(['', '[]', '"x"', '1', 'null', '<html>', '{"a":', '\u0000'])('%j is no object', text => {
  expect(read(text)).toBe(null)
})

test('blanks before the object are keep-alives', () => {
  expect(read('\n   \n{"id":"gen-1"}')).toMatchObject({ id: 'gen-1' })
})

test('usage and cost are read as far as they make sense', () => {
  const usage = (value: unknown) => read({ usage: value })?.usage
  expect(usage({ prompt_tokens: 10, completion_tokens: 5, cost: 0.25 })).toEqual({
    tokensIn: 10,
    tokensOut: 5,
    costUsd: 0.25,
  })
  expect(usage({ prompt_tokens: 10, completion_tokens: '5' })).toEqual({ tokensIn: 10, tokensOut: 0, costUsd: null })
  expect(usage({ prompt_tokens: -1, completion_tokens: 1e300, cost: -1 })).toBe(null)
  expect(usage(null)).toBe(null)
  expect(usage('much')).toBe(null)
})

test('with a key of one’s own the provider’s bill is added to the fee', () => {
  const usage = { cost: 0.01, is_byok: true, cost_details: { upstream_inference_cost: 0.2 } }
  expect(read({ usage })?.usage?.costUsd).toBeCloseTo(0.21)
  expect(read({ usage: { ...usage, is_byok: false } })?.usage?.costUsd).toBe(0.01)
})

test.each([
  [{ error: { message: 'no', code: 429 } }, { status: 429, code: '', text: 'no' }],
  [{ error: { message: 'no', code: '502' } }, { status: 502, code: '', text: 'no' }],
  [
    { error: { message: 'no', type: 't', code: 'insufficient_quota' } },
    { status: null, code: 'insufficient_quota', text: 'no' },
  ],
  [{ error: { message: 'no', type: 'server_error', code: null } }, { status: null, code: 'server_error', text: 'no' }],
  [{ error: 'model "x" not found' }, { status: null, code: '', text: 'model "x" not found' }],
  [
    { object: 'error', message: 'no', code: 400 },
    { status: 400, code: '', text: 'no' },
  ],
  [{ detail: [{ msg: 'no' }] }, { status: null, code: '', text: '[{"msg":"no"}]' }],
  [{ message: 'Not Found' }, { status: null, code: '', text: 'Not Found' }],
  [choice({ error: { message: 'late', code: 502 } }), { status: 502, code: '', text: 'late' }],
  [
    { ...choice({}), error: { message: 'no', code: 500 } },
    { status: 500, code: '', text: 'no' },
  ],
])('%j is an error', (body, error) => {
  expect(read(body)?.error).toEqual(error)
})

test.each([
  choice({}),
  { ...choice({}), error: null },
  { ...choice({}), error: '' },
  { ...choice({}), error: {} },
  { ...choice({}), error: { message: null, code: null } },
  { ...choice({}), detail: 'x', message: 'x' },
])('%j is none', body => {
  expect(read(body)?.error).toBe(null)
})

test('a very deep body is read, or refused, without an exception', () => {
  const deep = `{"detail":${'['.repeat(100_000)}${']'.repeat(100_000)}}`
  // JSON.stringify takes any depth from Node 26 on.
  const text = Number.parseInt(process.versions.node, 10) >= 26 ? '['.repeat(4_000) : ''
  expect(read(deep)?.error).toEqual({ status: null, code: '', text })
})

test('ids are made printable and short', () => {
  expect(read({ id: `a\u0000\u001b${'b'.repeat(500)}` })?.id).toBe(`a${'b'.repeat(199)}`)
})
