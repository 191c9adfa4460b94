import { last, type OpenvpnModel } from '../../formats/openvpn/index.ts'
import { placeOf, type Rule } from '../rule.ts'
import { pairRule } from './pair.ts'

export const rule: Rule<OpenvpnModel> = pairRule({
  id: 'openvpn/peer-device',
  title: { en: 'Devices that do not fit', zh: '虚拟设备不匹配' },
  severity: 'critical',
  messages: {
    type: {
      en: 'Device is "{own}" here and "{other}" on the other end: packets and frames do not mix',
      zh: '本端设备为 "{own}"，对端为 "{other}"：三层数据包与二层帧不能互通',
    },
    addresses: {
      en: 'ifconfig "{own}" does not mirror "{other}" of the other end',
      zh: 'ifconfig "{own}" 与对端的 "{other}" 不是镜像关系',
    },
  },
  *mismatches({ own, other }) {
    const types = [own.device.type, other.device.type]
    const line = last(own, 'dev')
    if (types.every(type => type === 'tun' || type === 'tap') && types[0] !== types[1])
      yield {
        at: line && placeOf(line.directive),
        subject: 'type',
        message: { id: 'type', params: { own: own.device.type, other: other.device.type } },
      }
    const [here, there] = [last(own, 'ifconfig'), last(other, 'ifconfig')]
    const equals = own.role !== 'server' && other.role !== 'server' && own.device.type === 'tun'
    if (!here || !there || !equals || here.params[1]?.startsWith('255.')) return
    if (here.params[0] === there.params[1] && here.params[1] === there.params[0]) return
    yield {
      at: placeOf(here.directive),
      subject: 'ifconfig',
      message: { id: 'addresses', params: { own: here.params.join(' '), other: there.params.join(' ') } },
    }
  },
})
