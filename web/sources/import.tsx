/** An OPML file from another reader: how far it has come, and what was refused and why. */
import { FileUp } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { ImportJob } from '../../src/app/http/schemas/access.ts'
import { lookAtImport, startImport } from '../api/access.ts'
import { wordsOf } from '../api/problem.ts'
import { sourcesChanged } from '../api/sources.ts'
import { announce } from '../state/announce.ts'
import { Button } from '../ui/button.tsx'
import { Page } from '../ui/page.tsx'
import { bytes, count, counted } from '../ui/time.ts'
import css from './import.module.css'

const mostBytes = 5_000_000
const lookMs = 500

export default function Import() {
  const [job, setJob] = useState<ImportJob | null>(null)
  const [refused, setRefused] = useState<string | null>(null)
  useProgress(job, setJob, setRefused)
  const start = async (file: File | undefined) => {
    if (!file) return
    setRefused(null)
    setJob(null)
    if (file.size > mostBytes)
      return setRefused(`This file has ${bytes(file.size)}; an OPML file may have ${bytes(mostBytes)}.`)
    try {
      setJob(await startImport(await file.text()))
    } catch (error) {
      setRefused(wordsOf(error))
    }
  }
  return (
    <Page title="Import" isNarrow>
      <label
        className={css.drop}
        onDragOver={event => event.preventDefault()}
        onDrop={event => {
          event.preventDefault()
          void start(event.dataTransfer.files[0])
        }}
      >
        <FileUp aria-hidden />
        <span>
          <b>Choose an OPML file</b> or drop it here.
        </span>
        <small>Every feed reader can write one. Nothing is removed, and what you follow already stays as it is.</small>
        <input
          type="file"
          accept=".opml,.xml,text/x-opml,text/xml"
          onChange={event => void start(event.target.files?.[0])}
        />
      </label>
      {refused && (
        <p className={css.refused} role="alert">
          {refused}
        </p>
      )}
      {job && <Progress job={job} />}
    </Page>
  )
}

function Progress({ job }: Readonly<{ job: ImportJob }>) {
  return (
    <section className={css.progress} aria-label="Progress">
      <progress max={Math.max(1, job.feeds)} value={job.done} aria-label="Feeds looked at" />
      <p className="num">
        {count(job.done)} of {counted(job.feeds, 'feed')}: {count(job.added)} added, {count(job.known)} known already,{' '}
        {count(job.refusedCount)} refused
      </p>
      {job.error && (
        <p className={css.refused} role="alert">
          {job.error}
        </p>
      )}
      {job.refused.length > 0 && (
        <details>
          <summary>{counted(job.refusedCount, 'address', 'addresses')} refused</summary>
          <ul>
            {job.refused.map(({ url, reason }) => (
              <li key={url}>
                {url} <span>{reason}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
      {job.state === 'done' && (
        <p>
          <Button href="/unread" isMain>
            Start reading
          </Button>
        </p>
      )}
    </section>
  )
}

/** Looks twice a second while it runs; a question that got lost is asked again. */
function useProgress(
  job: ImportJob | null,
  setJob: (job: ImportJob) => void,
  setRefused: (words: string) => void,
): void {
  useEffect(() => {
    if (job === null) return
    if (job.state !== 'running') {
      announce(`Import: ${job.added} added, ${job.known} known already, ${job.refusedCount} refused.`)
      void sourcesChanged()
      return
    }
    const timer = setTimeout(() => lookAtImport(job.id).then(setJob, error => setRefused(wordsOf(error))), lookMs)
    return () => clearTimeout(timer)
  }, [job, setJob, setRefused])
}
