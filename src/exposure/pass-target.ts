import type { Handler, NginxModel } from '../formats/nginx/model.ts'
import { readAddress } from '../formats/nginx/resolve/address.ts'
import type { Upstream } from '../formats/nginx/serve.ts'
import type { Localized } from '../message/index.ts'
import { type PassServe, targetsOf, type UpstreamTarget, widest } from '../rules/nginx/targets.ts'
import { placeOf } from '../rules/rule.ts'
import { within } from './networks.ts'
import type { Surroundings } from './surroundings.ts'
import type { Security, Target } from './types.ts'

/** A proxied application: the upstream or address as one target, whoever hands requests to it. */
export function passTarget(handler: Handler, serve: PassServe, around: Surroundings): Target {
  const { model, networks } = around
  const addresses = targetsOf(serve)
  const tunnel = addresses.map(({ address }) => within(networks, address)).find(found => found !== undefined)
  const tls = serve.kind === 'proxy' ? serve.scheme && serve.scheme === 'https' : serve.tls
  const checks = model.on(handler.level, `${serve.kind}_ssl_verify`)
  const security =
    handler.server.world === 'http' ? securityOf({ tls, checks }, addresses) : streamSecurity(handler, checks, model)
  const through = tunnel && security !== 'tls' ? 'vpn' : security
  const checked = tls || security === 'unverified' ? [checks ? isChecked : notChecked] : []
  const broken = brokenUpstream(serve, around)
  return {
    kind: 'upstream',
    security: through,
    key: [serve.kind, serve.authority, through, ...checked.map(({ en }) => en)].join(' '),
    plural: pluralOf(addresses),
    title: { en: serve.authority, zh: serve.authority },
    details: [
      ...checked,
      ...(tunnel ? [{ en: `through ${tunnel.tunnel}`, zh: `经 ${tunnel.tunnel}` }] : leaving(security, around)),
      ...membersOf(serve.upstream),
      ...ownSocket(addresses, around),
      ...(serve.kind === 'proxy' ? [] : [{ en: serve.kind, zh: serve.kind }]),
    ],
    ...(broken && { broken }),
    at: placeOf(serve.directive),
  }
}

/** A tunnel that takes everything takes this too, unless a nearer route exists; which is not in the files. */
const leaving = (security: Security, { takesAll }: Surroundings): Localized[] =>
  takesAll === undefined || security !== 'plain'
    ? []
    : [{ en: `through ${takesAll} unless attached`, zh: `经 ${takesAll}（直连网络除外）` }]

interface Handshake {
  readonly tls: boolean | '' | undefined
  /** The other end's certificate is checked. */
  readonly checks: boolean
}

function securityOf({ tls, checks }: Handshake, addresses: readonly UpstreamTarget[]): Security {
  const reach = widest(addresses)
  const stays = reach === 'loopback' || reach === 'unix'
  if (tls) return checks || stays ? 'tls' : 'unverified'
  if (stays) return 'local'
  return reach === 'unknown' || tls === undefined ? 'unknown' : 'plain'
}

/** stream hands bytes on as they come: TLS only where nginx starts it, or looks into a handshake on the way. */
function streamSecurity({ level }: Handler, checks: boolean, model: NginxModel): Security {
  if (model.on(level, 'proxy_ssl')) return checks ? 'tls' : 'unverified'
  return model.on(level, 'ssl_preread') ? 'tls' : 'unknown'
}

const isChecked: Localized = { en: 'its certificate is checked', zh: '校验其证书' }
const notChecked: Localized = { en: 'its certificate is not checked', zh: '不校验其证书' }

const pluralOf = (addresses: readonly UpstreamTarget[]): Localized =>
  ({
    loopback: { en: 'applications on this host', zh: '个本机应用' },
    unix: { en: 'applications on this host', zh: '个本机应用' },
    private: { en: 'private upstreams', zh: '个内网上游' },
    public: { en: 'public upstreams', zh: '个公网上游' },
    unknown: { en: 'upstreams chosen by variables', zh: '个由变量决定的上游' },
  })[widest(addresses)]

const most = 2

function membersOf(upstream: Upstream | undefined): Localized[] {
  if (!upstream) return []
  const addresses = upstream.servers.map(({ address }) => address)
  const shown = [...addresses.slice(0, most), ...(addresses.length > most ? [`+${addresses.length - most}`] : [])]
  return addresses.length === 0 ? [] : [{ en: shown.join(', '), zh: shown.join(', ') }]
}

function brokenUpstream({ upstream, authority, hasVariables }: PassServe, around: Surroundings): Localized | undefined {
  if (upstream?.servers.length === 0) return { en: 'the upstream has no server', zh: '该 upstream 没有服务器' }
  if (upstream?.servers.every(({ options }) => options.has('down')))
    return { en: 'every server of it is down', zh: '其所有服务器均为 down' }
  if (upstream || hasVariables || !/^[\w-]+$/.test(authority)) return undefined
  const close = around.meant(authority)
  return close === undefined
    ? undefined
    : { en: `no such upstream; there is ${close}`, zh: `没有该 upstream；存在 ${close}` }
}

/** The application behind a loopback address is a socket of this nginx. */
function ownSocket(addresses: readonly UpstreamTarget[], { byPort }: Surroundings): Localized[] {
  const local = addresses.filter(({ reach }) => reach === 'loopback').map(({ address }) => readAddress(address, 80))
  const found = local
    .flatMap(each => (byPort.get(each.from) ?? []).map(listener => ({ each, listener })))
    .find(
      ({ each, listener: { address, family } }) =>
        address === each.address || (address === '*' && family === each.family),
    )
  const subject = found?.listener.subject
  return subject === undefined ? [] : [{ en: `socket ${subject} of this nginx`, zh: `本 nginx 的 ${subject}` }]
}
