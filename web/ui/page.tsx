/** A page that is no list: a heading on top, what it says beneath, as wide as can be read. */
import type { ReactNode } from 'react'
import bar from './bar.module.css'
import css from './page.module.css'

type Props = Readonly<{ title: string; tools?: ReactNode; children: ReactNode; isNarrow?: boolean }>

export function Page({ title, tools, children, isNarrow }: Props) {
  return (
    <div className={css.page}>
      <header className={bar.bar}>
        <h1 tabIndex={-1}>{title}</h1>
        {tools && <div className={css.tools}>{tools}</div>}
      </header>
      <div className={css.scroll}>
        <div className={isNarrow ? css.narrow : css.wide}>{children}</div>
      </div>
    </div>
  )
}
