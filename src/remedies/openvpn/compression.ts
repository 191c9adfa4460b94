import type { OpenvpnModel, OptionLine } from '../../formats/openvpn/model.ts'
import type { Edit } from '../../text/index.ts'
import { deleteDirective, replaceDirective } from '../../tree/index.ts'
import type { Step } from '../fix.ts'

const names = new Set(['comp-lzo', 'comp-noadapt', 'compress'])

/** Lines that switch compression or its framing on, pushed ones not counted. */
export const compressionLines = (model: OpenvpnModel): readonly OptionLine[] =>
  model.lines.filter(line => line.effect !== 'refused' && names.has(line.name))

/** For clients, and for the server once its clients are done. */
export const withoutCompression = (model: OpenvpnModel): Edit[] =>
  compressionLines(model).map(line => deleteDirective(line.directive))

/** Only the owner of the other end knows what it does with framed packets. */
export const otherEnd: Step = {
  kind: 'decide',
  id: 'openvpn/compression-other-end',
  title: { en: 'Look at the other end first', zh: '先检查对端' },
  needs: [],
  risk: 'none',
  question: {
    en: 'Does the server never compress, or does it already say "compress migrate" (OpenVPN 2.6)? With an older server that compresses, change both ends in the same window: framing on one end only means a tunnel that is up and carries nothing',
    zh: '服务器是从不压缩，还是已写有 "compress migrate"（OpenVPN 2.6）？若是较旧且启用压缩的服务器，须在同一时间窗口修改两端：只有一端带压缩帧时，隧道显示已建立却不传数据',
  },
}

/** For a server of 2.6 or newer while clients with and without compression connect. */
export function migrating(model: OpenvpnModel): Edit[] {
  const [first, ...rest] = compressionLines(model)
  if (!first) return []
  return [replaceDirective(first.directive, ['compress migrate']), ...rest.map(line => deleteDirective(line.directive))]
}
