import type { Directive } from '../../../tree/index.ts'
import type { Listen, Server } from '../model.ts'
import { valuesOf } from '../syntax.ts'
import { readAddress } from './address.ts'

/** Of a longer range only so many ports become sockets of the model. */
const MANY_PORTS = 1000

/** Every socket that a `listen` names: one, or one per port of a range. */
export function readListen(server: Server, directive: Directive): Listen[] {
  const [first, ...rest] = valuesOf(directive)
  if (first === undefined) return []
  const { address, from, to, family } = readAddress(first, 80)
  const options = readOptions(rest)
  const quic = options.has('quic')
  const shared = {
    server,
    directive,
    address,
    family,
    transport: quic || options.has('udp') ? ('udp' as const) : ('tcp' as const),
    ssl: options.has('ssl'),
    quic,
    http2: options.has('http2'),
    proxyProtocol: options.has('proxy_protocol'),
    default: options.has('default_server') || options.has('default'),
    options,
  }
  const found: Listen[] = []
  for (let port = from; port <= Math.min(to, from + MANY_PORTS - 1); port++) found.push({ ...shared, port })
  return found
}

const noOptions: ReadonlyMap<string, string> = new Map()

/** The words behind the address; of a repeated one the last value counts. */
export function readOptions(words: readonly string[]): ReadonlyMap<string, string> {
  if (words.length === 0) return noOptions
  const options = new Map<string, string>()
  for (const word of words) {
    const at = word.indexOf('=')
    if (at === -1) options.set(word, '')
    else options.set(word.slice(0, at), word.slice(at + 1))
  }
  return options
}

/** What a server without any `listen` gets (the daemon runs as root). */
export const impliedListen = (server: Server): Listen => ({
  server,
  directive: undefined,
  address: '*',
  port: 80,
  family: 'ipv4',
  transport: 'tcp',
  ssl: false,
  quic: false,
  http2: false,
  proxyProtocol: false,
  default: false,
  options: noOptions,
})

/** Equal for listens of one socket. */
export const socketOf = ({ address, port, family, transport }: Listen): string =>
  (family === 'unix' ? address : `${address}:${port}`) + (transport === 'udp' ? '/udp' : '')
