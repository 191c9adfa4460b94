import { dirname, hostRoot, join } from '../../files/index.ts'
import type { OpenvpnModel } from '../../formats/openvpn/index.ts'
import { live, withFormerFile } from '../../remedies/openvpn/service.ts'
import { atLeast } from '../../target/index.ts'
import { defineRule, type Fix, type Rule, type Step } from '../rule.ts'
import { addLines, lackingAt, roleLine, unsafe } from './placing.ts'

/** Beside the configuration, where its unit looks for relative names. Commands of a plan run anywhere. */
function keyPath({ root }: OpenvpnModel): string {
  const host = hostRoot(root)
  if (host === undefined) return join(dirname(root), 'tls-crypt.key')
  return join('/', dirname(host === '/' ? root : root.slice(host.length)), 'tls-crypt.key')
}

function repairs(model: OpenvpnModel): Fix[] {
  const path = keyPath(model)
  const argv = atLeast(model.target.openvpn, '2.5')
    ? ['openvpn', '--genkey', 'tls-crypt', path]
    : ['openvpn', '--genkey', '--secret', path]
  const title = { en: 'Wrap the control channel with tls-crypt', zh: '用 tls-crypt 保护控制通道' }
  const key: Step = {
    kind: 'command',
    id: `openvpn/tls-crypt-key:${path}`,
    title: {
      en: 'Make one key for both ends, in the directory of the configuration',
      zh: '在配置目录中生成两端共用的密钥',
    },
    needs: [],
    risk: 'none',
    commands: [{ argv, root: true }],
    creates: [path],
    verify: [{ argv: ['test', '-s', path], root: true, says: { en: `${path} holds a key`, zh: `${path} 中有密钥` } }],
    undo: [{ argv: ['rm', '-f', '--', path], root: true }],
  }
  const carry: Step = {
    kind: 'decide',
    id: 'openvpn/tls-crypt-both',
    title: { en: 'Carry the key to every peer', zh: '把密钥送到所有对端' },
    needs: [key.id],
    risk: 'outage',
    question: {
      en: 'Has every peer the key (mode 0600, over a protected way) and is its line ready? A key on one end only means no connection: change all ends in one window',
      zh: '所有对端都已（经受保护的途径、权限 0600）拿到密钥并准备好对应的行吗？只有一端有密钥就无法连接：须在同一时间窗口修改所有端',
    },
  }
  const edit: Step = {
    kind: 'edit',
    id: `openvpn/tls-crypt:${model.root}`,
    title,
    needs: [carry.id],
    risk: 'outage',
    edits: [addLines(model, ['tls-crypt tls-crypt.key'], ['key', 'cert', 'ca'])],
    ...withFormerFile(model),
  }
  return [unsafe({ title, edits: [], changes: ['tls-crypt'], steps: [key, carry, edit, live(model, edit)] })]
}

export const rule: Rule<OpenvpnModel> = defineRule<OpenvpnModel>({
  id: 'openvpn/tls-crypt',
  format: 'openvpn',
  title: { en: 'Control channel without a key of its own', zh: '没有预共享密钥保护的控制通道' },
  severity: 'medium',
  confidence: 'high',
  tags: ['channel', 'attack-surface'],
  messages: {
    open: {
      en: 'Control channel has neither tls-crypt nor tls-auth: the TLS code answers anybody who sends a packet',
      zh: '控制通道既没有 tls-crypt 也没有 tls-auth：任何人发来数据包，TLS 代码都会应答',
    },
  },
  defaults: {},
  *check(model, _options, { peer }) {
    const at = roleLine(model)
    if (!model.tls.side || model.wrapping.length > 0 || !at) return
    const impossible = peer?.kind === 'mikrotik'
    yield {
      at: lackingAt(at),
      subject: 'control channel',
      message: { id: 'open' },
      severity: impossible ? 'info' : 'medium',
      fixes: impossible ? [] : repairs(model),
    }
  },
})
