import type { LoadProblem } from '../../formats/nginx/loads/index.ts'
import type { NginxModel, Server } from '../../formats/nginx/model.ts'
import { certificateFirst } from '../../remedies/nginx/certificate-first.ts'
import { argument, type Directive, find, insertAfter } from '../../tree/index.ts'
import type { Fix, Rule } from '../rule.ts'
import { loadRule, unsafe } from './load-problems.ts'
import { lineageOf } from './served-certificates.ts'

/** certbot keeps the key beside the certificate, always under the same name. */
function besideIt({ directive }: LoadProblem): Fix[] {
  const path = (directive && argument(directive, 0)) ?? ''
  if (directive?.name.value !== 'ssl_certificate' || lineageOf(path) === undefined) return []
  const key = path.replace(/[^/]*$/, 'privkey.pem')
  const title = { en: `Name the key beside it: ${key}`, zh: `写上同目录下的私钥：${key}` }
  const edits = [insertAfter(directive, [`ssl_certificate_key ${key};`])]
  return [unsafe({ title, edits, changes: ['ssl_certificate_key'] })]
}

/** One server without any certificate, or all that a statement with a missing file is in force for. */
function obtained({ id, directive }: LoadProblem, model: NginxModel): Fix[] {
  const entry = id === 'certificate-listen' ? undefined : certificateOf(directive)
  if (!directive || (id !== 'certificate-listen' && !entry)) return []
  const all: readonly Server[] = [...model.servers, ...model.streamServers, ...model.mailServers]
  const servers = all.filter(server =>
    entry ? model.list(server, 'ssl_certificate').entries.includes(entry) : server.directive === directive,
  )
  if (servers.length === 0) return []
  const lineage = entry && lineageOf(argument(entry, 0) ?? '')
  const steps = certificateFirst({ model, servers, entry }, lineage)
  const title = { en: 'obtain the certificate before it is named', zh: '先取得证书，再引用它' }
  return [unsafe({ title, edits: [], changes: ['*'], steps })]
}

/** The certificate that a missing key belongs to: the one beside it. */
function certificateOf(directive: Directive | undefined): Directive | undefined {
  if (directive?.name.value !== 'ssl_certificate_key') return directive
  return find(directive.parent?.block?.nodes ?? [], 'ssl_certificate')
}

export const rule: Rule<NginxModel> = loadRule({
  id: 'nginx/missing-certificate',
  title: { en: 'TLS without a certificate or key', zh: '启用 TLS 却缺少证书或私钥' },
  codes: ['missing-certificate'],
  fixes: (problem, model) => {
    if (problem.id === 'certificate-key') return besideIt(problem)
    return /^certificate-(?:listen|file|key-file)$/.test(problem.id) ? obtained(problem, model) : []
  },
})
