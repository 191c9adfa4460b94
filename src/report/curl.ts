import { reachable } from '../remedies/nginx/service.ts'
import type { Witness, WitnessRequest } from '../rules/rule.ts'
import { commandLine } from './sh/quote.ts'

/**
 * The requests of a witness as shell lines, in the order in which they are sent from the host itself; the last one shows
 * the finding. `-k`: whom the certificate names is no question here.
 */
export function curlCommands({ before = [], ...last }: Witness): string[] {
  return [...repeated(before.map(curl)), curl(last)]
}

const longest = 600

/** The same for readers: what is too long for a page is cut, the JSON report has it whole. */
export const shownCommands = (witness: Witness): string[] =>
  curlCommands(witness).map(line => (line.length > longest ? `${line.slice(0, longest)}…` : line))

const curl = (request: WitnessRequest): string => commandLine(curlArguments(request))

/** Three and more of the same are one loop. */
function repeated(lines: readonly string[]): string[] {
  const found: string[] = []
  for (let from = 0, to = 0; from < lines.length; from = to) {
    while (to < lines.length && lines[to] === lines[from]) to++
    const line = lines[from] as string
    found.push(...(to - from > 2 ? [`for i in $(seq ${to - from}); do ${line}; done`] : lines.slice(from, to)))
  }
  return found
}

/** The command that sends this request, headers in their order. */
export function curlArguments(request: WitnessRequest): string[] {
  const { tls, method, target, headers, body, serverName } = request
  const asked = headers.find(([name]) => name.toLowerCase() === 'host')?.[1]
  const { authority, options } = connection(request, nameIn(serverName ?? asked))
  return [
    ...['curl', '-si', ...(tls ? ['-k', '--http1.1'] : []), '--noproxy', '*', ...options],
    ...methodOf(method, body),
    ...headersOf(request, authority === asked),
    ...(body === undefined ? [] : ['--data-raw', body]),
    ...addressed(`${tls ? 'https' : 'http'}://${authority}`, target),
  ]
}

/** A name that can stand in an address; a port behind it is left out. */
const nameIn = (asked = ''): string | undefined =>
  /^[a-zA-Z0-9.-]+(?::\d+)?$/.test(asked) && /[a-zA-Z]/.test(asked) ? asked.replace(/:\d+$/, '') : undefined

interface Connection {
  /** What stands in the address. */
  readonly authority: string
  readonly options: readonly string[]
}

/** By the name that is asked for, which TLS tells the server too, whatever DNS says about it. */
function connection({ listener, tls }: WitnessRequest, name: string | undefined): Connection {
  if (listener.startsWith('unix:'))
    return { authority: name ?? 'localhost', options: ['--unix-socket', listener.slice(5)] }
  const colon = listener.lastIndexOf(':')
  const port = listener.slice(colon + 1)
  const address = reachable(listener.slice(0, colon).replace(/^0\.0\.0\.0$/, '*'))
  const authority = `${name ?? address}${port === (tls ? '443' : '80') ? '' : `:${port}`}`
  if (name === undefined) return { authority, options: [] }
  const known = /^[\d.]+$|^\[/.test(address)
  const to = known
    ? ['--resolve', `${name}:${port}:${address}`]
    : ['--connect-to', `${name}:${port}:${address}:${port}`]
  return { authority, options: to }
}

function methodOf(method: string, body: string | undefined): string[] {
  if (method === 'HEAD') return ['-I']
  return method === 'GET' && body === undefined ? [] : ['-X', method]
}

/** curl writes the Host header of its address itself, unless told otherwise. A body has no type unless one is said. */
function headersOf({ headers, body }: WitnessRequest, asAddressed: boolean): string[] {
  const written = headers.filter(([name]) => !(asAddressed && name.toLowerCase() === 'host'))
  const has = (wanted: string): boolean => headers.some(([name]) => name.toLowerCase() === wanted)
  const lines = [
    ...written.map(([name, value]) => (value === '' ? `${name};` : `${name}: ${value}`)),
    ...(has('host') ? [] : ['Host:']),
    ...(body === undefined || has('content-type') ? [] : ['Content-Type:']),
  ]
  return lines.flatMap(line => ['-H', line])
}

/** Whatever curl would change in an address is given as the request's target. */
function addressed(origin: string, target: string): string[] {
  if (!/^\/[\w.~!$&'()*+,;=:@%/?-]*$/.test(target)) return ['--request-target', target, `${origin}/`]
  const dots = /\/\.{1,2}(?:[/?]|$)/.test(target) ? ['--path-as-is'] : []
  return [...dots, `${origin}${target}`]
}
