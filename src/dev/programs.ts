import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/** The real programs that tests ask, and modules that they load, where Debian and Ubuntu put them, and the packages that bring them. */
const programs = {
  nginx: {
    path: '/usr/sbin/nginx',
    packages: ['nginx', 'libnginx-mod-stream', 'libnginx-mod-http-headers-more-filter'],
  },
  'nginx-mail': { path: '/usr/lib/nginx/modules/ngx_mail_module.so', packages: ['libnginx-mod-mail'] },
  'nginx-dav-ext': {
    path: '/usr/lib/nginx/modules/ngx_http_dav_ext_module.so',
    packages: ['libnginx-mod-http-dav-ext'],
  },
  openvpn: { path: '/usr/sbin/openvpn', packages: ['openvpn'] },
  sysctl: { path: '/usr/sbin/sysctl', packages: ['procps'] },
  'systemd-sysctl': { path: '/usr/lib/systemd/systemd-sysctl', packages: ['systemd'] },
  certbot: { path: '/usr/bin/certbot', packages: ['certbot', 'python3-certbot-nginx'] },
  pebble: { path: '/usr/bin/pebble', packages: ['pebble'] },
  shellcheck: { path: '/usr/bin/shellcheck', packages: ['shellcheck'] },
  busybox: { path: '/usr/bin/busybox', packages: ['busybox'] },
  ip: { path: '/usr/sbin/ip', packages: ['iproute2'] },
  ping: { path: '/usr/bin/ping', packages: ['iputils-ping'] },
  nft: { path: '/usr/sbin/nft', packages: ['nftables'] },
  tcpdump: { path: '/usr/bin/tcpdump', packages: ['tcpdump'] },
  tmux: { path: '/usr/bin/tmux', packages: ['tmux'] },
  curl: { path: '/usr/bin/curl', packages: ['curl'] },
  openssl: { path: '/usr/bin/openssl', packages: ['openssl'] },
  patch: { path: '/usr/bin/patch', packages: ['patch'] },
  git: { path: '/usr/bin/git', packages: ['git'] },
  chromium: { path: '/usr/bin/chromium', packages: ['chromium', 'fonts-dejavu-core', 'fonts-wqy-zenhei'] },
  zsh: { path: '/usr/bin/zsh', packages: ['zsh'] },
  fish: { path: '/usr/bin/fish', packages: ['fish'] },
  python3: { path: '/usr/bin/python3', packages: ['python3'] },
} as const

export type Program = keyof typeof programs
export const programNames: readonly Program[] = Object.keys(programs) as Program[]
export const pathOf = (program: Program): string => programs[program].path
export const packagesOf = (program: Program): readonly string[] => programs[program].packages

/** What no package brings: rights and devices of the machine. */
export type Ability = 'root' | 'namespaces' | 'tun'

const abilities: Readonly<Record<Ability, () => boolean>> = {
  /** chroot(2): daemons see the files at their absolute paths. */
  root: () => process.getuid?.() === 0,
  /** Own network and mount namespaces. */
  namespaces: () => spawnSync('unshare', ['-n', '-m', 'true']).status === 0,
  tun: () => existsSync('/dev/net/tun'),
}

export const abilityNames: readonly Ability[] = Object.keys(abilities) as Ability[]

const known = new Map<string, boolean>()

export const isProgram = (name: Program | Ability): name is Program => name in programs

/** `again` looks anew, after an installation. */
export function has(name: Program | Ability, again = false): boolean {
  const before = again ? undefined : known.get(name)
  if (before !== undefined) return before
  const found = isProgram(name) ? existsSync(pathOf(name)) : abilities[name]()
  known.set(name, found)
  return found
}
