import { effective } from './finish/effective.ts'
import { finishHttp } from './finish/http.ts'
import { finishMail } from './finish/mail.ts'
import { finishStream } from './finish/stream.ts'
import { lineAt, problemAt } from './problem.ts'
import { type Frame, goesOn, note, report, type State } from './state.ts'

/** The `}` of a block. */
export function closeFrame(frame: Frame, state: State): void {
  const { context, upstream, directive } = frame
  if (!directive) return
  if (upstream && note(frame, 'resolve')) upstream.lacks = lacking(frame)
  const whole = !note(frame, 'partial')
  if (whole && upstream && upstream.servers === 0) {
    const line = lineAt(directive.file, directive.span.end - 1)
    report(state, problemAt(directive, 'upstream-empty', { upstream: upstream.name }, { line }))
  } else if (context === 'stream-server' || context === 'mail-server') {
    if (whole && frame.server?.listens.length === 0) report(state, problemAt(directive, 'listen-missing', {}))
  } else if (context === 'http') finishHttp(frame, state)
  else if (context === 'stream') finishStream(frame, state)
  else if (context === 'mail') finishMail(frame, state)
}

/** Names that are looked up at run time need shared memory and somebody to ask. */
function lacking(frame: Frame): 'zone' | 'resolver' | undefined {
  if (!frame.seen.has('zone')) return note(frame, 'partial') ? undefined : 'zone'
  return effective(frame, 'resolver') || goesOn(frame) ? undefined : 'resolver'
}
