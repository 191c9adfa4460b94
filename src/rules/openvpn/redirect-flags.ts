import type { OpenvpnModel, OptionLine } from '../../formats/openvpn/index.ts'
import type { Edit } from '../../text/index.ts'
import { replaceArguments } from '../../tree/index.ts'
import { defineRule, type Observation, placeOf, type Rule } from '../rule.ts'
import { safe, unsafe } from './placing.ts'

const idle = ['bypass-dhcp', 'bypass-dns']
const looping = ['local']

function without(line: OptionLine, flags: readonly string[]): Edit {
  const kept = line.words.filter(word => !flags.includes(word.value)).map(word => word.raw)
  if (kept.length > 0) return replaceArguments(line.directive, kept.join(' '))
  const [first, final] = [line.words[0], line.words.at(-1)]
  const start = line.directive.name.span.end
  return { path: line.directive.file.path, span: { start, end: (final ?? first)?.span.end ?? start }, text: '' }
}

function observation(line: OptionLine, flags: readonly string[]): Observation | undefined {
  const found = line.params.filter(flag => flags.includes(flag))
  if (found.length === 0) return undefined
  const harmless = flags === idle
  const title = { en: `Delete ${found.join(' ')}`, zh: `删除 ${found.join(' ')}` }
  const make = harmless ? safe : unsafe
  return {
    at: placeOf(line.directive),
    subject: harmless ? 'bypass' : 'local',
    message: { id: harmless ? 'idle' : 'loop', params: { flags: found } },
    severity: harmless ? 'low' : 'medium',
    fixes: [make({ title, edits: [without(line, flags)], changes: ['redirect-gateway'] })],
  }
}

export const rule: Rule<OpenvpnModel> = defineRule<OpenvpnModel>({
  id: 'openvpn/redirect-flags',
  format: 'openvpn',
  title: { en: 'Flags of redirect-gateway', zh: 'redirect-gateway 的标志' },
  severity: 'medium',
  confidence: 'high',
  tags: ['routing'],
  messages: {
    idle: {
      en: 'redirect-gateway {flags} has an effect on Windows only',
      zh: 'redirect-gateway {flags} 只在 Windows 上有效',
    },
    loop: {
      en: 'redirect-gateway {flags} leaves out the route to the server: unless it stands in the same network, the tunnel sends its own packets into itself',
      zh: 'redirect-gateway {flags} 不添加到服务器的路由：除非服务器在同一网段，隧道会把自己的数据包送回自身',
    },
  },
  defaults: {},
  *check(model) {
    if (model.role === 'server') return
    for (const line of model.routing.redirect)
      for (const flags of [idle, looping]) {
        const found = observation(line, flags)
        if (found) yield found
      }
  },
})
