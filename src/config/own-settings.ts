/** What one level says about a source: from the file, and back from where it was stored. */
import { extractorChoices, readDepths, type SourceSettings } from '../core/source.ts'
import type { ParsedOwn } from './schema.ts'

/** What a group or a source says itself; what is absent is asked of the level above. This is also its stored JSON form. */
export type OwnSettings = Partial<SourceSettings>

/** An interval that a person said is the interval: it follows nobody's pace. */
export function pinned(
  intervalS: number,
): Pick<SourceSettings, 'intervalS' | 'shortestIntervalS' | 'longestIntervalS'> {
  return { intervalS, shortestIntervalS: intervalS, longestIntervalS: intervalS }
}

/** A level's settings with its interval, if it says one, pinned. */
export function said(settings: OwnSettings): OwnSettings {
  return settings.intervalS === undefined ? settings : { ...settings, ...pinned(settings.intervalS) }
}

/** Without what is not said: an absent member asks the level above, and is not stored. */
export function ownSettings({
  keywords,
  window,
  interval,
  maxEntries,
  maxNewPerDay,
  maxBytes,
  read,
  extractor,
}: ParsedOwn): OwnSettings {
  return {
    ...(keywords.include.length > 0 && { include: keywords.include }),
    ...(keywords.exclude.length > 0 && { exclude: keywords.exclude }),
    ...(window !== undefined && { windowDays: window }),
    ...(interval !== undefined && { intervalS: interval }),
    ...(maxEntries !== undefined && { maxEntries }),
    ...(maxNewPerDay !== undefined && { maxNewPerDay }),
    ...(maxBytes !== undefined && { maxBytes }),
    ...(read !== undefined && { read }),
    ...(extractor !== undefined && { extractor }),
  }
}

/** Stored settings may be older or newer than this program: only members of the right kind count. */
export function storedSettings(stored: Readonly<Record<string, unknown>>): OwnSettings {
  const { include, exclude, windowDays, intervalS, maxEntries, maxNewPerDay, maxBytes, read, extractor } = stored
  return {
    ...(isTexts(include) && { include }),
    ...(isTexts(exclude) && { exclude }),
    ...((windowDays === null || isCount(windowDays)) && { windowDays }),
    ...(isCount(intervalS) && { intervalS }),
    ...(isCount(maxEntries) && { maxEntries }),
    ...(isCount(maxNewPerDay) && { maxNewPerDay }),
    ...(isCount(maxBytes) && { maxBytes }),
    ...(isOneOf(readDepths, read) && { read }),
    ...(isOneOf(extractorChoices, extractor) && { extractor }),
  }
}

function isOneOf<T extends string>(words: readonly T[], value: unknown): value is T {
  return words.some(word => word === value)
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every(member => typeof member === 'string')
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0
}
