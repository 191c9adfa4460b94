import { filledPath, type SourceFile } from '../../text/index.ts'
import { optionInfo } from './options.ts'
import { parse } from './parse.ts'
import { sample, telling } from './plausible.ts'

/** 0 to 1: how sure it is that a file is OpenVPN configuration. */
export function detect(file: SourceFile): number {
  const path = filledPath(file.path)
  if (/\.ovpn$/i.test(path)) return 1
  const names = namesIn(file)
  const share = knownShare(names)
  if (/(?:^|\/)openvpn\/(?:(?:client|server)\/)?[^/]+\.conf$/.test(path)) return isOther(names) ? share : 0.9
  if (/\.(?:conf|txt|cfg)$/i.test(path) || !/\.[a-z0-9]+$/i.test(path)) return share
  return share * 0.5
}

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

/** Share of lines that start with an option name; 0 unless some of them are telling. */
function knownShare({ names, unread }: Names): number {
  const signs = names.filter(name => telling.has(name)).length
  if (signs < 2) return 0
  const share = names.filter(optionInfo).length / (names.length + unread)
  return share < least ? 0 : share * 0.9
}
