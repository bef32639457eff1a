/** The stages of one reading follow each other from where it stands; a stage that lost the reading ends it, and who leaves begins nothing more. */
import { expect, test } from 'vitest'
import type { ClaimAnswer } from '../../core/purchase.ts'
import type { Reading, Status, Step } from '../../core/reading.ts'
import { createRead, type StageOf } from './read.ts'

const never = new AbortController().signal
const mine: ClaimAnswer = { is: 'mine', purchaseId: 'p', model: 'small', version: 3 }

function reading(status: Status): Reading {
  return {
    id: 'r',
    articleId: 'a',
    sourceId: null,
    byPerson: true,
    url: 'https://paper.example/',
    depth: 'summary',
    language: '',
    edition: '',
    status,
    leaseVersion: 1,
    attempts: 1,
    extraction: null,
    summary: null,
  }
}

/** Stages that do nothing but move on; `over` ends it there, `leaveIn` asks the process to leave meanwhile. */
function played({ over, leaveIn }: { over?: string; leaveIn?: string } = {}) {
  const ran: string[] = []
  const stored: Step[] = []
  let leaving = false
  const stage =
    (name: string, next: Status): StageOf =>
    async progress => {
      ran.push(`${name} ${progress.answers?.map(answer => answer.is).join() ?? 'unasked'}`)
      leaving ||= name === leaveIn
      return name === over ? null : { reading: { ...progress.reading, status: next }, answers: [mine] }
    }
  const read = createRead({
    store: async step => {
      stored.push(step)
      return { step, refused: false, claims: [] }
    },
    extract: stage('extract', 'summarising'),
    summarise: stage('summarise', 'enriching'),
    enrich: stage('enrich', 'done'),
    leaving: () => leaving,
  })
  return { read, ran, stored }
}

test.each([
  ['fetching', ['extract unasked', 'summarise mine', 'enrich mine']],
  ['summarising', ['summarise unasked', 'enrich mine']],
  ['enriching', ['enrich unasked']],
  ['done', []],
] as const)(
  'a reading that stands at %s goes on from there, each stage with what the former one learnt',
  async (status, expected) => {
    const { read, ran, stored } = played()
    await read(reading(status), never)
    expect(ran).toEqual(expected)
    expect(stored).toEqual([])
  },
)

test('a stage that lost the reading is the last one', async () => {
  const { read, ran } = played({ over: 'summarise' })
  await read(reading('fetching'), never)
  expect(ran).toEqual(['extract unasked', 'summarise mine'])
})

test('a process that leaves begins no other stage, and gives back what it would have bought there', async () => {
  const { read, ran, stored } = played({ leaveIn: 'extract' })
  await read(reading('fetching'), never)
  expect(ran).toEqual(['extract unasked'])
  expect(stored.map(step => step.purchases)).toEqual([
    [{ id: 'p', version: 3, state: 'failed', result: null, costUsd: 0 }],
  ])
})
