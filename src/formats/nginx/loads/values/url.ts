import { formatIpv4, formatIpv6, parseIpv4, parseIpv6, parseShortIpv4, resolves } from './address.ts'
import { parseNumber } from './number.ts'

export type UrlError =
  | 'invalid host'
  | 'invalid port'
  | 'invalid port range'
  | 'no host'
  | 'invalid IPv6 address'
  | 'no path in the unix domain socket'
  | 'too long path in the unix domain socket'
  | 'host not found'

/** What the daemon makes of `host:port`, `[v6]:port`, `unix:path`, a port alone. */
export interface Url {
  readonly error?: UrlError
  readonly family: 'inet' | 'inet6' | 'unix' | 'name'
  /** Canonical address (`0.0.0.0`, `[::1]`, `unix:/path`), or the name as written. */
  readonly host: string
  readonly port: number
  readonly lastPort: number
  readonly noPort: boolean
  /** What follows the host and port; empty when nothing does. */
  readonly uri: string
  /** Only the machine knows whether the name resolves. */
  readonly unresolved: boolean
}

export interface UrlOptions {
  /** A port alone, a range and `*` are fine, a URI is not. */
  readonly listen?: boolean
  readonly defaultPort?: number
  readonly uri?: boolean
  /** Names are looked up later, if at all. */
  readonly keepName?: boolean
}

const made = ({
  family = 'name',
  host = '',
  port = 0,
  lastPort = 0,
  noPort = false,
  uri = '',
  unresolved = false,
}: Partial<Url>): Url => ({ family, host, port, lastPort, noPort, uri, unresolved })

const failed = (error: UrlError): Url => ({ error, ...made({}) })

const validPort = (port: number): boolean => port >= 1 && port <= 65535

/** Reads an address as the daemon's own parser does. Never throws; `error` has the daemon's words. */
export function parseUrl(text: string, options: UrlOptions): Url {
  if (text.slice(0, 5).toLowerCase() === 'unix:') return parseUnix(text.slice(5), options)
  return text[0] === '[' ? parseInet6(text, options) : parseInet(text, options)
}

function parseUnix(rest: string, options: UrlOptions): Url {
  const colon = options.uri ? rest.indexOf(':') : -1
  const path = colon === -1 ? rest : rest.slice(0, colon)
  if (path === '') return failed('no path in the unix domain socket')
  if (path.length + 1 > 108) return failed('too long path in the unix domain socket')
  return made({ family: 'unix', host: `unix:${path}`, uri: colon === -1 ? '' : rest.slice(colon + 1) })
}

interface Ports {
  readonly error?: UrlError
  readonly port: number
  readonly lastPort: number
}

/** `8080` or, where sockets are listened on, `8080-8090`. */
function parsePorts(text: string, listen: boolean): Ports {
  const dash = listen ? text.indexOf('-') : -1
  const lastPort = dash === -1 ? 0 : parseNumber(text.slice(dash + 1))
  const port = parseNumber(dash === -1 ? text : text.slice(0, dash))
  if ((dash !== -1 && !validPort(lastPort)) || !validPort(port)) return { error: 'invalid port', port: 0, lastPort: 0 }
  if (dash !== -1 && port > lastPort) return { error: 'invalid port range', port, lastPort }
  return { port, lastPort }
}

/** Where the URI begins (first `/` or `?`), or -1. */
function uriStart(text: string): number {
  const slash = text.indexOf('/')
  const query = text.indexOf('?')
  if (query === -1) return slash
  return slash === -1 ? query : Math.min(slash, query)
}

function parseInet6(text: string, options: UrlOptions): Url {
  const close = text.indexOf(']')
  if (close === -1) return failed('invalid host')
  const rest = text.slice(close + 1)
  const start = uriStart(rest)
  if (start !== -1 && (options.listen || !options.uri)) return failed('invalid host')
  const uri = start === -1 ? '' : rest.slice(start)
  const portText = start === -1 ? rest : rest.slice(0, start)
  if (portText !== '' && portText[0] !== ':') return failed('invalid host')
  const port = options.defaultPort ?? 0
  const ports: Ports = portText === '' ? { port, lastPort: 0 } : parsePorts(portText.slice(1), options.listen === true)
  if (ports.error) return failed(ports.error)
  if (close === 1) return failed('no host')
  const address = parseIpv6(text.slice(1, close))
  if (!address) return failed('invalid IPv6 address')
  return made({ ...ports, family: 'inet6', host: `[${formatIpv6(address)}]`, noPort: portText === '', uri })
}

/** A port alone (`80`, `8000-8010`), undefined when the word is something else. */
function portOnly(text: string): Url | undefined {
  const dash = text.indexOf('-')
  if (dash !== -1) {
    const last = parseNumber(text.slice(dash + 1))
    if (Number.isNaN(last)) return undefined
    if (!validPort(last)) return failed('invalid port')
  }
  if (Number.isNaN(parseNumber(dash === -1 ? text : text.slice(0, dash)))) return undefined
  const ports = parsePorts(text, true)
  return ports.error ? failed(ports.error) : made({ ...ports, family: 'inet', host: '0.0.0.0' })
}

function parseInet(text: string, options: UrlOptions): Url {
  const start = uriStart(text)
  if (start !== -1 && (options.listen || !options.uri)) return failed('invalid host')
  const authority = start === -1 ? text : text.slice(0, start)
  const colon = authority.indexOf(':')
  const port = options.listen && colon === -1 ? portOnly(text) : undefined
  if (port) return port
  const ports = authorityPorts(authority, colon, options)
  if (ports.error) return failed(ports.error)
  const name = colon === -1 ? authority : authority.slice(0, colon)
  if (name === '') return failed('no host')
  const rest = { ...ports, noPort: colon === -1, uri: start === -1 ? '' : text.slice(start) }
  if (options.listen && name === '*') return made({ ...rest, family: 'inet', host: '0.0.0.0' })
  return named(name, rest, options)
}

const authorityPorts = (authority: string, colon: number, options: UrlOptions): Ports =>
  colon === -1
    ? { port: options.defaultPort ?? 0, lastPort: 0 }
    : parsePorts(authority.slice(colon + 1), options.listen === true)

function named(name: string, rest: Partial<Url>, options: UrlOptions): Url {
  const v4 = parseIpv4(name)
  if (v4 !== undefined) return made({ ...rest, family: 'inet', host: formatIpv4(v4) })
  if (options.keepName) return made({ ...rest, host: name })
  const answer = resolves(name)
  if (answer === 'never') return failed('host not found')
  if (answer === 'address') {
    const host = formatIpv4(parseShortIpv4(name) ?? 0x7f000001)
    return made({ ...rest, family: 'inet', host })
  }
  return made({ ...rest, host: name, unresolved: true })
}
