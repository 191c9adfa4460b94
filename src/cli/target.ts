import { type Distribution, parseVersion, type Target, type Version } from '../target/index.ts'
import { nearest } from '../text/index.ts'
import { UsageError } from './usage-error.ts'

type Stated = { -readonly [Key in keyof Target]?: Target[Key] }
const versions = ['nginx', 'openssl', 'pcre2', 'openvpn', 'kernel', 'systemd'] as const
const names = [...versions, 'distribution']
const distributions: readonly Distribution[] = ['debian', 'ubuntu', 'rhel', 'alpine', 'other']

/**
 * `nginx=1.22.1-9+deb12u1+headers-more,openvpn=2.6.14,distribution=debian:12`: behind a plus modules that nginx has.
 * @throws UsageError for unknown names and versions that are none.
 */
export function readTarget(text: string): Partial<Target> {
  const stated: Stated = {}
  for (const part of text.split(',').map(each => each.trim())) {
    if (part === '') continue
    const at = part.indexOf('=')
    const name = at === -1 ? part : part.slice(0, at).trim()
    assign(stated, name, at === -1 ? '' : part.slice(at + 1).trim())
  }
  return stated
}

function assign(stated: Stated, name: string, value: string): void {
  if (name === 'distribution') {
    stated.distribution = readDistribution(value)
    return
  }
  const known = versions.find(each => each === name)
  if (!known)
    throw new UsageError(
      { en: `--target: unknown name "${name}"`, zh: `--target：未知的名称 "${name}"` },
      nearest(name, names),
    )
  if (known === 'nginx') assignNginx(stated, value)
  else stated[known] = readVersion(name, value)
}

/** What follows a plus in the revision of a package: `1.22.1-9+deb12u1+b1`. */
const revision = /^(?:deb\d|b\d+$|dfsg|ubuntu|ppa|nmu\d|really|git|esm|rpt)/

/** `1.22.1`, `1.22.1-9+deb12u11`, `1.22.1+headers-more+lua`, `+lua` (the version is not known). */
function assignNginx(stated: Stated, value: string): void {
  const [first = '', ...rest] = value.split('+')
  const modules = rest.filter(part => part !== '' && !revision.test(part))
  const version = [first, ...rest.filter(part => revision.test(part))].join('+')
  if (first !== '' || modules.length === 0) stated.nginx = readVersion('nginx', version)
  if (version.includes('-')) stated.nginxPackage = version
  if (modules.length > 0) stated.nginxModules = modules
}

function readVersion(name: string, value: string): Version {
  const version = parseVersion(value)
  if (version) return version
  throw new UsageError({
    en: `--target: "${value}" is not a version of ${name}, as in ${name}=1.2.3`,
    zh: `--target："${value}" 不是 ${name} 的版本号，应形如 ${name}=1.2.3`,
  })
}

function readDistribution(value: string): Target['distribution'] {
  const [id = '', version = ''] = value.split(/[: ]/)
  const known = distributions.find(each => each === id.toLowerCase())
  if (known) return { id: known, version }
  throw new UsageError(
    {
      en: `--target: unknown distribution "${id}" (known: ${distributions.join(', ')})`,
      zh: `--target：未知的发行版 "${id}"（可用：${distributions.join('、')}）`,
    },
    nearest(id, distributions),
  )
}

const patterns: Readonly<Record<(typeof versions)[number], RegExp>> = {
  nginx: /^nginx version: \S+?\/(\d[\d.]*)/m,
  openssl: /^(?:built with|library versions:) OpenSSL (\d[\d.]*)|^OpenSSL (\d[\d.]*)/m,
  pcre2: /^PCRE2 version (\d[\d.]*)/m,
  openvpn: /^OpenVPN (\d[\d.]*)/m,
  kernel: /^(?:Linux \S+ )?(\d+\.\d+\.\d+)-\S+(?: .*)?$/m,
  systemd: /^systemd (\d+)/m,
}

/** What `nginx -V`, `openvpn --version`, `openssl version`, `pcre2test -C`, `uname -a` and `systemd --version` print, in any order. */
export function readVersions(text: string): Partial<Target> {
  const stated: Stated = {}
  for (const name of versions) {
    const found = patterns[name].exec(text)
    const version = parseVersion(found?.[1] ?? found?.[2] ?? '')
    if (version) stated[name] = version
  }
  const modules = [...text.matchAll(/--add-module=(\S+)/g)].map(([, path = '']) => path.replace(/\/+$/, ''))
  if (modules.length > 0) stated.nginxModules = modules.map(path => path.slice(path.lastIndexOf('/') + 1))
  const openssl = parseVersion(/running with OpenSSL (\d[\d.]*)/.exec(text)?.[1] ?? '')
  if (openssl) stated.openssl = openssl
  const origin = /^nginx version: .*\((Ubuntu|Debian)\)/m.exec(text)?.[1]
  if (origin) stated.distribution = { id: origin.toLowerCase() as Distribution, version: '' }
  return stated
}
