import type { Directive } from '../../../tree/index.ts'
import type { Listen, Server } from '../model.ts'
import { NginxDirective, valuesOf } from '../syntax.ts'
import { readAddress } from './address.ts'

/** Of a longer range only so many ports become sockets of the model. */
const MANY_PORTS = 1000

/** What a `listen` says, whichever server it stands in. */
interface Said extends Pick<Listen, 'address' | 'family' | 'transport' | 'ssl' | 'quic' | 'http2' | 'proxyProtocol'> {
  readonly from: number
  readonly to: number
  readonly default: boolean
  readonly open: string | undefined
  readonly options: ReadonlyMap<string, string>
}

/** By the arguments as they are written: thousands of servers share a few sockets. */
const known = new Map<string, Said>()

/** More than a host has are not kept. */
const most = 5000

/** Every socket that a `listen` names: one, or one per port of a range. */
export function readListen(server: Server, directive: Directive): Listen[] {
  const said = saidBy(directive)
  if (!said) return []
  const { from, to, address, family, transport, ssl, quic, http2, proxyProtocol, options } = said
  const found: Listen[] = []
  for (let port = from; port <= Math.min(to, from + MANY_PORTS - 1); port++)
    found.push({
      server,
      directive,
      address,
      port,
      open: said.open,
      family,
      transport,
      ssl,
      quic,
      http2,
      proxyProtocol,
      default: said.default,
      options,
    })
  return found
}

function saidBy(directive: Directive): Said | undefined {
  if (!(directive instanceof NginxDirective)) return read(valuesOf(directive))
  const { written } = directive
  const before = known.get(written)
  if (before) return before
  // Copied: a part of a text keeps the whole of it, here a file, in memory.
  const made = read(valuesOf(directive).map(value => ` ${value}`.slice(1)))
  if (known.size >= most) known.clear()
  if (made) known.set(` ${written}`.slice(1), made)
  return made
}

function read([first, ...rest]: readonly string[]): Said | undefined {
  if (first === undefined) return undefined
  const options = readOptions(rest)
  const quic = options.has('quic')
  return {
    ...readAddress(first, 80),
    open: isOpen(first) ? first : undefined,
    transport: quic || options.has('udp') ? 'udp' : 'tcp',
    ssl: options.has('ssl'),
    quic,
    http2: options.has('http2'),
    proxyProtocol: options.has('proxy_protocol'),
    default: options.has('default_server') || options.has('default'),
    options,
  }
}

/** `{{ port }}`, `[::]:__PORT__`: the port is no number, and no name without signs that names have not. */
const isOpen = (text: string): boolean => /[{}<>$@%]|__[A-Z]/.test(text) && !/^unix:/i.test(text) && !/:\d+$/.test(text)

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
  open: undefined,
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
export const socketOf = ({ address, port, open, family, transport }: Listen): string =>
  (open ?? (family === 'unix' ? address : `${address}:${port}`)) + (transport === 'udp' ? '/udp' : '')
