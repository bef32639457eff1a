/** What can be done with the open article; the same as by its keys. */
import {
  ALargeSmall,
  Archive,
  ArchiveRestore,
  Check,
  ChevronDown,
  ChevronLeft,
  ChevronUp,
  CircleHelp,
  Copy,
  Ellipsis,
  ExternalLink,
  Languages,
  Maximize2,
  Star,
} from 'lucide-react'
import type { Article } from '../../src/app/http/schemas/articles.ts'
import { focusMode } from '../state/focus-mode.ts'
import { say } from '../state/toasts.ts'
import bar from '../ui/bar.module.css'
import { IconButton } from '../ui/icon-button.tsx'
import { Menu, MenuItem } from '../ui/menu.tsx'
import { TextSettings } from './text-settings.tsx'

type Actions = Readonly<Record<'read' | 'star' | 'archive' | 'original' | 'translate' | 'why', () => void>>
type Props = Readonly<{
  article: Article
  actions: Actions
  isTranslated: boolean
  hasPrevious: boolean
  hasNext: boolean
  onPrevious: () => void
  onNext: () => void
  onClose: () => void
}>

export function BarOfReader({ article, actions, isTranslated, ...props }: Props) {
  const copy = async () => {
    await navigator.clipboard.writeText(article.url)
    say('Link copied.')
  }
  return (
    <header className={`${bar.bar} ${bar.tight}`}>
      <IconButton icon={ChevronLeft} label="Back to the list" isOnlyNarrow onClick={props.onClose} />
      <IconButton
        icon={ChevronUp}
        label="Previous article"
        command="previous"
        isDisabled={!props.hasPrevious}
        onClick={props.onPrevious}
      />
      <IconButton
        icon={ChevronDown}
        label="Next article"
        command="next"
        isDisabled={!props.hasNext}
        onClick={props.onNext}
      />
      <span className={bar.space} />
      <IconButton icon={Star} label="Star" command="star" isPressed={article.starred} onClick={actions.star} />
      <IconButton
        icon={Check}
        label={article.read ? 'Mark unread' : 'Mark read'}
        command="read"
        onClick={actions.read}
      />
      <IconButton
        icon={Languages}
        label="Translate"
        command="translate"
        isExtra
        isPressed={isTranslated}
        onClick={actions.translate}
      />
      <Menu icon={ALargeSmall} label="Text settings">
        <TextSettings />
      </Menu>
      <IconButton icon={ExternalLink} label="Open the original" command="original" onClick={actions.original} />
      <Menu icon={Ellipsis} label="More">
        <MenuItem icon={article.archived ? ArchiveRestore : Archive} onClick={actions.archive}>
          {article.archived ? 'Take out of the archive' : 'Archive'}
        </MenuItem>
        <MenuItem icon={Languages} onClick={actions.translate}>
          {isTranslated ? 'Show the original summary' : 'Translate the summary'}
        </MenuItem>
        <MenuItem icon={Copy} onClick={() => void copy()}>
          Copy link
        </MenuItem>
        <MenuItem icon={CircleHelp} onClick={actions.why}>
          Why is it here?
        </MenuItem>
        <MenuItem icon={Maximize2} onClick={() => focusMode.set(now => !now)}>
          Only the article
        </MenuItem>
      </Menu>
    </header>
  )
}
