import { dirname, hostRoot, join } from '../../files/index.ts'
import { isStencil, type OpenvpnModel } from '../../formats/openvpn/index.ts'
import { live, withFormerFile } from '../../remedies/openvpn/service.ts'
import { atLeast } from '../../target/index.ts'
import { type Check, defineRule, type Fix, type Rule, type Step } from '../rule.ts'
import { addLines, lackingAt, roleLine, unsafe } from './placing.ts'

const title = { en: 'Wrap the control channel with tls-crypt', zh: '用 tls-crypt 保护控制通道' }

/** Beside the configuration, where its unit looks for relative names. Commands of a plan run anywhere. */
function beside({ root }: OpenvpnModel, name: string): string {
  const host = hostRoot(root)
  if (host === undefined) return join(dirname(root), name)
  return join('/', dirname(host === '/' ? root : root.slice(host.length)), name)
}

/** Servers of one directory share a key; each client of a host has the key of its own server. */
const keyName = ({ tls, unit }: OpenvpnModel): string =>
  tls.side === 'client' && unit ? `${unit.instance}-tls-crypt.key` : 'tls-crypt.key'

const holds = (path: string): Check => ({
  argv: ['test', '-s', path],
  root: true,
  says: { en: `${path} holds a key`, zh: `${path} 中有密钥` },
})

const genkey = (model: OpenvpnModel, path: string): readonly string[] =>
  atLeast(model.target.openvpn, '2.5')
    ? ['openvpn', '--genkey', 'tls-crypt', path]
    : ['openvpn', '--genkey', '--secret', path]

const made = (model: OpenvpnModel, path: string): Step => ({
  kind: 'command',
  id: `openvpn/tls-crypt-key:${path}`,
  title: { en: `Make the key for both ends, ${path}`, zh: `生成两端共用的密钥 ${path}` },
  needs: [],
  risk: 'none',
  commands: [{ argv: genkey(model, path), root: true }],
  creates: [path],
  verify: [holds(path)],
  undo: [{ argv: ['rm', '-f', '--', path], root: true }],
})

const carried = (needs: readonly string[]): Step => ({
  kind: 'decide',
  id: 'openvpn/tls-crypt-both',
  title: { en: 'Carry the key to every peer', zh: '把密钥送到所有对端' },
  needs,
  risk: 'outage',
  question: {
    en: 'Has every peer the key (mode 0600, over a protected way) and is its line ready? A key on one end only means no connection: change all ends in one window',
    zh: '所有对端都已（经受保护的途径、权限 0600）拿到密钥并准备好对应的行吗？只有一端有密钥就无法连接：须在同一时间窗口修改所有端',
  },
})

/** A key that the client made for itself would fit no server. */
function fetched(model: OpenvpnModel, path: string): Step {
  const make = genkey(model, 'tls-crypt.key').join(' ')
  return {
    kind: 'decide',
    id: `openvpn/tls-crypt-key:${path}`,
    title: { en: `Fetch the key of the server, ${path}`, zh: `取得服务器的密钥 ${path}` },
    needs: [],
    risk: 'outage',
    question: {
      en: `Does ${path} hold the key of the server (mode 0600, over a protected way), and has the server its line tls-crypt? Where it has no key yet, make it there: ${make}. A key on one end only means no connection: change all ends in one window`,
      zh: `${path} 是否已存放服务器的密钥（经受保护的途径、权限 0600），服务器是否已有 tls-crypt 行？服务器尚无密钥时在那里生成：${make}。只有一端有密钥就无法连接：须在同一时间窗口修改所有端`,
    },
    verify: [holds(path)],
  }
}

function keySteps(model: OpenvpnModel, path: string): Step[] {
  if (model.tls.side === 'client') return [fetched(model, path)]
  const key = made(model, path)
  return [key, carried([key.id])]
}

function repairs(model: OpenvpnModel): Fix[] {
  const name = keyName(model)
  const steps = keySteps(model, beside(model, name))
  const edit: Step = {
    kind: 'edit',
    id: `openvpn/tls-crypt:${model.root}`,
    title,
    needs: steps.slice(-1).map(({ id }) => id),
    risk: 'outage',
    edits: [addLines(model, [`tls-crypt ${name}`], ['key', 'cert', 'ca'])],
    ...withFormerFile(model),
  }
  return [unsafe({ title, edits: [], changes: ['tls-crypt'], steps: [...steps, edit, live(model, edit)] })]
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
    // The key is written behind such a text, with the certificates.
    if (!model.tls.side || model.wrapping.length > 0 || !at || isStencil(model.root, model.lines)) return
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
