import { hasLetter, last, type OpenvpnModel, type OptionLine, type PushedOption } from '../../formats/openvpn/index.ts'
import { placeOf, type Rule } from '../rule.ts'
import { type Mismatch, type Pair, pairRule } from './pair.ts'
import { removeLines, unsafe } from './placing.ts'

/** The client's line that drops a pushed option. */
function dropping(client: OpenvpnModel, option: PushedOption): OptionLine | undefined {
  const filter = client.routing.pullFilters.find(({ params }) => option.text.startsWith(params[1] ?? '\0'))
  if (filter) return filter.params[0] === 'accept' ? undefined : filter
  return hasLetter(option.name, 'n') ? last(client, 'route-nopull') : undefined
}

const own = (client: OpenvpnModel, option: PushedOption): boolean => last(client, option.name) !== undefined

function mismatch({ client, own: checked }: Pair, option: PushedOption): Mismatch | undefined {
  const compression = option.name === 'comp-lzo' || option.name === 'compress'
  const refuses = client.compression.accepts.value === 'no' || client.compression.accepts.value === 'stub-only'
  if (compression && refuses && option.params[0] !== 'stub-v2' && option.params[0] !== 'no')
    return { subject: option.text, message: { id: 'compression', params: { text: option.text } } }
  const drop = dropping(client, option)
  if (!drop || own(client, option) || option.name !== 'redirect-gateway') return undefined
  const title = { en: `Delete ${drop.name}`, zh: `删除 ${drop.name}` }
  return {
    at: checked === client ? placeOf(drop.directive) : placeOf(option.line.directive),
    subject: option.text,
    message: { id: 'dropped', params: { text: option.text, name: drop.name } },
    fixes: checked === client ? [unsafe({ title, edits: removeLines([drop]), changes: [drop.name] })] : [],
  }
}

export const rule: Rule<OpenvpnModel> = pairRule({
  id: 'openvpn/peer-push-refused',
  title: { en: 'Push that the client refuses', zh: '被客户端拒绝的推送' },
  severity: 'high',
  messages: {
    dropped: {
      en: 'Pushed "{text}" is dropped by {name} of the client: its traffic stays outside the tunnel',
      zh: '推送的 "{text}" 被客户端的 {name} 丢弃：流量留在隧道之外',
    },
    compression: {
      en: 'Pushed "{text}" is refused by the client, which admits no compression: the tunnel never comes up',
      zh: '推送的 "{text}" 被不允许压缩的客户端拒绝：隧道永远无法建立',
    },
  },
  *mismatches(pair) {
    for (const option of pair.server.push) {
      const found = mismatch(pair, option)
      if (found) yield found
    }
  },
})
