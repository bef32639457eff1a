/** What another extractor says of a page is read as strictly as the page itself. */
import { readDate } from '../../core/dates.ts'
import { ownAddress } from './canonical.ts'
import type { ForeignPage } from './jobs.ts'
import { addressOf, bylineOf, line, type Metadata } from './metadata.ts'

export function foreignMetadata({ url, metadata }: ForeignPage): Metadata {
  return {
    title: line(metadata.title, 1_000),
    byline: bylineOf([metadata.author]),
    site: line(metadata.site, 200),
    languages: metadata.language ? [metadata.language] : [],
    publishedAt: readDate(metadata.publishedTime ?? ''),
    modifiedAt: readDate(metadata.modifiedTime ?? ''),
    canonicalUrl: ownAddress(metadata.ogUrl ?? null, url, url),
    imageUrl: addressOf(metadata.imageUrl, url),
    description: line(metadata.description, 1_000),
    free: null,
  }
}
