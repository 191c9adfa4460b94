import type { NginxModel } from '../../formats/nginx/model.ts'
import { reachOf, readAddress } from '../../formats/nginx/resolve/address.ts'
import type { Serve } from '../../formats/nginx/serve.ts'
import { ipv4Value } from '../../formats/openvpn/address.ts'
import type { Directive } from '../../tree/index.ts'
import type { HostModel } from './model.ts'

/** A private IPv4 address that nginx sends requests to in clear. */
export interface ClearUpstream {
  readonly address: string
  readonly value: number
  readonly directive: Directive
}

/** Each address once, at the first place that sends there. */
export function clearUpstreams(host: HostModel): ClearUpstream[] {
  const found = new Map<string, ClearUpstream>()
  for (const each of host.nginx.flatMap(upstreamsOf)) if (!found.has(each.address)) found.set(each.address, each)
  return [...found.values()]
}

const upstreamsOf = (model: NginxModel): ClearUpstream[] =>
  model.servers.flatMap(server => model.handlers(server).flatMap(({ serve }) => addressesOf(serve)))

function addressesOf(serve: Serve): ClearUpstream[] {
  if (!('authority' in serve)) return []
  const clear = serve.kind === 'proxy' ? serve.scheme === 'http' : !serve.tls
  if (!clear) return []
  const written = serve.upstream?.servers.map(({ address }) => address) ?? [serve.authority]
  return written.flatMap(text => {
    const { address, family } = readAddress(text, 80)
    const value = family === 'ipv4' ? ipv4Value(address) : undefined
    const isPrivate = value !== undefined && reachOf(address, family) === 'private'
    return isPrivate ? [{ address, value, directive: serve.directive }] : []
  })
}
