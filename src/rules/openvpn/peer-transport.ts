import type { OpenvpnModel, Remote, Transport } from '../../formats/openvpn/index.ts'
import { placeOf, type Rule } from '../rule.ts'
import { pairRule } from './pair.ts'

const isUdp = (transport: Transport): boolean => transport === 'udp'

const fits = (remote: Remote, server: OpenvpnModel): boolean =>
  isUdp(remote.transport) === isUdp(server.transport.value) && remote.port === server.port.value

const shown = (transport: Transport): string => (isUdp(transport) ? 'udp' : 'tcp')

export const rule: Rule<OpenvpnModel> = pairRule({
  id: 'openvpn/peer-transport',
  title: { en: 'Protocol or port that do not meet', zh: '协议或端口不一致' },
  severity: 'critical',
  messages: {
    transport: {
      en: 'Remote speaks {client} and the server {server}: no packet is answered',
      zh: 'remote 使用 {client} 而服务器使用 {server}：不会有任何应答',
    },
    port: {
      en: 'Remote port is "{client}" and the server listens on "{server}": only a port forward between them makes it work',
      zh: 'remote 端口为 "{client}" 而服务器监听 "{server}"：除非中间有端口转发，否则无法连接',
    },
  },
  *mismatches({ client, server, own }) {
    const [remote] = client.remotes
    if (!remote || client.remotes.some(each => fits(each, server))) return
    const same = client.remotes.find(each => isUdp(each.transport) === isUdp(server.transport.value))
    yield {
      at: own === client ? placeOf((same ?? remote).line.directive) : undefined,
      subject: 'remote',
      severity: same ? 'low' : 'critical',
      message: same
        ? { id: 'port', params: { client: same.port, server: server.port.value } }
        : { id: 'transport', params: { client: shown(remote.transport), server: shown(server.transport.value) } },
    }
  },
})
