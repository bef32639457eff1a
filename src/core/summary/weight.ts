/** A summary that weighs more than its cap loses from its longest list first: the texts are never touched. */
import { fits, type Summary } from './contract.ts'

/** Drops the last item of the list that weighs most until the summary fits; the passages of the article usually pay. */
export function fitted(summary: Summary): Summary {
  let result = summary
  for (let round = 0; round < 500 && !fits(result); round++) {
    const heaviest = (Object.keys(result) as (keyof Summary)[])
      .filter(name => Array.isArray(result[name]))
      .map(name => ({ name, weight: JSON.stringify(result[name]).length }))
      .reduce((most, list) => (list.weight > most.weight ? list : most))
    result = { ...result, [heaviest.name]: (result[heaviest.name] as unknown[]).slice(0, -1) }
  }
  return result
}
