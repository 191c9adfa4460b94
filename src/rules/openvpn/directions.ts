import type { OpenvpnModel, Wrapping } from '../../formats/openvpn/index.ts'
import type { Edit } from '../../text/index.ts'
import { addLines } from './placing.ts'

/** Gives a shared key a direction where it stands now: behind the file, in key-direction, or on a new line. */
export function directionEdit(model: OpenvpnModel, wrapping: Wrapping, number: '0' | '1'): Edit | undefined {
  const word = wrapping.line.words[1]
  if (word) return { path: wrapping.line.directive.file.path, span: word.span, text: number }
  const { origin } = wrapping.direction
  if (origin === 'default') return addLines(model, [`key-direction ${number}`], ['key', 'cert', 'ca'])
  const written = origin.args[0]
  return written && { path: origin.file.path, span: written.span, text: number }
}
