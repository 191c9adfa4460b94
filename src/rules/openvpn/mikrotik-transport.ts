import { every, last, type OpenvpnModel } from '../../formats/openvpn/index.ts'
import { replaceDirective } from '../../tree/index.ts'
import { placeOf, type Rule } from '../rule.ts'
import { removeLines, setLine, unsafe } from './placing.ts'
import { releaseName, routerRule } from './router.ts'

export const rule: Rule<OpenvpnModel> = routerRule({
  id: 'openvpn/mikrotik-transport',
  title: { en: 'UDP against RouterOS 6', zh: '对 RouterOS 6 使用 UDP' },
  severity: 'critical',
  messages: {
    udp: { en: 'Client speaks UDP and {router} listens on TCP only', zh: '客户端使用 UDP，而 {router} 只监听 TCP' },
  },
  *misfits({ model, release, router }) {
    if (router.udp !== false || !model.remotes.some(({ transport }) => transport === 'udp')) return
    const line = last(model, 'proto')
    const own = model.remotes.some(remote => remote.line.params[2] !== undefined)
    const title = { en: 'Use TCP: proto tcp4-client', zh: '改用 TCP：proto tcp4-client' }
    const inBlocks = every(model, 'proto').filter(({ connection }) => connection)
    const blocks = new Set(inBlocks.map(({ connection }) => connection))
    const outside = line !== undefined || model.remotes.some(({ connection }) => !blocks.has(connection))
    const edits = [
      ...(outside ? [setLine(model, 'proto', 'proto tcp4-client', ['remote', 'dev'])] : []),
      ...inBlocks.map(({ directive }) => replaceDirective(directive, ['proto tcp4-client'])),
      ...removeLines(every(model, 'explicit-exit-notify')),
    ]
    yield {
      at: line && placeOf(line.directive),
      subject: 'proto',
      message: { id: 'udp', params: { router: releaseName(release) } },
      fixes: own ? [] : [unsafe({ title, edits, changes: ['proto', 'explicit-exit-notify'] })],
    }
  },
})
