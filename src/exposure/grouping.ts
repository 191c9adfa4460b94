import type { Listener } from '../formats/nginx/model.ts'
import type { Site } from './sites.ts'
import { type Target, weakest } from './types.ts'

/** How far alike sockets, servers and targets are drawn as one: not, those with equal ways, those equally protected. */
export type Grain = 'each' | 'alike' | 'coarse'
export const grains: readonly Grain[] = ['each', 'alike', 'coarse']

/** Equal keys are one node. */
export interface Keys {
  target(target: Target): string
  site(site: Site): string
  socket(listener: Listener, sites: readonly Site[]): string
}

export function keysFor(grain: Grain): Keys {
  const target = (each: Target): string => (grain === 'each' ? each.key : targetClass(each))
  const known = new Map<Site, string>()
  const site = (each: Site): string => {
    const key = known.get(each) ?? (grain === 'each' ? each.server.subject : siteClass(each, { grain, target }))
    known.set(each, key)
    return key
  }
  return {
    target,
    site,
    socket: (listener, sites) =>
      [socketClass(listener, grain), ...new Set(sites.map(site).sort()), own(listener, grain)].join('\n'),
  }
}

const own = ({ defaultServer }: Listener, grain: Grain): string => (grain === 'each' ? defaultServer.subject : '')

const targetClass = ({ kind, security, plural, broken }: Target): string =>
  [kind, security, plural.en, broken?.en ?? ''].join(' ')

interface How {
  readonly grain: Grain
  readonly target: Keys['target']
}

function siteClass({ server, sockets, targets, broken }: Site, { grain, target }: How): string {
  const ways = [...sockets].map(([listener, security]) => `${socketClass(listener, grain)} ${security}`)
  const ends =
    grain === 'alike' ? targets.map(target) : [weakest(targets.map(each => each.security)), some(targets, 'broken')]
  return [server.world, ...new Set(ways.sort()), ...new Set(ends.sort()), broken?.en ?? ''].join('\n')
}

const some = (targets: readonly Target[], field: 'broken'): string =>
  targets.some(each => each[field] !== undefined) ? field : ''

/** Usual ports stay apart whatever the grain. */
function socketClass({ world, port, transport, tls, quic, proxyProtocol, reach }: Listener, grain: Grain): string {
  const usual = port === 80 || port === 443
  return [world, grain === 'coarse' && !usual ? 'other' : port, transport, tls, quic, proxyProtocol, reach].join(' ')
}
