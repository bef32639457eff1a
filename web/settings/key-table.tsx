/** Every key and what it does. */
import { type Command, commands } from '../state/commands.ts'
import css from './settings.module.css'

export function KeyTable() {
  return (
    <dl className={css.keys}>
      {(Object.keys(commands) as Command[]).map(name => {
        const command: { key: string; says: string; also?: string } = commands[name]
        return (
          <div key={name}>
            <dt>
              <Keys text={command.key} />
              {command.also && <Keys text={command.also} />}
            </dt>
            <dd>{command.says}</dd>
          </div>
        )
      })}
    </dl>
  )
}

function Keys({ text }: Readonly<{ text: string }>) {
  if (text === ' ') return <kbd>Space</kbd>
  return text.split(' ').map(key => <kbd key={key}>{key === 'Escape' ? 'Esc' : key}</kbd>)
}
