import { filledPath, type SourceFile } from '../../text/index.ts'
import { optionInfo } from './options.ts'
import { parse } from './parse.ts'
import { sample, telling } from './plausible.ts'

/** 0 to 1: how sure it is that a file is OpenVPN configuration. */
export function detect(file: SourceFile): number {
  const path = filledPath(file.path)
  if (/\.ovpn$/i.test(path)) return 1
  if (isScript(file)) return 0
  const names = namesIn(file)
  if (isOfOneClient(names)) return 0
  const share = knownShare(names)
  if (/(?:^|\/)openvpn\/(?:(?:client|server)\/)?[^/]+\.conf$/.test(path)) return isOther(names) ? share : 0.9
  if (/\.(?:conf|txt|cfg)$/i.test(path) || !/\.[a-z0-9]+$/i.test(path)) return share
  return share * 0.5
}

/** A configuration may name its daemon: `#!/usr/sbin/openvpn`. */
const isScript = ({ text }: SourceFile): boolean =>
  text.startsWith('#!') && !text.slice(0, text.indexOf('\n')).includes('openvpn')

/** Fewer lines than this and an OpenVPN file stands inside something else. */
const least = 1 / 3

interface Names {
  readonly names: readonly string[]
  /** Lines that cannot be read. */
  readonly unread: number
}

function namesIn({ path, text }: SourceFile): Names {
  const { nodes, problems } = parse({ path, text: text.slice(0, sample), encoding: 'utf8' })
  const names = nodes.flatMap(node => (node.kind === 'directive' ? [node.name.value] : []))
  return { names, unread: problems.length }
}

/** Variables of a shell, LDAP or RADIUS settings: what plugins and installers keep beside the configurations. */
const isOther = ({ names }: Names): boolean => names.length > 1 && !names.some(optionInfo)

/** What a file of client-config-dir may say: one with nothing else is read by a server, not started. */
const ofOneClient: ReadonlySet<string> = new Set([
  'disable',
  'ifconfig-ipv6-push',
  'ifconfig-push',
  'iroute',
  'iroute-ipv6',
  'push',
  'push-remove',
  'push-reset',
])
const isOfOneClient = ({ names }: Names): boolean =>
  names.every(name => ofOneClient.has(name)) && names.some(name => name !== 'push')

/** Share of lines that start with an option name; 0 unless some of them are telling. */
function knownShare({ names, unread }: Names): number {
  const signs = names.filter(name => telling.has(name)).length
  if (signs < 2) return 0
  const share = names.filter(optionInfo).length / (names.length + unread)
  return share < least ? 0 : share * 0.9
}
