/** Every text of the stand: what hangs there when it opens, and the order in which the rest comes out. */
import type { Draft } from '../articles.ts'
import { arabic, arabicReserve } from './arabic.ts'
import { archive } from './archive.ts'
import { bulkhead } from './bulkhead.ts'
import { council } from './council.ts'
import { french, frenchReserve } from './french.ts'
import { games } from './games.ts'
import { german, germanReserve } from './german.ts'
import { iberian, iberianReserve } from './iberian.ts'
import { japanese, japaneseReserve } from './japanese.ts'
import { kitchen } from './kitchen.ts'
import { laterDesks } from './later-desks.ts'
import { laterGauge, laterGazette } from './later-region.ts'
import { laterTable } from './later-table.ts'
import { laterTidewatch } from './later-town.ts'
import { laterWire } from './later-wire.ts'
import { longquery } from './longquery.ts'
import { oddments } from './oddments.ts'
import { portal } from './portal.ts'
import { river } from './river.ts'
import { science } from './science.ts'
import { storm } from './storm.ts'
import { town } from './town.ts'

export const standing: readonly Draft[] = [
  ...storm,
  ...town,
  ...council,
  ...river,
  ...science,
  ...longquery,
  ...bulkhead,
  ...kitchen,
  ...games,
  ...portal,
  ...oddments,
  ...archive,
  ...german,
  ...french,
  ...iberian,
  ...japanese,
  ...arabic,
]

/** Taken in turn from every desk, so that a minute at the stand brings several subjects and languages; within a desk the order is kept, because stories go on. */
export const reserve: readonly Draft[] = inTurn([
  laterTidewatch,
  laterWire,
  [...germanReserve, ...frenchReserve, ...iberianReserve, ...japaneseReserve, ...arabicReserve],
  laterDesks,
  laterGazette,
  laterTable,
  laterGauge,
])

function inTurn(desks: readonly (readonly Draft[])[]): Draft[] {
  const longest = Math.max(...desks.map(desk => desk.length))
  return Array.from({ length: longest }, (_, round) => desks.flatMap(desk => desk.slice(round, round + 1))).flat()
}
