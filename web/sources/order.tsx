/** By what the table of sources is ordered: a click on a column's name, or, where there is no room for columns, a choice. */
import { ArrowDown, ArrowUp } from 'lucide-react'
import type { SourceOrder } from '../api/sources.ts'
import css from './sources.module.css'

type Key = 'name' | 'days' | 'last' | 'health'
type Props = Readonly<{ order: SourceOrder; onOrder: (order: SourceOrder) => void }>

/** What people want to see first of each: from A to Z, the busiest, the latest, what fails. */
const firstOf = { name: 'name', days: '-days', last: '-last', health: 'health' } as const
const other = (order: SourceOrder) => (order.startsWith('-') ? order.slice(1) : `-${order}`) as SourceOrder
const keyOf = (order: SourceOrder) => order.replace('-', '')

export function OrderedBy({ by, name, order, onOrder }: Props & Readonly<{ by: Key; name: string }>) {
  const isIt = keyOf(order) === by
  const isDown = order.startsWith('-')
  const Arrow = isDown ? ArrowDown : ArrowUp
  return (
    <th scope="col" aria-sort={isIt ? (isDown ? 'descending' : 'ascending') : undefined}>
      <button type="button" className={css.column} onClick={() => onOrder(isIt ? other(order) : firstOf[by])}>
        {name}
        <Arrow aria-hidden data-here={isIt || undefined} />
      </button>
    </th>
  )
}

const names: Readonly<Record<SourceOrder, string>> = {
  name: 'Name, A to Z',
  '-name': 'Name, Z to A',
  '-days': 'Busiest first',
  days: 'Quietest first',
  '-last': 'Polled last',
  last: 'Polled longest ago',
  health: 'Failing first',
  '-health': 'Fine first',
}

export const orders = Object.keys(names) as SourceOrder[]

export function OrderChoice({ order, onOrder }: Props) {
  return (
    <label className={css.order}>
      Order
      <select value={order} onChange={event => onOrder(event.target.value as SourceOrder)}>
        {orders.map(one => (
          <option key={one} value={one}>
            {names[one]}
          </option>
        ))}
      </select>
    </label>
  )
}
