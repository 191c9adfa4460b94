import { isWeakCipher, last, type OpenvpnModel, type OptionLine, optionInfo } from '../../formats/openvpn/index.ts'
import { atLeast, formatVersion } from '../../target/index.ts'
import { replaceDirective } from '../../tree/index.ts'
import type { Fix, Rule } from '../rule.ts'
import { removeLines, safe, unsafe } from './placing.ts'
import { refusalRule } from './refusals.ts'

/** Options that did nothing worth keeping. */
const droppable = new Set([
  'no-iv',
  'keysize',
  'memstats',
  'ifconfig-pool-linear',
  'no-replay',
  'compat-names',
  'no-name-remapping',
])

const removal = (line: OptionLine): Fix =>
  safe({
    title: { en: `Delete ${line.name}`, zh: `删除 ${line.name}` },
    edits: removeLines([line]),
    changes: [line.name],
  })

const replacement = (line: OptionLine, lines: readonly string[], changes: readonly string[]): Fix =>
  unsafe({
    title: { en: `Write ${lines[0]}`, zh: `改写为 ${lines[0]}` },
    edits: [replaceDirective(line.directive, lines)],
    changes: [line.name, ...changes],
  })

function repairs(line: OptionLine, model: OpenvpnModel): Fix[] {
  const value = line.params[0]
  if (droppable.has(line.name) || (line.name === 'key-method' && value === '2')) return [removal(line)]
  if (line.name === 'tls-remote' && line.words[0])
    return [replacement(line, [`verify-x509-name ${line.words[0].raw} name`], ['verify-x509-name'])]
  if (line.name === 'client-cert-not-required')
    return [replacement(line, ['verify-client-cert none'], ['verify-client-cert'])]
  return line.name === 'ncp-disable' ? withoutNegotiation(line, model) : []
}

/**
 * The one cipher that was used is named in the list, and kept for peers that cannot negotiate. Nobody gets Blowfish back:
 * OpenSSL 3 refuses a list with it.
 */
function withoutNegotiation(line: OptionLine, model: OpenvpnModel): Fix[] {
  const cipher = last(model, 'cipher')?.params[0]
  if (
    cipher === undefined ||
    isWeakCipher(cipher.toUpperCase()) ||
    last(model, 'data-ciphers') ||
    !atLeast(model.target.openvpn, '2.5')
  )
    return [removal(line)]
  const lines = [`data-ciphers ${cipher}`, `data-ciphers-fallback ${cipher}`]
  return [replacement(line, lines, ['data-ciphers', 'data-ciphers-fallback'])]
}

export const rule: Rule<OpenvpnModel> = refusalRule({
  id: 'openvpn/removed-option',
  title: { en: 'Option that was removed', zh: '已被移除的选项' },
  codes: ['removed-option'],
  messages: {
    removed: {
      en: 'Option "{name}" was removed: OpenVPN {version} refuses the file',
      zh: '选项 "{name}" 已被移除：OpenVPN {version} 拒绝整个文件',
    },
    gone: {
      en: 'Option "{name}" was removed in OpenVPN {since}: version {version} refuses the file',
      zh: '选项 "{name}" 已在 OpenVPN {since} 中移除：版本 {version} 拒绝整个文件',
    },
  },
  message: (_problem, line, model) => {
    const name = line?.name ?? ''
    const version = formatVersion(model.target.openvpn.slice(0, 2))
    const since = optionInfo(name)?.gone
    return since === undefined
      ? { id: 'removed', params: { name, version } }
      : { id: 'gone', params: { name, version, since } }
  },
  fixes: (_problem, line, model) => (line ? repairs(line, model) : []),
})
