import type { Listener, NginxModel } from '../formats/nginx/model.ts'

/** The socket that takes the connection: that of an address, and for a name one whose servers know it. */
export function listenerOf(model: NginxModel, url: URL): Listener | undefined {
  const tls = url.protocol === 'https:'
  const port = Number(url.port) || (tls ? 443 : 80)
  const open = model.listeners.filter(each => each.world === 'http' && each.port === port && each.transport === 'tcp')
  const address = addressOf(url.hostname)
  const found =
    address === undefined ? undefined : (open.find(each => each.address === address) ?? anyOf(open, address))
  // A public address may lead to another one of the host; those of the host itself and of IPv6 do not.
  if (found || (address && /^(?:127\.|\[)/.test(address))) return found
  const reached = open.filter(each => each.tls === tls && !isLocal(each))
  return reached.find(each => model.matchServer(each, url.hostname).name) ?? reached[0] ?? open[0]
}

/** As a listener calls it. */
const addressOf = (host: string): string | undefined =>
  host === 'localhost' ? '127.0.0.1' : /^(?:\d+\.){3}\d+$|^\[/.test(host) ? host : undefined

/** The wildcard that takes what no socket of its own does. */
const anyOf = (open: readonly Listener[], address: string): Listener | undefined =>
  address.startsWith('[')
    ? open.find(each => each.address === '[::]')
    : (open.find(each => each.address === '*') ?? open.find(({ dual }) => dual))

const isLocal = ({ reach }: Listener): boolean => reach === 'loopback' || reach === 'unix'
