import type { Localized } from '../../message/index.ts'
import type { Ask, Step } from '../fix.ts'
import { certificateFiles, covers, forget, lineageFiles, obtain, renewalRehearsal } from './certbot.ts'
import { certificateByDns } from './certificate-by-dns.ts'
import { refuseNames } from './chosen-names.ts'
import type { Scene } from './guard.ts'
import { guardIds, type SharedCertificate, tlsLiveIds } from './lineages.ts'
import type { HttpsOptions } from './options.ts'
import { rehearsed } from './service.ts'
import { refuseAcmeServer, refuseMail, refuseWebroot } from './stated.ts'

/** From the folder for challenge files to a certificate that renews itself. */
export function certificateSteps(certificate: SharedCertificate, { model, options }: Scene): Step[] {
  const ready = guardIds(model, certificate.servers)
  if (certificate.challenge === 'dns-01')
    return [certificateByDns(`nginx/certificate:${certificate.lineage}`, certificate, ready)]
  return [program, webroot(options.webroot), ...byWebroot(certificate, options, ready), renewal(certificate)]
}

/** What only the owner knows; the defaults are what the plan goes by otherwise. */
export const certificateAsks = (
  { challenge }: SharedCertificate,
  { webroot, mail, acmeServer }: HttpsOptions,
): Ask[] =>
  challenge === 'dns-01'
    ? []
    : [
        {
          id: 'webroot',
          option: 'webroot',
          question: { en: 'Folder for the challenge files of the CA', zh: '存放 CA 验证文件的目录' },
          default: webroot,
          refuse: refuseWebroot,
        },
        {
          id: 'mail',
          option: 'mail',
          question: {
            en: 'Mail address for messages of the CA (empty: none)',
            zh: '接收 CA 通知的邮箱（留空则不提供）',
          },
          default: mail,
          refuse: refuseMail,
        },
        {
          id: 'acmeServer',
          option: 'acmeServer',
          question: {
            en: "Directory URL of the CA (empty: certbot's own default)",
            zh: 'CA 的 ACME 目录地址（留空则用 certbot 默认值）',
          },
          default: acmeServer,
          refuse: refuseAcmeServer,
        },
      ]

/** Which names the certificate is for; by default `names`, those the plan puts into it. `all` has what can be chosen. */
export const namesAsk = (all: SharedCertificate, names: readonly string[], { acmeServer }: HttpsOptions): Ask => ({
  id: `certificateNames ${all.lineage}`,
  option: 'certificateNames',
  entry: all.lineage,
  question: {
    en: `Names in the certificate of ${all.lineage} (each must lead to this host)`,
    zh: `${all.lineage} 的证书包含的域名（均须解析到本机）`,
  },
  default: names.join(', '),
  refuse: words => refuseNames(all, words, acmeServer !== ''),
})

/** In place of a certificate with names that it cannot have. */
export const chooseNames = ({ lineage }: SharedCertificate, because: Localized): Step => ({
  kind: 'decide',
  id: `nginx/certificate-names:${lineage}`,
  title: { en: `Choose other names for the certificate of ${lineage}`, zh: `为 ${lineage} 的证书另选域名` },
  needs: [],
  risk: 'none',
  question: {
    en: `Option certificateNames of ${lineage}: ${because.en}; mend it, then make a new plan`,
    zh: `${lineage} 的选项 certificateNames：${because.zh}；请更正后重新生成计划`,
  },
})

export const program: Step = {
  kind: 'check',
  id: 'host/certbot',
  title: { en: 'certbot is there', zh: '已安装 certbot' },
  needs: [],
  risk: 'none',
  checks: [{ argv: ['certbot', '--version'], says: { en: 'certbot is installed', zh: 'certbot 已安装' } }],
}

const webroot = (path: string): Step => ({
  kind: 'command',
  id: 'nginx/webroot',
  title: { en: `Make the folder for challenge files, ${path}`, zh: `创建验证文件目录 ${path}` },
  needs: ['host/certbot'],
  risk: 'none',
  commands: [{ argv: ['install', '-d', '-m', '0755', path], root: true }],
  creates: [path],
  verify: [{ argv: ['test', '-d', path], says: { en: `${path} is a folder`, zh: `${path} 是目录` } }],
  undo: [{ argv: ['rmdir', '--ignore-fail-on-non-empty', path], root: true }],
})

const byWebroot = (certificate: SharedCertificate, options: HttpsOptions, ready: readonly string[]): Step[] => [
  {
    kind: 'command',
    id: `nginx/rehearsal:${certificate.lineage}`,
    title: { en: `Rehearse the certificate of ${certificate.lineage}`, zh: `预演申请 ${certificate.lineage} 的证书` },
    why: { en: 'Failed orders count against the limits of the CA', zh: '失败的申请会计入 CA 的限额' },
    needs: ready,
    risk: 'none',
    commands: [obtain(certificate, options, true)],
    ...rehearsed,
  },
  {
    kind: 'command',
    id: `nginx/certificate:${certificate.lineage}`,
    title: { en: `Obtain the certificate of ${certificate.lineage}`, zh: `申请 ${certificate.lineage} 的证书` },
    needs: [`nginx/rehearsal:${certificate.lineage}`],
    risk: 'none',
    commands: [obtain(certificate, options)],
    creates: [certificateFiles(certificate.lineage).chain],
    makes: lineageFiles(certificate.lineage),
    verify: certificate.names.map(name => covers(certificate, name)),
    undo: [forget(certificate.lineage)],
  },
]

const renewal = ({ lineage, servers }: SharedCertificate): Step => ({
  kind: 'command',
  id: `nginx/renewal:${lineage}`,
  title: { en: `Rehearse the renewal of ${lineage}`, zh: `预演 ${lineage} 的续期` },
  needs: tlsLiveIds(servers),
  risk: 'none',
  commands: [renewalRehearsal(lineage)],
  ...rehearsed,
})
