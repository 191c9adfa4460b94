import type { OpenvpnModel, Wrapping } from '../../formats/openvpn/index.ts'
import { placeOf, type Rule } from '../rule.ts'
import { pairRule } from './pair.ts'

/** The key's own text, without comments and blanks; undefined when it stands in another file. */
function bodyOf({ line }: Wrapping): string | undefined {
  const body = line.directive.block?.body
  if (!body) return undefined
  const lines = line.directive.file.text.slice(body.start, body.end).split('\n')
  return lines
    .map(text => text.trim())
    .filter(text => text !== '' && !text.startsWith('#'))
    .join('\n')
}

const kinds = (model: OpenvpnModel): string => [...new Set(model.wrapping.map(({ kind }) => kind))].join(', ') || 'none'

export const rule: Rule<OpenvpnModel> = pairRule({
  id: 'openvpn/peer-control-wrap',
  title: { en: 'Control channels that do not fit', zh: '控制通道保护不一致' },
  severity: 'critical',
  messages: {
    kind: {
      en: 'Control channel is wrapped by "{own}" here and by "{other}" on the other end: no connection',
      zh: '本端控制通道使用 "{own}"，对端使用 "{other}"：无法连接',
    },
    key: {
      en: 'Key of {kind} differs from the one of the other end: no connection',
      zh: '{kind} 的密钥与对端不同：无法连接',
    },
  },
  *mismatches({ own, other }) {
    const first = own.wrapping[0]
    const shared = own.wrapping.find(({ kind }) => other.wrapping.some(there => there.kind === kind))
    if (own.wrapping.length === 0 && other.wrapping.length === 0) return
    if (!shared) {
      const at = first && placeOf(first.line.directive)
      yield { at, subject: 'kind', message: { id: 'kind', params: { own: kinds(own), other: kinds(other) } } }
      return
    }
    const there = other.wrapping.find(({ kind }) => kind === shared.kind) as Wrapping
    const [here, far] = [bodyOf(shared), bodyOf(there)]
    if (shared.kind === 'tls-crypt-v2' || here === undefined || far === undefined || here === far) return
    const at = { file: shared.line.directive.file, span: shared.line.directive.name.span }
    yield { at, subject: 'key', message: { id: 'key', params: { kind: shared.kind } } }
  },
})
