/** A part of the page that fails says so in its own place; the rest goes on. React knows this only as a class. */
import { OctagonAlert } from 'lucide-react'
import { Component, type ReactNode } from 'react'
import { Button } from './button.tsx'
import { Notice } from './notice.tsx'

type Props = Readonly<{ text: string; children: ReactNode }>

export class ErrorBoundary extends Component<Props, { hasFailed: boolean }> {
  override state = { hasFailed: false }

  static getDerivedStateFromError() {
    return { hasFailed: true }
  }

  override render() {
    if (!this.state.hasFailed) return this.props.children
    return (
      <Notice icon={OctagonAlert} tone="err" text={this.props.text}>
        <Button onClick={() => location.reload()}>Load again</Button>
      </Notice>
    )
  }
}
