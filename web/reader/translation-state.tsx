/** While a translation is made, and where there is none: why, and what can be done. It takes its place when it is asked for, so that nothing moves later. */
import { Languages, TriangleAlert } from 'lucide-react'
import { without } from '../add/missing.ts'
import { Button } from '../ui/button.tsx'
import { languageName } from './language.ts'
import css from './translation-state.module.css'
import type { Translation } from './use-translation.ts'

export function TranslationState({ translation }: Readonly<{ translation: Translation }>) {
  const { isComing, missing, language, again, cancel } = translation
  if (!isComing && missing === null) return null
  const Icon = missing === null ? Languages : TriangleAlert
  return (
    <div className={css.state}>
      <Icon aria-hidden className={missing === null ? css.coming : css.missing} />
      <div role="status">
        {missing === null ? (
          <p>Translating into {languageName(language)}…</p>
        ) : (
          <>
            <p className={css.what}>{without(missing)}</p>
            <p>{missing.advice}</p>
          </>
        )}
      </div>
      <div className={css.buttons}>
        {missing === null ? (
          <Button onClick={cancel}>Cancel</Button>
        ) : (
          <>
            <Button onClick={again}>Try again</Button>
            <Button href={`/submission/${missing.submissionId}`}>How it went</Button>
          </>
        )}
      </div>
    </div>
  )
}
