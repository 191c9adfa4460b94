import { every, type OpenvpnModel } from '../../formats/openvpn/index.ts'
import { withoutCompression } from '../../remedies/openvpn/compression.ts'
import { placeOf, type Rule } from '../rule.ts'
import { pairRule } from './pair.ts'
import { unsafe } from './placing.ts'

/** stub-v2 leaves the packets of a peer without compression as they are. */
const framed = ({ compression }: OpenvpnModel): boolean => !['none', 'stub-v2'].includes(compression.framing.value)

const lineOf = (model: OpenvpnModel) =>
  [...every(model, 'comp-lzo'), ...every(model, 'compress')].find(
    line => line.directive === model.compression.framing.origin,
  )

export const rule: Rule<OpenvpnModel> = pairRule({
  id: 'openvpn/peer-compression',
  title: { en: 'Compression on one end only', zh: '只有一端压缩' },
  severity: 'critical',
  messages: {
    own: {
      en: '"{text}" frames packets and the other end does not: the tunnel comes up and carries no data',
      zh: '"{text}" 会给数据包加帧而对端不会：隧道能建立却不传数据',
    },
    other: {
      en: 'Other end frames packets with "{text}" and this one does not: the tunnel comes up and carries no data',
      zh: '对端以 "{text}" 给数据包加帧而本端不会：隧道能建立却不传数据',
    },
  },
  *mismatches({ own, other, server }) {
    if (server.compression.framing.value === 'migrate' || server.compression.pushed.length > 0) return
    if (framed(own) === framed(other)) return
    const here = lineOf(own)
    const line = here && framed(own) ? here : lineOf(other)
    const text = line ? [line.name, ...line.params].join(' ') : ''
    const title = { en: 'Delete compression here', zh: '在本端删除压缩' }
    const edits = withoutCompression(own)
    const changes = ['comp-lzo', 'compress', 'comp-noadapt', 'allow-compression']
    yield {
      at: here && framed(own) ? placeOf(here.directive) : undefined,
      subject: 'compression',
      message: { id: framed(own) ? 'own' : 'other', params: { text } },
      fixes: framed(own) ? [unsafe({ title, edits, changes })] : [],
    }
  },
})
