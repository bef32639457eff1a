/** The letter that stands for a source; its colour comes from its name, so that it stays the same everywhere. */
import css from './initial.module.css'

const colours = 10

export function Initial({ name }: Readonly<{ name: string }>) {
  const letter = [...name.replace(/^the /i, '').matchAll(/[\p{L}\p{N}]/gu)][0]?.[0] ?? '?'
  return (
    <span className={`${css.initial} ${css[`colour${colourOf(name)}`]}`} aria-hidden>
      {letter.toUpperCase()}
    </span>
  )
}

function colourOf(name: string): number {
  let hash = 7
  for (const character of name) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 100_003
  return hash % colours
}
