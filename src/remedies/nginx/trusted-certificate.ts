import type { NginxModel, Server } from '../../formats/nginx/model.ts'
import type { Edit } from '../../text/index.ts'
import { type Directive, replaceArguments } from '../../tree/index.ts'
import type { Check, Step } from '../fix.ts'
import { certificateFiles, covers, forget, lineageFiles } from './certbot.ts'
import { formerLineage } from './former-lineage.ts'
import { freeLineage, isOccupied } from './free-lineage.ts'
import { type CertificateNames, certificateNames, checkName } from './names.ts'
import type { HttpsOptions } from './options.ts'
import { back, encrypted, reachable, rehearsed, reload, reloadedByEdit, renews, syntax } from './service.ts'

/** A certificate statement of TLS servers that already answer, and what is to stand in its place. */
export interface Untrusted {
  readonly model: Pick<NginxModel, 'forest'>
  readonly entry: Directive
  /** The key statement that belongs to it; undefined when that cannot be told. */
  readonly key: Directive | undefined
  readonly servers: readonly Server[]
  /** The lineage of certbot that the statement names already. */
  readonly lineage: string | undefined
  /** Names the present certificate is for. */
  readonly names: readonly string[]
}

/** The most names a certificate of the usual public CA holds. */
export const mostNames = 100

/**
 * From a certificate that clients refuse to one of a public CA. The nginx authenticator leaves the files as they are and
 * needs no change of port 80: nginx goes on serving with the old certificate until the new one is written into the file.
 */
export function trustedCertificate(subject: Untrusted, options: HttpsOptions): Step[] {
  const { lineage } = subject
  const wanted = wantedNames(subject, options.acmeServer !== '')
  if (!wanted) return [ownAuthority(subject)]
  if (wanted.challenge === 'dns-01') return [byDns(wanted)]
  const obtained = obtainSteps(wanted, options, { stands: lineage === wanted.lineage })
  const edits = pointTo(subject, wanted.lineage)
  const needs = [`nginx/trusted:${wanted.lineage}`]
  if (!edits) return [...obtained, byHand(subject, wanted, needs)]
  const edit: Step = {
    kind: 'edit',
    id: `nginx/trusted-file:${subject.entry.args[0]?.value}`,
    title: { en: `Name the certificate of ${wanted.lineage}`, zh: `改用 ${wanted.lineage} 的证书` },
    needs,
    risk: 'behaviour',
    edits,
    verify: [syntax],
    undo: back,
  }
  const live: Step = {
    kind: 'command',
    id: `${edit.id}-live`,
    title: { en: 'Reload nginx', zh: '重新加载 nginx' },
    needs: edits.length > 0 ? [edit.id] : needs,
    risk: 'low',
    commands: [reload],
    renews,
    verify: [answers(subject, wanted)],
    undone:
      edits.length > 0
        ? reloadedByEdit
        : { en: 'nothing by itself: it comes with the former certificate', zh: '无需单独撤销：随原证书一并恢复' },
  }
  return [...obtained, ...(edits.length > 0 ? [edit] : []), live]
}

/** With the same lineage the names it has already are kept: certbot replaces the whole list. */
function wantedNames({ model, servers, lineage, names }: Untrusted, privateCa: boolean): CertificateNames | undefined {
  const fresh = certificateNames(
    servers.flatMap(server => server.names),
    privateCa,
    mostNames,
  )
  if (!fresh) return undefined
  if (lineage === undefined || isOccupied(model, lineage))
    return { ...fresh, lineage: freeLineage(model, fresh.lineage) }
  const kept = names.filter(name => checkName(name, privateCa).ok).map(name => name.toLowerCase())
  const all = [...new Set([...kept, ...fresh.names])]
  const challenge = all.some(name => name.startsWith('*')) ? 'dns-01' : 'http-01'
  return all.length > mostNames ? undefined : { lineage, names: all, challenge }
}

interface Obtaining {
  /** Steps to be done before: nginx has to run, or to start with its files. */
  readonly needs?: readonly string[]
  /** nginx uses the lineage by now: taken back, its former certificate is in force again. */
  readonly stands?: boolean
}

/** From the nginx authenticator. */
export function obtainSteps(
  { lineage, names }: CertificateNames,
  options: HttpsOptions,
  { needs = [], stands = false }: Obtaining = {},
): Step[] {
  const former = formerLineage(lineage)
  const account = options.mail === '' ? ['--register-unsafely-without-email'] : ['-m', options.mail]
  const server = options.acmeServer === '' ? [] : ['--server', options.acmeServer]
  const argv = (...how: readonly string[]): readonly string[] => [
    ...['certbot', 'certonly', '--nginx', '-n', '--agree-tos', ...account, ...server, ...how],
    ...['--cert-name', lineage, ...names.flatMap(name => ['-d', name])],
  ]
  const plugin: Check = {
    argv: ['certbot', 'plugins'],
    root: true,
    expect: { contains: '* nginx' },
    says: { en: 'certbot knows nginx', zh: 'certbot 具备 nginx 插件' },
  }
  return [
    {
      kind: 'check',
      id: 'host/certbot-nginx',
      title: { en: 'certbot and its plugin for nginx are there', zh: '已安装 certbot 及其 nginx 插件' },
      needs: [],
      risk: 'none',
      checks: [plugin],
    },
    {
      kind: 'command',
      id: `nginx/trusted-rehearsal:${lineage}`,
      title: { en: `Rehearse the certificate of ${lineage}`, zh: `预演申请 ${lineage} 的证书` },
      why: { en: 'Failed orders count against the limits of the CA', zh: '失败的申请会计入 CA 的限额' },
      needs: ['host/certbot-nginx', ...needs],
      risk: 'none',
      commands: [{ argv: argv('--dry-run'), root: true }],
      ...rehearsed,
    },
    {
      kind: 'command',
      id: `nginx/trusted:${lineage}`,
      title: { en: `Obtain the certificate of ${lineage}`, zh: `申请 ${lineage} 的证书` },
      needs: [`nginx/trusted-rehearsal:${lineage}`],
      risk: 'none',
      commands: [...(stands ? [former.save] : []), { argv: argv('--key-type', 'ecdsa'), root: true }],
      ...(!stands && { creates: [certificateFiles(lineage).chain] }),
      makes: lineageFiles(lineage),
      verify: names.map(name => covers({ lineage, names, challenge: 'http-01' }, name)),
      undo: stands ? former.restore : [forget(lineage)],
    },
  ]
}

/** No edits: the lineage is the one named already. Undefined: which key belongs to the statement cannot be told. */
function pointTo({ entry, key, lineage }: Untrusted, wanted: string): Edit[] | undefined {
  if (lineage === wanted) return []
  const files = certificateFiles(wanted)
  return key && [replaceArguments(entry, files.chain), replaceArguments(key, files.key)]
}

function answers({ servers }: Untrusted, { names }: CertificateNames): Check {
  const listener = servers.flatMap(each => each.listeners).find(({ tls }) => tls)
  const port = listener?.port ?? 443
  const url = new URL(`https://${names[0]}${port === 443 ? '' : `:${port}`}/`)
  return encrypted(url, reachable(listener?.address ?? '*'), 'HTTP/')
}

const byDns = ({ lineage, names }: CertificateNames): Step => ({
  kind: 'decide',
  id: `nginx/trusted:${lineage}`,
  title: { en: 'Obtain a wildcard certificate by DNS', zh: '通过 DNS 申请通配符证书' },
  needs: [],
  risk: 'none',
  question: {
    en: `Use the certbot plugin of your DNS provider: certonly --cert-name ${lineage} for ${names.join(', ')}; then name its files and reload nginx`,
    zh: `请用 DNS 服务商的 certbot 插件：certonly --cert-name ${lineage}，域名 ${names.join(', ')}；然后改用其文件并重新加载 nginx`,
  },
})

const byHand = ({ entry }: Untrusted, { lineage }: CertificateNames, needs: readonly string[]): Step => ({
  kind: 'decide',
  id: `nginx/trusted-file:${entry.args[0]?.value}`,
  title: { en: `Name the certificate of ${lineage}`, zh: `改用 ${lineage} 的证书` },
  needs,
  risk: 'behaviour',
  question: {
    en: `Write ${certificateFiles(lineage).chain} and its privkey.pem where ${entry.args[0]?.value} and its key are named, then reload nginx`,
    zh: `请在引用 ${entry.args[0]?.value} 及其私钥之处改为 ${certificateFiles(lineage).chain} 与 privkey.pem，然后重新加载 nginx`,
  },
})

const ownAuthority = ({ entry }: Untrusted): Step => ({
  kind: 'decide',
  id: `nginx/trusted-file:${entry.args[0]?.value}`,
  title: { en: 'Issue a certificate that clients trust', zh: '签发客户端信任的证书' },
  needs: [],
  risk: 'none',
  question: {
    en: `Issue a certificate with the right names from the authority your clients know, put it into ${entry.args[0]?.value}, then reload nginx`,
    zh: `请由客户端信任的机构签发名称正确的证书，写入 ${entry.args[0]?.value}，然后重新加载 nginx`,
  },
})
