import { last, type OpenvpnModel } from '../../formats/openvpn/index.ts'
import { withFormerFile } from '../../remedies/openvpn/service.ts'
import { atLeast } from '../../target/index.ts'
import { defineRule, type Fix, placeOf, type Rule, type Step } from '../rule.ts'
import { addLines, setLine, unsafe } from './placing.ts'

const script = '/etc/openvpn/update-resolv-conf'

function repairs(model: OpenvpnModel): Fix[] {
  const { id } = model.target.distribution
  if ((id !== 'debian' && id !== 'ubuntu') || last(model, 'down')) return []
  const edits =
    model.scripts.security.value >= 2
      ? [addLines(model, [`up ${script}`, `down ${script}`], ['dhcp-option', 'dns'])]
      : last(model, 'script-security')
        ? [
            setLine(model, 'script-security', 'script-security 2'),
            addLines(model, [`up ${script}`, `down ${script}`], ['dhcp-option', 'dns']),
          ]
        : [addLines(model, ['script-security 2', `up ${script}`, `down ${script}`], ['dhcp-option', 'dns'])]
  const title = { en: 'Let the script of the package set the resolver', zh: '由软件包自带的脚本设置解析器' }
  // A stage of the plan, because the script's file belongs to the host and is not among the files at hand.
  const step: Step = {
    kind: 'edit',
    id: `openvpn/resolver:${model.root}`,
    ...{ title, needs: [], edits },
    risk: 'behaviour',
    ...withFormerFile(model),
  }
  return [unsafe({ title, edits: [], changes: ['script-security', 'up', 'down'], steps: [step] })]
}

export const rule: Rule<OpenvpnModel> = defineRule<OpenvpnModel>({
  id: 'openvpn/dns-leak',
  format: 'openvpn',
  title: { en: 'Names looked up beside the tunnel', zh: '绕过隧道的域名解析' },
  severity: 'medium',
  confidence: 'medium',
  tags: ['dns', 'leak'],
  messages: {
    ignored: {
      en: 'Resolver "{address}" is only handed to scripts before OpenVPN 2.7, and no up script is there: names are looked up where they were before, outside the tunnel if that resolver is local',
      zh: '在 OpenVPN 2.7 之前，解析器 "{address}" 只会交给脚本，而没有 up 脚本：仍使用原来的解析器，若它在本地网段则查询会绕过隧道',
    },
  },
  defaults: {},
  *check(model) {
    const [server] = model.dns.servers
    const applied = last(model, 'up') ?? last(model, 'plugin') ?? last(model, 'route-up')
    if (!server || applied || model.role === 'server' || atLeast(model.target.openvpn, '2.7')) return
    if (!model.routing.fullTunnel) return
    yield {
      at: placeOf(server.line.directive),
      subject: 'resolver',
      message: { id: 'ignored', params: { address: server.address } },
      fixes: repairs(model),
    }
  },
})
