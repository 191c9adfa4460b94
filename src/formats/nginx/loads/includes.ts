import { dirname } from '../../../files/index.ts'
import { atLeast } from '../../../target/index.ts'
import type { Refused } from '../../format.ts'
import { isPattern } from '../glob.ts'
import { argumentAt } from '../syntax.ts'
import type { Call } from './call.ts'
import type { MessageId } from './messages/index.ts'
import { remember } from './state.ts'

/** An include of which a file is not read. Its entries are lost only to the block, when it stands in one with a judge. */
export function refuseInclude(call: Call, refused: Refused, judged: boolean): void {
  const { state } = call
  const { id, open, line } = reasonOf(call, refused)
  // Its files are not looked for here: what they define is unknown.
  if (id === 'include-wildcards' && atLeast(state.target.nginx, '1.29.8')) {
    state.partial = true
    return
  }
  const { detail } = refused
  const options = { word: call.word(0), open, ...(line !== undefined && { line }) }
  call.fail(id, { path: pathOf(call, refused), detail }, options)
  if (!open || judged) return
  // What the file holds is unknown: it may define anything.
  if (call.frame.context === 'main') {
    state.foreign = true
    state.unread = true
  }
  state.partial = true
  remember(call.frame, 'partial', true)
}

interface Reason {
  readonly id: MessageId
  readonly open: boolean
  readonly line?: null
}

function reasonOf(call: Call, { code }: Refused): Reason {
  const open = !call.state.complete
  if (code === 'include-cycle') return { id: 'include-cycle', open: false }
  if (code === 'include-directory') return { id: 'include-directory', open: false, line: null }
  // The daemon starts as root: it may read what we may not, and reads it however large it is.
  if (code === 'include-unreadable') return { id: 'include-unread', open: true }
  // Outside of a geo{} a pattern that matches nothing is no mistake.
  return isPattern(argumentAt(call.directive, 0))
    ? { id: 'include-wildcards', open: false }
    : { id: 'missing-include', open }
}

/** As the daemon names it: relative paths begin at the folder of the main file, where that is known. */
function pathOf(call: Call, { code, path }: Refused): string {
  const word = argumentAt(call.directive, 0)
  if (isPattern(word) && code !== 'include-missing') return path
  const { root } = call.state
  return word.startsWith('/') || !root.startsWith('/') ? word : `${dirname(root)}/${word}`
}
