import { every, type OpenvpnModel, type OptionLine } from '../../formats/openvpn/index.ts'
import { atLeast } from '../../target/index.ts'
import { replaceWord } from '../../tree/index.ts'
import type { Fix, Rule } from '../rule.ts'
import { deletion, type Fault, lineRule } from './line-rule.ts'
import { safe, unsafe } from './placing.ts'

/** From which release on an option does nothing. */
const idle: Readonly<Record<string, string>> = {
  'persist-key': '2.7',
  'fast-io': '2.7',
  'opt-verify': '2.7',
  'max-routes': '2.4',
  prng: '2.6',
  'http-proxy-retry': '2.4',
  'http-proxy-timeout': '2.4',
  'socks-proxy-retry': '2.4',
  'tun-ipv6': '2.4',
  'comp-noadapt': '2.5',
}

/** From which release on an option is announced to go. */
const going: Readonly<Record<string, string>> = {
  'disable-occ': '2.5',
  'verify-hash': '2.6',
  'link-mtu': '2.6',
  'opt-verify': '2.6',
}

function repairs(model: OpenvpnModel, line: OptionLine): Fix[] {
  const stated = !model.target.assumed.includes('openvpn')
  return [deletion(line, stated ? safe : unsafe)]
}

const inForce = (table: Readonly<Record<string, string>>, { target }: OpenvpnModel): [string, string][] =>
  Object.entries(table).filter(([, since]) => atLeast(target.openvpn, since))

function* aliases(model: OpenvpnModel): Iterable<Fault> {
  for (const line of every(model, 'data-ciphers')) {
    const written = line.directive.name.value
    if (written === 'ncp-ciphers') yield { line, id: 'alias', params: { name: written }, fixes: [renamed(line)] }
  }
}

function renamed(line: OptionLine): Fix {
  const title = { en: 'Write data-ciphers', zh: '改写为 data-ciphers' }
  const edits = [replaceWord(line.directive.file, line.directive.name, 'data-ciphers')]
  return safe({ title, edits, changes: ['data-ciphers', 'ncp-ciphers'] })
}

export const rule: Rule<OpenvpnModel> = lineRule({
  id: 'openvpn/deprecated-option',
  title: { en: 'Option on its way out', zh: '即将消失的选项' },
  severity: 'low',
  tags: ['deprecated'],
  messages: {
    idle: { en: '{name} does nothing from OpenVPN {since} on', zh: '{name} 自 OpenVPN {since} 起不再起作用' },
    going: {
      en: '{name} is deprecated from OpenVPN {since} on and will be removed',
      zh: '{name} 自 OpenVPN {since} 起已弃用，将被移除',
    },
    library: {
      en: '{name} does nothing with OpenSSL 3.0 and newer: tls-groups chooses the curves',
      zh: '{name} 在 OpenSSL 3.0 及更新版本下不起作用：曲线由 tls-groups 选择',
    },
    alias: { en: '{name} is the old name of data-ciphers', zh: '{name} 是 data-ciphers 的旧名' },
  },
  *faults(model) {
    for (const [name, since] of inForce(idle, model))
      for (const line of every(model, name)) yield { line, id: 'idle', params: { since }, fixes: repairs(model, line) }
    const dead = new Set(inForce(idle, model).map(([name]) => name))
    for (const [name, since] of inForce(going, model))
      for (const line of dead.has(name) ? [] : every(model, name)) yield { line, id: 'going', params: { since } }
    for (const line of atLeast(model.target.openssl, '3.0') ? every(model, 'ecdh-curve') : [])
      yield { line, id: 'library', fixes: [deletion(line, unsafe)] }
    yield* aliases(model)
  },
})
