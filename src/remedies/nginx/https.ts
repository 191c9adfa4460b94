import type { NginxModel, Server } from '../../formats/nginx/model.ts'
import type { Localized } from '../../message/index.ts'
import { atLeast } from '../../target/index.ts'
import type { Edit } from '../../text/index.ts'
import type { Fix, Remedy, Step } from '../fix.ts'
import { certificateAsks, certificateSteps, chooseNames, namesAsk } from './certificate-steps.ts'
import { chosenNames, nameFor, refuseNames } from './chosen-names.ts'
import { type SharedCertificate, serverId, sharedCertificate } from './lineages.ts'
import type { CertificateNames } from './names.ts'
import type { HttpsOptions } from './options.ts'
import { keptChallenge } from './own-challenge.ts'
import { secondStage } from './second-stage.ts'
import {
  back,
  encrypted,
  moved,
  reachable,
  refused,
  refusesOld,
  reload,
  reloadedByEdit,
  renews,
  syntax,
} from './service.ts'
import { isSplittable, plainListeners } from './sockets.ts'
import { keepServing, refuseInPlace, replaceByGuard, type Subject, serveEncrypted, stopTheLeak } from './split.ts'
import { twinOf } from './twin.ts'
import { backByRestart, isWidened, restarting } from './widened.ts'

/**
 * How a plaintext server gets behind TLS without a moment in which its files cannot be loaded.
 * `stop`: requests in clear are refused before the certificate exists (an application, passwords).
 * `keep`: it goes on in clear until the certificate is there (files anybody may read).
 */
export type Urgency = 'stop' | 'keep'

const title: Localized = { en: 'Serve it over TLS only', zh: '仅通过 TLS 提供服务' }

interface Manner {
  readonly urgency: Urgency
  readonly options: HttpsOptions
}

const made = new WeakMap<Server, { readonly manner: Manner; readonly fix: Fix | undefined }>()

/**
 * Every place of a server that gives something away gets the same one.
 * @returns undefined where only a person can tell what to do: no own block, shared listens.
 */
export function httpsFix(model: NginxModel, server: Server, manner: Manner): Fix | undefined {
  const known = made.get(server)
  if (known?.manner.urgency === manner.urgency && known.manner.options === manner.options) return known.fix
  const fix = fixOf(model, server, manner)
  made.set(server, { manner, fix })
  return fix
}

function fixOf(model: NginxModel, server: Server, { urgency, options }: Manner): Fix | undefined {
  if (!isSplittable(server) || !server.directive) return undefined
  const scene = { model, server, options, block: server.directive }
  const twin = twinOf(model, server)
  if (twin === 'other') return { title, safety: 'unsafe', edits: [], changes: [], steps: [joinTheTwin(server)] }
  const present = { ...scene, kept: keptChallenge(model, server), lineage: undefined }
  if (twin === 'same') return atOnce(replaceByGuard(present))
  if (hasCertificate(model, server)) return atOnce(serveEncrypted(present))
  const all = sharedCertificate(model, server, options.acmeServer !== '')
  if (!all) return { title, safety: 'unsafe', edits: [], changes: [], steps: [nameTheServer(server)] }
  const certificate = chosenNames(all, options)
  const names = namesAsk(all, certificate.names, options)
  const against = certificate === all ? undefined : refuseNames(all, certificate.names, options.acmeServer !== '')
  if (against)
    return { title, safety: 'unsafe', edits: [], changes: [], steps: [chooseNames(all, against)], asks: [names] }
  const subject = { ...scene, lineage: certificate.lineage }
  const asks = [names, ...certificateAsks(certificate, options)]
  return { title, safety: 'unsafe', edits: [], changes: ['*'], steps: staged(subject, certificate, urgency), asks }
}

const hasCertificate = (model: NginxModel, server: Server): boolean =>
  model.list(server, 'ssl_certificate').entries.length > 0

/** What `httpsFix` is, without making it. */
export function httpsRemedy(model: NginxModel, server: Server): Remedy {
  if (!isSplittable(server) || !server.directive) return 'none'
  const twin = twinOf(model, server)
  if (twin !== 'none') return twin === 'same' ? 'unsafe' : 'steps'
  return hasCertificate(model, server) ? 'unsafe' : 'steps'
}

const atOnce = (edits: readonly Edit[]): Fix => ({ title, safety: 'unsafe', edits, changes: ['*'] })

const nameTheServer = (server: Server): Step => ({
  kind: 'decide',
  id: `nginx/name:${server.title}`,
  title: { en: `Give ${server.title} a public name`, zh: `为 ${server.title} 指定公网域名` },
  needs: [],
  risk: 'none',
  question: {
    en: `No name of ${server.title} can get a certificate: write the public name into server_name, then make a new plan`,
    zh: `${server.title} 没有可申请证书的域名：请在 server_name 中写入公网域名后重新生成计划`,
  },
})

const joinTheTwin = (server: Server): Step => ({
  kind: 'decide',
  id: `nginx/twin:${serverId(server)}`,
  title: { en: `Serve over TLS what ${server.title} serves in clear`, zh: `通过 TLS 提供 ${server.title} 的明文内容` },
  needs: [],
  risk: 'none',
  question: {
    en: `${server.title} has a TLS server that serves something else: a redirect there would take away what is served in clear only. Write that into the TLS server, then make a new plan`,
    zh: `${server.title} 已有内容不同的 TLS server：若重定向到那里，只以明文提供的内容将不可达。请将其写入该 TLS server 后重新生成计划`,
  },
})

/** Two stages of one change: `between` gives the second, against the files as the first left them. */
function staged(subject: Subject, certificate: SharedCertificate, urgency: Urgency): Step[] {
  const { model, server } = subject
  const early = atLeast(model.target.nginx, '1.19.4')
  const stop = early ? stopTheLeak : refuseInPlace
  const first = urgency === 'stop' ? stop(subject) : keepServing(subject)
  const final = serveEncrypted(subject)
  const widened = isWidened(model, server)
  const opensFirst = urgency === 'stop' && early
  const guard: Step = {
    ...guardStep(server, urgency),
    edits: first,
    ...(widened && opensFirst && { undo: backByRestart }),
  }
  const edits = secondStage(model, first, final)
  const why = isAlone(model) ? { why: letIn } : {}
  const opensLast = widened && !opensFirst && { undo: backByRestart }
  const tls: Step = { ...tlsStep(server, certificate), ...why, edits, against: [guard.id], ...opensLast }
  return [
    guard,
    { ...guardLive(subject, certificate, urgency), ...(widened && opensFirst && restarting) },
    ...certificateSteps(certificate, subject),
    tls,
    { ...tlsLive(subject, certificate), ...(opensLast && restarting) },
  ]
}

/** Nothing answered on 443 before: whoever guards the host need not let it in. */
const isAlone = ({ listeners }: NginxModel): boolean =>
  !listeners.some(each => each.world === 'http' && each.port === 443)

const letIn: Localized = {
  en: 'Visitors reach it once the firewall lets TCP 443 in: ufw allow 443/tcp; firewall-cmd --permanent --add-service=https, then --reload; or the security group',
  zh: '防火墙放行 TCP 443 后访客才能访问：ufw allow 443/tcp；firewall-cmd --permanent --add-service=https 后再 --reload；或云安全组',
}

type EditStep = Omit<Step & { readonly kind: 'edit' }, 'edits'>

const guardStep = (server: Server, urgency: Urgency): EditStep => ({
  kind: 'edit',
  id: `nginx/guard:${serverId(server)}`,
  title:
    urgency === 'stop'
      ? { en: `Stop answering ${server.title} in clear`, zh: `停止以明文响应 ${server.title}` }
      : { en: `Serve the challenge files of ${server.title}`, zh: `提供 ${server.title} 的验证文件` },
  why: {
    en: 'A server that names a certificate which does not exist yet keeps nginx from loading',
    zh: '引用尚不存在的证书会使 nginx 无法加载',
  },
  needs: ['nginx/webroot'],
  risk: urgency === 'stop' ? 'outage' : 'none',
  verify: [syntax],
  undo: back,
})

const tlsStep = (server: Server, { lineage }: CertificateNames): EditStep => ({
  kind: 'edit',
  id: `nginx/tls:${serverId(server)}`,
  title: { en: `Serve ${server.title} over TLS`, zh: `通过 TLS 提供 ${server.title}` },
  needs: [`nginx/guard-live:${serverId(server)}`, `nginx/certificate:${lineage}`],
  risk: 'behaviour',
  verify: [syntax],
  undo: back,
})

/** A name that leads a request to the server, of those in the certificate where it can be. */
const nameOf = ({ server, options }: Subject, { lineage, names }: CertificateNames): string =>
  (nameFor(server, names, options.acmeServer !== '') ?? lineage).replace(/^\*/, 'any')

function guardLive(subject: Subject, certificate: CertificateNames, urgency: Urgency): Step {
  const { server } = subject
  const { url, address } = inClear(subject, certificate)
  return {
    kind: 'command',
    id: `nginx/guard-live:${serverId(server)}`,
    title: { en: 'Reload nginx', zh: '重新加载 nginx' },
    needs: [`nginx/guard:${serverId(server)}`],
    risk: 'low',
    commands: [reload],
    renews,
    ...(urgency === 'stop' && { verify: [refused(url, address)] }),
    undone: reloadedByEdit,
  }
}

/** Where the server was asked before there was a certificate. */
function inClear(subject: Subject, certificate: CertificateNames): { readonly url: URL; readonly address: string } {
  const [listener] = plainListeners(subject.server)
  const port = listener?.port ?? 80
  const url = new URL(`http://${nameOf(subject, certificate)}${port === 80 ? '' : `:${port}`}/`)
  return { url, address: reachable(listener?.address ?? '*') }
}

function tlsLive(subject: Subject, certificate: CertificateNames): Step {
  const { model, server, options } = subject
  const name = nameOf(subject, certificate)
  const alone = isAlone(model)
  const { url, address } = inClear(subject, certificate)
  return {
    kind: 'command',
    id: `nginx/tls-live:${serverId(server)}`,
    title: { en: 'Reload nginx', zh: '重新加载 nginx' },
    needs: [`nginx/tls:${serverId(server)}`],
    risk: 'low',
    commands: [reload],
    renews,
    verify: [
      moved(url, address),
      encrypted(new URL(`https://${name}/`), address, `max-age=${options.minAge}`),
      ...(alone ? [refusesOld(name, address)] : []),
    ],
    undone: reloadedByEdit,
  }
}
