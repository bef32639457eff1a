/** When the reserve is spent the harbour office goes on issuing tide tables, so that there is always something new to poll. */
import type { Draft } from './articles.ts'

/** Notice `number` (from 1) is for the day that many days after `opened`; the same number always reads the same. */
export function tideTable(number: number, opened: Date): Draft {
  const day = new Date(Math.floor(opened.getTime() / dayMs + number) * dayMs)
  const date = day.toISOString().slice(0, 10)
  const turns = turnsOf(day)
  const heights = turns.map(turn => turn.metres)
  const range = Math.max(...heights) - Math.min(...heights)
  const rows = turns.map(t => `| ${t.high ? 'High' : 'Low'} water | ${t.time} | ${t.metres.toFixed(1)} m |`)
  return {
    paper: 'notices',
    slug: `tide-table-${date}-number-${number}`,
    title: `Tide table for ${date}, number ${number}`,
    author: 'The harbour office',
    tags: ['tides', 'notices'],
    text: `Heights are given above the sill of the inner lock at Nether Quay, times in UTC. They are predicted from the moon and the sun alone: strong wind from the south-west adds up to half a metre and brings high water some twenty minutes early.

| Tide | Time | Height |
${rows.join('\n')}

The range of the day is ${range.toFixed(1)} metres, which makes it ${range > 4 ? 'a spring tide: the lower steps of Fishgate are under water for about an hour either side of high water, and cars left on the hard will float' : range < 3 ? 'a neap tide: the bar keeps less than two metres at low water, and deep boats should wait for half flood' : 'a middling tide, with nothing to fear on the bar for boats that draw less than a metre and a half'}.

## For masters of small craft

${pick(forMasters, number)} ${pick(forMasters, number + 2)} The speed limit inside the moles is four knots, for everybody, whatever they are late for.

## Also to be noted

${pick(remarks, number)} ${pick(remarks, number + 3)} The harbour office answers on channel 12 from six in the morning until the last ferry is in. Corrections to this table, number ${number} of the series, are posted on the board by the lock and are read out after the evening forecast.`,
  }
}

type Turn = { high: boolean; time: string; metres: number }

/** High and low water of one day, found by walking it in steps of five minutes. */
function turnsOf(day: Date): Turn[] {
  const turns: Turn[] = []
  const stepMs = 300_000
  for (let at = day.getTime(); at < day.getTime() + dayMs; at += stepMs) {
    const [before, here, after] = [height(at - stepMs), height(at), height(at + stepMs)]
    const high = here >= before && here > after
    if (high || (here <= before && here < after)) {
      turns.push({ high, time: new Date(at).toISOString().slice(11, 16), metres: here })
    }
  }
  return turns
}

/** Two constituents are enough for a notice board: the moon's (M2, 12.42 h) and the sun's (S2, 12 h). */
function height(at: number): number {
  const hours = at / 3_600_000
  return 3.2 + 1.75 * Math.cos((2 * Math.PI * hours) / 12.4206) + 0.6 * Math.cos((2 * Math.PI * hours) / 12)
}

function pick(list: readonly string[], number: number): string {
  return list[number % list.length] ?? ''
}

const dayMs = 86_400_000

const forMasters = [
  'Works boats are moored along the outer face of the East Mole; pass them slowly and on the town side.',
  'The green light at the mole head is on reduced power until the cable is replaced, and can be told from the chandler’s sign only by its rhythm.',
  'Pot buoys have been laid inside the fairway again. The office has taken up eleven and keeps them behind the shed.',
  'The swing bridge opens on the hour and the half hour; one long and one short blast asks for it, and patience gets it.',
  'Divers are down by the slip most mornings. Flag A means dead slow, and it means you.',
]

const remarks = [
  'A grey seal has taken to the middle step of the public landing. It is to be left there, and not to be offered chips.',
  'The drinking-water tap on Ropewalk Quay is shut for repair; the one by the sail loft is open.',
  'A pair of oars, a child’s left boot and a violin case, empty, have been handed in and may be claimed at the office.',
  'The town band rehearses in the customs shed at seven; fog signals will be sounded regardless.',
  'Swimmers use the inner basin from eight to nine. They have right of way in so far as they cannot be steered.',
  'The weighbridge is being tested and will disagree with everybody until it is finished.',
  'Nets may be spread on the west wall, but not across the bollards, as the crew of the pilot cutter has asked to have repeated.',
]
