/** The keys at hand, by `?`. */
import { Dialog } from '../ui/dialog.tsx'
import { KeyTable } from './key-table.tsx'

export default function KeysDialog({ onClose }: Readonly<{ onClose: () => void }>) {
  return (
    <Dialog title="Keys" onClose={onClose} isWide>
      <KeyTable />
    </Dialog>
  )
}
