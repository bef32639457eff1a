/** What was made of a text becomes a note: the same work arrives at the same id, so a repeated step writes it once. */
import { uuidV8 } from '../../core/identity.ts'
import type { Note, Reading } from '../../core/reading.ts'

export function noteOf(reading: Reading, note: Omit<Note, 'id'>): Note {
  const { purpose, contentHash, language, provider, model, promptVersion } = note
  const made = [
    reading.articleId,
    purpose,
    contentHash,
    language,
    provider,
    model ?? '',
    promptVersion,
    reading.edition,
  ]
  return { id: uuidV8(`note:${JSON.stringify(made)}`), ...note }
}
