import type { Version } from './version.ts'

export type Distribution = 'debian' | 'ubuntu' | 'rhel' | 'alpine' | 'other'
export type Role =
  | 'web-server'
  | 'vpn-client'
  | 'vpn-gateway'
  | 'router'
  | 'container-host'
  | 'kubernetes-node'
  | 'hypervisor'
  | 'desktop'

/** What the files will run on. Every fact that depends on a version is looked up here. */
export interface Target {
  readonly nginx: Version
  /** Distribution package revision of nginx when known (`1.22.1-9+deb12u11`): backports depend on it. */
  readonly nginxPackage?: string
  /** Third-party modules that this nginx is known to have, as people call them: `headers-more`, `lua`. */
  readonly nginxModules?: readonly string[]
  readonly openssl: Version
  /** The library that compiles nginx's regular expressions. */
  readonly pcre2: Version
  readonly openvpn: Version
  readonly kernel: Version
  readonly systemd: Version
  readonly distribution: { readonly id: Distribution; readonly version: string }
  /** Names of the fields above that nobody stated and that were assumed. */
  readonly assumed: readonly string[]
}

/** Oldest mainstream release still supported: Debian 12. */
export const defaultTarget: Target = {
  nginx: [1, 22, 1],
  openssl: [3, 0],
  pcre2: [10, 42],
  openvpn: [2, 6, 14],
  kernel: [6, 1],
  systemd: [252],
  distribution: { id: 'debian', version: '12' },
  assumed: ['nginx', 'openssl', 'pcre2', 'openvpn', 'kernel', 'systemd', 'distribution'],
}
