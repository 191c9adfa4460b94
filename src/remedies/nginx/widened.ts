import type { Listener, NginxModel, Server } from '../../formats/nginx/model.ts'
import type { Localized } from '../../message/index.ts'
import type { Command, Step } from '../fix.ts'
import { syntax } from './service.ts'
import { plainListeners } from './sockets.ts'

/**
 * Does the repair open a port for every address that nginx has open for one only? A reload cannot: `bind()` fails, nginx
 * goes on with the former files, and `systemctl reload` succeeds (measured with 1.22.1).
 */
export function isWidened(model: NginxModel, server: Server): boolean {
  const taken = model.listeners.filter(each => each.transport === 'tcp')
  const plain = plainListeners(server)
  const first = plain.some(({ port }) => port === 80) ? [] : plain.slice(0, 1)
  const ports = [...plain.map(each => ({ each, port: 443 })), ...first.map(each => ({ each, port: 80 }))]
  return ports.some(({ each, port }) => isWildcard(each) && clashes(taken, each, port))
}

const isWildcard = ({ address }: Listener): boolean => address === '*' || address === '[::]'

function clashes(taken: readonly Listener[], { address, family }: Listener, port: number): boolean {
  const same = taken.filter(each => each.port === port && each.family === family)
  return same.length > 0 && !same.some(each => each.address === address)
}

/**
 * Does nginx, with the files as they were, keep it from opening what it is to open? Both ways: a socket for every address
 * stands in the way of one for a single address as well (measured with 1.22.1).
 */
export function reopens(before: NginxModel, after: NginxModel): boolean {
  const former = socketsOf(before)
  for (const [place, wanted] of socketsOf(after)) {
    const open = former.get(place)
    if (open && [...wanted].some(each => !open.has(each) && (isEvery(each) || [...open].some(isEvery)))) return true
  }
  return false
}

const isEvery = (address: string): boolean => ['*', '[::]', 'both'].includes(address)

/** By port and family what nginx opens: the socket for every address takes the others along. */
function socketsOf({ listeners }: NginxModel): Map<string, ReadonlySet<string>> {
  const places = new Map<string, ReadonlySet<string>>()
  for (const { transport, port, family, address, dual } of listeners) {
    if (transport !== 'tcp' || family === 'unix') continue
    for (const each of dual ? ['ipv4', 'ipv6'] : [family]) {
      const place = `${port} ${each}`
      places.set(place, joined(places.get(place) ?? none, dual ? 'both' : address))
    }
  }
  return places
}

const none: ReadonlySet<string> = new Set()

const joined = (open: ReadonlySet<string>, address: string): ReadonlySet<string> =>
  [...open].some(isEvery) ? open : isEvery(address) ? new Set([address]) : new Set([...open, address])

const why: Localized = {
  en: 'A reload cannot open a port for every address that nginx has open for one: the former configuration would go on',
  zh: '端口已对单个地址打开时，重新加载无法将其对所有地址打开：nginx 会继续使用原配置',
}

/** In place of a reload. */
export const restarting: Pick<Step & { readonly kind: 'command' }, 'title' | 'why' | 'risk' | 'commands' | 'undone'> = {
  title: { en: 'Restart nginx', zh: '重启 nginx' },
  why,
  risk: 'outage',
  commands: [{ argv: ['systemctl', 'restart', 'nginx'], root: true }],
  undone: {
    en: 'nothing by itself: taking back the edit restarts nginx',
    zh: '无需单独撤销：撤销修改时会重启 nginx',
  },
}

/** After the former bytes are back. */
export const backByRestart: readonly Command[] = [
  { argv: syntax.argv, root: true },
  { argv: ['systemctl', 'try-restart', 'nginx'], root: true },
]
