/** Paste anything: Winnow says what can be followed there, and offers to read just this page. */
import { useId, useState } from 'react'
import { Link, useSearch } from 'wouter'
import { navigate } from 'wouter/use-browser-location'
import { wordsOf } from '../api/problem.ts'
import { submit } from '../api/submissions.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import css from './add.module.css'
import { Follow } from './follow.tsx'
import { OpenArticle, StagesOf } from './stages.tsx'
import { useDiscovery } from './use-discovery.ts'

export default function Add({ beneath }: Readonly<{ beneath: string }>) {
  const [text, setText] = useState(linkIn(useSearch()))
  const [submission, setSubmission] = useState<string | null>(null)
  const [articleId, setArticleId] = useState<string | null>(null)
  const [refused, setRefused] = useState<string | null>(null)
  const discovery = useDiscovery(text)
  const id = useId()
  const close = () => navigate(beneath)
  const read = async () => {
    setRefused(null)
    try {
      setSubmission((await submit(withScheme(text))).id)
    } catch (error) {
      setRefused(wordsOf(error))
    }
  }
  return (
    <Dialog title={submission === null ? 'Add' : 'Reading'} onClose={close}>
      {submission === null ? (
        <form
          className={css.form}
          onSubmit={event => {
            event.preventDefault()
            discovery.look()
          }}
        >
          <label htmlFor={id}>Paste a link to a site, a feed or an article</label>
          <input
            id={id}
            className={css.field}
            type="text"
            inputMode="url"
            autoComplete="off"
            spellCheck={false}
            placeholder="https://"
            maxLength={8_000}
            value={text}
            onChange={event => setText(event.target.value)}
          />
          {refused !== null && (
            <p className={css.refused} role="alert">
              {refused}
            </p>
          )}
          <div className={css.buttons}>
            <Button type="submit" isMain={discovery.state === 'idle'} isDisabled={text.trim() === ''}>
              Find feeds
            </Button>
            <Button isDisabled={text.trim() === ''} onClick={() => void read()}>
              Read this page
            </Button>
          </div>
          <p className={css.aside}>
            Many at once? <Link href="/import">Import OPML</Link>
          </p>
          {/* Last, so that nothing above it moves when the answer comes. */}
          <Follow discovery={discovery} url={withScheme(text)} onDone={close} />
        </form>
      ) : (
        <div className={css.form}>
          <p className={css.link} dir="ltr">
            {withScheme(text)}
          </p>
          <StagesOf id={submission} onReadable={setArticleId}>
            <OpenArticle id={articleId} />
            <Button onClick={close}>Close</Button>
          </StagesOf>
        </div>
      )}
    </Dialog>
  )
}

/** Of `?url=`, or of what another app shared: Android puts the link into the text. */
function linkIn(search: string): string {
  const given = new URLSearchParams(search)
  const text = given.get('url') || given.get('text') || ''
  return /https?:\/\/\S+/.exec(text)?.[0] ?? text
}

function withScheme(text: string): string {
  const link = text.trim()
  return /^[a-z][a-z0-9+.-]*:/i.test(link) ? link : `https://${link}`
}
