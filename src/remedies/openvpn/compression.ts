import type { OpenvpnModel, OptionLine } from '../../formats/openvpn/model.ts'
import type { Edit } from '../../text/index.ts'
import { deleteDirective, replaceDirective } from '../../tree/index.ts'

const names = new Set(['comp-lzo', 'comp-noadapt', 'compress'])

/** Lines that switch compression or its framing on, pushed ones not counted. */
export const compressionLines = (model: OpenvpnModel): readonly OptionLine[] =>
  model.lines.filter(line => line.effect !== 'refused' && names.has(line.name))

/** For clients, and for the server once its clients are done. */
export const withoutCompression = (model: OpenvpnModel): Edit[] =>
  compressionLines(model).map(line => deleteDirective(line.directive))

/** For a server of 2.6 or newer while clients with and without compression connect. */
export function migrating(model: OpenvpnModel): Edit[] {
  const [first, ...rest] = compressionLines(model)
  if (!first) return []
  return [replaceDirective(first.directive, ['compress migrate']), ...rest.map(line => deleteDirective(line.directive))]
}
