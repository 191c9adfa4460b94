import { parseVersion, type Version } from '../../target/index.ts'
import type { OpenvpnModel } from './model.ts'

/** The other end of a tunnel: a configuration of its own, or a router of a known make. */
export type Peer =
  | { readonly kind: 'openvpn'; readonly model: OpenvpnModel }
  /** Without a release: RouterOS 7 as it is sold. */
  | { readonly kind: 'mikrotik'; readonly release: Version | undefined }

/** Reads `mikrotik`, `mikrotik:7.18`, `routeros:6.49`; undefined when the text is the path of a file. */
export function readPeer(text: string): Extract<Peer, { kind: 'mikrotik' }> | undefined {
  const found = /^(?:mikrotik|routeros)(?:[:=](.*))?$/i.exec(text)
  if (!found) return undefined
  const release = parseVersion(found[1] ?? '')
  return found[1] !== undefined && !release ? undefined : { kind: 'mikrotik', release }
}

/** What RouterOS can do on the side of the server, by release. From the argument tables of 7.9 to 7.24. */
export interface RouterAbilities {
  readonly udp: boolean | undefined
  readonly gcm: boolean
  readonly ciphers: readonly string[]
  readonly digests: readonly string[]
  /** Several servers with names (`add`), else one (`set`). */
  readonly named: boolean
  readonly pushRoutes: boolean
}

const cbc = ['AES-256-CBC', 'AES-192-CBC', 'AES-128-CBC']
const gcm = ['AES-256-GCM', 'AES-192-GCM', 'AES-128-GCM']

export function routerAbilities(release: Version | undefined): RouterAbilities {
  const [major = 7, minor = 18] = release ?? []
  const from = (least: number): boolean => major > 7 || (major === 7 && minor >= least)
  const digests = ['SHA1', 'MD5', ...(major >= 7 ? ['SHA256', 'SHA512'] : []), ...(from(20) ? ['SHA384'] : [])]
  return {
    udp: major < 7 ? false : from(9) ? true : undefined,
    gcm: major >= 7,
    ciphers: major >= 7 ? [...gcm, ...cbc, 'BF-CBC', 'NONE'] : [...cbc, 'BF-CBC', 'NONE'],
    digests: [...digests, 'NONE'],
    named: from(17),
    pushRoutes: from(14),
  }
}
