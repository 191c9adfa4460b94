import { lookUp } from '../../../text/index.ts'
import { type CharSet, of } from '../regex/index.ts'
import { type Contents, constant, type Decider, line } from './contents.ts'

const visible: CharSet = [[33, 126]]
const anyByte: CharSet = [[0, 0xffff]]
// Written out as ranges: working them out would cost every start a little. A test spells them.
const noNul: CharSet = [[1, 0xffff]]
const number: CharSet = [
  [46, 46],
  [48, 57],
]
const address: CharSet = [
  [46, 46],
  [48, 58],
  [97, 102],
]
const noColon: CharSet = [
  [1, 57],
  [59, 0xffff],
]
const cookie: CharSet = [
  [1, 9],
  [11, 12],
  [14, 58],
  [60, 0xffff],
]
const argument: CharSet = [
  [33, 34],
  [36, 37],
  [39, 0xffff],
]
const method: CharSet = [
  [45, 45],
  [65, 90],
  [95, 95],
]
const protocol: CharSet = [
  [46, 57],
  [72, 72],
  [80, 80],
  [84, 84],
]
const slash: CharSet = [[47, 47]]

interface Class {
  readonly by: Decider
  readonly characters: CharSet
  readonly first?: CharSet
  readonly empty?: boolean
}

/** A decoded path: anything but NUL, CR and LF included; always begins with a slash. */
const path: Class = { by: 'client', characters: noNul, first: slash, empty: false }
/** What the client sent, still percent-encoded: no blanks, no control characters. */
const encoded: Class = { by: 'client', characters: [[33, 0xffff]] }
const header: Class = { by: 'client', characters: line }
/** A host name as the daemon lets it through: no slash, no control character, no blank, no capital. */
const host: Class = {
  by: 'client',
  characters: [
    [33, 46],
    [48, 64],
    [91, 0xffff],
  ],
}
const free: Class = { by: 'client', characters: anyByte }
const fact: Class = { by: 'connection', characters: visible }
const numeric: Class = { by: 'connection', characters: number }
const peer: Class = { by: 'connection', characters: address }
const configured: Class = { by: 'configuration', characters: line }
const answered: Class = { by: 'upstream', characters: line }

const classes: Readonly<Record<string, Class>> = {
  uri: path,
  document_uri: path,
  fastcgi_script_name: path,
  fastcgi_path_info: { ...path, empty: true },
  request_filename: path,
  request_uri: { ...encoded, first: slash, empty: false },
  request: header,
  args: encoded,
  query_string: encoded,
  is_args: { by: 'connection', characters: [[63, 63]] },
  content_type: header,
  host,
  ssl_server_name: host,
  ssl_preread_server_name: host,
  request_body: free,
  remote_user: { by: 'client', characters: noColon },
  ssl_client_raw_cert: free,
  ssl_client_cert: free,
  request_method: { by: 'client', characters: method, empty: false },
  server_protocol: { by: 'client', characters: protocol },
  remote_addr: peer,
  realip_remote_addr: peer,
  server_addr: peer,
  proxy_protocol_addr: peer,
  proxy_protocol_server_addr: peer,
  binary_remote_addr: { by: 'connection', characters: anyByte },
  remote_port: numeric,
  server_port: numeric,
  content_length: numeric,
  proxy_add_x_forwarded_for: header,
  server_name: configured,
  hostname: configured,
  document_root: configured,
  realpath_root: configured,
  proxy_host: configured,
  proxy_port: { by: 'configuration', characters: number },
  upstream_addr: configured,
  nginx_version: configured,
  slice_range: { by: 'connection', characters: visible },
  ssl_client_s_dn: header,
  ssl_client_i_dn: header,
}

const prefixes: readonly (readonly [string, Class])[] = [
  ['http_', header],
  ['cookie_', { by: 'client', characters: cookie }],
  ['arg_', { by: 'client', characters: argument }],
  ['proxy_protocol_tlv_', free],
  ['upstream_http_', answered],
  ['upstream_cookie_', answered],
  ['upstream_trailer_', answered],
  ['sent_http_', answered],
  ['sent_trailer_', answered],
  ['time_', { by: 'connection', characters: [[32, 126]] }],
]

/** What a variable of the daemon itself holds, by lower-case name without `$`. */
export function builtIn(name: string): Contents {
  if (name === 'scheme') return choice(name, ['http', 'https'])
  if (name === 'https' || name === 'request_completion') return choice(name, ['', name === 'https' ? 'on' : 'OK'])
  const known = lookUp(classes, name)
  const found = known ?? prefixes.find(([head]) => name.length > head.length && name.startsWith(head))?.[1] ?? fact
  return {
    traces: [{ variable: name, by: found.by, characters: found.characters, via: [] }],
    characters: found.characters,
    first: found.first ?? found.characters,
    empty: found.empty ?? true,
    values: undefined,
    certain: true,
  }
}

/** One of given values, which the connection decides. */
function choice(variable: string, values: readonly string[]): Contents {
  const characters = of(values.join(''))
  const base = constant(values[0] as string)
  const traces = [{ variable, by: 'connection' as const, characters, via: [] }]
  return { ...base, traces, characters, first: of(values.map(value => value[0] ?? '').join('')), values }
}

/** `$remote_user` where a password was checked: what stands in the password file. */
export const checkedUser: Contents = {
  traces: [{ variable: 'remote_user', by: 'connection', characters: line, via: [] }],
  characters: line,
  first: line,
  empty: false,
  values: undefined,
  certain: true,
}
