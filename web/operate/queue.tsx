/** What waits, and for what. */
import { useLive } from '../api/operate.ts'
import { bytes, count } from '../ui/time.ts'
import { QueuePanel, SlotsPanel } from './live-panels.tsx'
import css from './operate.module.css'

export function QueuePage() {
  const { data } = useLive()
  return (
    <>
      {data && (
        <dl className={css.figures}>
          <Figure name="Waiting or at work" value={count(data.now.queue)} />
          <Figure name="Network slots in use" value={`${data.now.slots.used} of ${data.now.slots.limit}`} />
          <Figure name="Waiting for a slot" value={count(data.now.slots.waiting)} />
          <Figure name="Connections in use" value={`${data.now.pool.used} of ${data.now.pool.limit}`} />
          <Figure
            name="Held for the database"
            value={`${count(data.now.handOver.rows)} rows, ${bytes(data.now.handOver.bytes)}`}
          />
        </dl>
      )}
      <div className={css.grid}>
        <SlotsPanel />
        <QueuePanel />
      </div>
    </>
  )
}

export function Figure({ name, value }: Readonly<{ name: string; value: string }>) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="num">{value}</dd>
    </div>
  )
}
