/** Fourteen days in 96 by 24 pixels; the words beside it say the same. */
import css from './sparkline.module.css'

const width = 96
const height = 24

/** `days` from the oldest to today. */
export function Sparkline({ days }: Readonly<{ days: readonly number[] }>) {
  const most = Math.max(1, ...days)
  const step = width / Math.max(1, days.length)
  return (
    <svg className={css.spark} width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden>
      {days.map((saved, day) => {
        const tall = saved === 0 ? 1 : Math.max(2, Math.round((saved / most) * (height - 2)))
        // biome-ignore lint/suspicious/noArrayIndexKey: a day is known by its place.
        return <rect key={day} x={day * step + 1} y={height - tall} width={step - 2} height={tall} rx={1} />
      })}
    </svg>
  )
}

/** "12 a day", or the whole number where it is less than one a day. */
export function pace(days: readonly number[]): string {
  const total = days.reduce((sum, saved) => sum + saved, 0)
  const daily = total / Math.max(1, days.length)
  if (total === 0) return 'None'
  return daily >= 1 ? `${Math.round(daily)} a day` : `${total} in ${days.length} days`
}
