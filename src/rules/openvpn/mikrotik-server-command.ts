import { dirname, type FileStore, isUnreadable, join } from '../../files/index.ts'
import type { OpenvpnModel } from '../../formats/openvpn/index.ts'
import { routerAbilities } from '../../formats/openvpn/index.ts'
import { compareVersions, parseVersion, type Version } from '../../target/index.ts'
import { lookUp, type SourceFile } from '../../text/index.ts'
import { defineRule, type Observation, type Rule } from '../rule.ts'
import { unsafe } from './placing.ts'
import { type Routed, releaseName, routerStep } from './router.ts'

/** Arguments that came or went, by release: from the routers' own tables, 7.9 to 7.24. */
const arrived: Readonly<Record<string, string>> = {
  name: '7.17',
  disabled: '7.17',
  comment: '7.17',
  vrf: '7.17',
  'user-auth-method': '7.17',
  'copy-from': '7.17',
  'push-routes': '7.14',
  'push-routes-ipv6': '7.21',
}
const gone: Readonly<Record<string, string>> = { enabled: '7.17' }

const since = (release: Version, text: string): boolean => compareVersions(release, parseVersion(text) ?? [0]) >= 0

interface Command {
  readonly file: SourceFile
  readonly start: number
  readonly text: string
  readonly values: ReadonlyMap<string, string>
}

/** Lines of a RouterOS script that configure the OpenVPN server. */
function commandsIn(file: SourceFile): Command[] {
  const found: Command[] = []
  let start = 0
  for (const text of file.text.split('\n')) {
    if (/^\s*\/interface ovpn-server server (?:add|set)\b/.test(text)) {
      const pairs = text.split(/\s+/).filter(word => word.includes('='))
      const values = new Map(pairs.map(word => [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)]))
      found.push({ file, start, text: text.replace(/\r$/, ''), values })
    }
    start += text.length + 1
  }
  return found
}

function scripts(store: FileStore, root: string): SourceFile[] {
  const directory = dirname(root)
  const names = (store.list(directory) ?? []).filter(name => name.endsWith('.rsc')).slice(0, 20)
  return names.flatMap(name => {
    const file = store.read(join(directory, name))
    return isUnreadable(file) ? [] : [file]
  })
}

type Fault = readonly [id: 'early' | 'late' | 'weak', name: string]

/** Arguments that the stated release does not have. */
function* unknownTo(release: Version, { values }: Command): Iterable<Fault> {
  for (const name of values.keys()) {
    const [from, until] = [lookUp(arrived, name), lookUp(gone, name)]
    if (from && !since(release, from)) yield ['early', name]
    if (until && since(release, until)) yield ['late', name]
  }
  if (values.get('auth')?.includes('sha384') && !since(release, '7.20')) yield ['early', 'auth=sha384']
}

function* weak(release: Version | undefined, { values }: Command): Iterable<Fault> {
  if (values.get('require-client-certificate') !== 'yes') yield ['weak', 'require-client-certificate']
  if (values.get('tls-version') !== 'only-1.2' && release?.[0] !== 6) yield ['weak', 'tls-version']
  if (/^$|null|blowfish/.test(values.get('cipher') ?? '')) yield ['weak', 'cipher']
  if (/^$|md5/.test(values.get('auth') ?? '')) yield ['weak', 'auth']
}

function* faults(command: Command, release: Version | undefined): Iterable<Fault> {
  if (release) yield* unknownTo(release, command)
  yield* weak(release, command)
}

function observation(command: Command, [id, name]: Fault, routed: Routed): Observation {
  const value = command.values.get(name) ?? 'default'
  const title = { en: 'Set the server up anew with these commands', zh: '用以下命令重新配置服务器' }
  return {
    at: { file: command.file, span: { start: command.start, end: command.start + command.text.length } },
    subject: name,
    message: { id, params: { name, value, router: releaseName(routed.release) } },
    fixes: [unsafe({ title, edits: [], changes: [], steps: [routerStep(routed)] })],
  }
}

export const rule: Rule<OpenvpnModel> = defineRule<OpenvpnModel>({
  id: 'openvpn/mikrotik-server-command',
  format: 'openvpn',
  title: { en: 'RouterOS script beside the client', zh: '客户端旁的 RouterOS 脚本' },
  severity: 'medium',
  confidence: 'high',
  tags: ['mikrotik', 'pair'],
  messages: {
    early: {
      en: '{name} is unknown to {router}: the command is refused',
      zh: '{router} 还没有参数 {name}：命令会被拒绝',
    },
    late: {
      en: '{name} is no longer known to {router}: the command is refused',
      zh: '{router} 已不再支持参数 {name}：命令会被拒绝',
    },
    weak: {
      en: '{name} is "{value}" on {router}: weaker than the client needs',
      zh: '{router} 上 {name} 为 "{value}"：弱于客户端所需',
    },
  },
  defaults: {},
  *check(model, _options, { peer, store }) {
    if (peer?.kind !== 'mikrotik' || model.role === 'server') return
    const routed = { model, release: peer.release, router: routerAbilities(peer.release) }
    for (const file of scripts(store, model.root))
      for (const command of commandsIn(file))
        for (const fault of faults(command, peer.release)) yield observation(command, fault, routed)
  },
})
