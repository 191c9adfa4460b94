import type { Edit } from '../../text/index.ts'
import type { Step } from '../fix.ts'
import { stagesOf, type Uncertified } from './absent-certificate.ts'
import { certificateByDns } from './certificate-by-dns.ts'
import { freeLineage } from './free-lineage.ts'
import { type CertificateNames, certificateNames } from './names.ts'
import { httpsDefaults } from './options.ts'
import { secondStage } from './second-stage.ts'
import { back, encrypted, reachable, reload, reloadedByEdit, renews, syntax } from './service.ts'
import { mostNames, obtainSteps } from './trusted-certificate.ts'

/**
 * From files that nginx does not start with to a certificate of a public CA: handshakes are rejected until it is there,
 * so that nginx runs and the CA can be answered.
 * @param lineage of certbot that the statement names already
 */
export function certificateFirst(subject: Uncertified, lineage: string | undefined): Step[] {
  const fresh = certificateNames(subject.servers.flatMap(server => server.names))
  const stages = stagesOf(subject)
  if (!fresh || !stages || fresh.names.length > mostNames) return [byHand(subject)]
  const wanted = { ...fresh, lineage: freeLineage(subject.model, lineage ?? fresh.lineage) }
  const guard: Step = {
    kind: 'edit',
    id: `nginx/without-certificate:${wanted.lineage}`,
    title: {
      en: `Reject TLS handshakes until the certificate of ${wanted.lineage} is there`,
      zh: `在 ${wanted.lineage} 的证书就绪之前拒绝 TLS 握手`,
    },
    why: {
      en: 'nginx does not start with a certificate that does not exist, and the CA asks a running server',
      zh: '证书不存在时 nginx 无法启动，而 CA 需要向运行中的服务器验证',
    },
    needs: [],
    risk: 'outage',
    edits: stages.first,
    verify: [syntax],
    undone: {
      en: 'nginx is left as it runs: it does not start with the former files',
      zh: '不重新加载 nginx：它无法以原来的文件启动',
    },
  }
  const start: Step = {
    kind: 'command',
    id: `${guard.id}-live`,
    title: { en: 'Start nginx, or reload it', zh: '启动或重新加载 nginx' },
    needs: [guard.id],
    risk: 'outage',
    commands: [{ argv: ['systemctl', 'reload-or-restart', 'nginx'], root: true }],
    units: ['nginx.service'],
    renews,
  }
  const edits = secondStage(subject.model, stages.first, stages.final(wanted))
  const certificate =
    wanted.challenge === 'dns-01'
      ? [certificateByDns(`nginx/trusted:${wanted.lineage}`, wanted, [])]
      : obtainSteps(wanted, httpsDefaults, { needs: [start.id] })
  return [guard, start, ...certificate, named(wanted, edits, guard.id), answering(subject, wanted)]
}

const finalId = ({ lineage }: CertificateNames): string => `nginx/with-certificate:${lineage}`

const named = (wanted: CertificateNames, edits: readonly Edit[], guard: string): Step => ({
  kind: 'edit',
  id: finalId(wanted),
  title: { en: `Name the certificate of ${wanted.lineage}`, zh: `引用 ${wanted.lineage} 的证书` },
  needs: [guard, `nginx/trusted:${wanted.lineage}`],
  risk: 'behaviour',
  edits,
  against: [guard],
  verify: [syntax],
  undo: back,
})

function answering({ servers }: Uncertified, wanted: CertificateNames): Step {
  const listener = servers.flatMap(each => each.listeners).find(({ tls }) => tls)
  const port = listener?.port ?? 443
  const url = new URL(`https://${wanted.names[0]?.replace(/^\*/, 'any')}${port === 443 ? '' : `:${port}`}/`)
  return {
    kind: 'command',
    id: `${finalId(wanted)}-live`,
    title: { en: 'Reload nginx', zh: '重新加载 nginx' },
    needs: [finalId(wanted)],
    risk: 'low',
    commands: [reload],
    renews,
    ...(listener && { verify: [encrypted(url, reachable(listener.address), 'HTTP/')] }),
    undone: reloadedByEdit,
  }
}

function byHand({ servers, entry }: Uncertified): Step {
  const what = entry ? `${entry.args[0]?.value}` : `ssl_certificate of ${servers[0]?.title ?? 'the server'}`
  return {
    kind: 'decide',
    id: `nginx/certificate-by-hand:${what}`,
    title: { en: `Provide ${what}`, zh: `提供 ${what}` },
    needs: [],
    risk: 'outage',
    question: {
      en: `nginx does not start without ${what}: put the certificate and its key there, or take the TLS listen out until they are`,
      zh: `没有 ${what} 时 nginx 无法启动：请放入证书及其私钥，或在此之前移除 TLS 监听`,
    },
  }
}
