/** What happens this second: the network and the database, each by its own limit. */
import { useLive } from '../api/operate.ts'
import { counted } from '../ui/time.ts'
import { queueSpec, slotsSpec } from './charts.ts'
import { ChartPanel } from './panel.tsx'

export function SlotsPanel() {
  const { data } = useLive()
  if (!data) return null
  const { slots, pool, handOver } = data.now
  const waiting =
    handOver.rows > 0 ? ` ${counted(handOver.rows, 'row')} wait for the database.` : ' Nothing waits for the database.'
  const sentence = `${slots.used} of ${counted(slots.limit, 'network slot')} and ${pool.used} of ${counted(pool.limit, 'connection')} in use.${waiting}`
  return (
    <ChartPanel
      title="Slots against the pool"
      sentence={sentence}
      label="Network slots and database connections in use, as shares of their limits, second by second."
      spec={slotsSpec(data)}
    />
  )
}

export function QueuePanel() {
  const { data } = useLive()
  if (!data) return null
  const sentence = data.now.queue === 0 ? 'Nothing waits.' : `${counted(data.now.queue, 'job')} waiting or at work.`
  return (
    <ChartPanel
      title="Queue"
      sentence={sentence}
      label="How many jobs wait, second by second."
      spec={queueSpec(data)}
    />
  )
}
