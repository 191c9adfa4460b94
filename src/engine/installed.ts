import type { FileStore } from '../files/index.ts'
import { parseVersion, type Target } from '../target/index.ts'
import { textOn } from './host-text.ts'

/** Packages of a host whose versions decide what its files mean, by the names that distributions give them. */
const packages = {
  nginx: ['nginx', 'nginx-core', 'nginx-full', 'nginx-light', 'nginx-extras'],
  openssl: ['libssl3t64', 'libssl3', 'libssl1.1'],
  pcre2: ['libpcre2-8-0', 'pcre2'],
  openvpn: ['openvpn'],
  systemd: ['systemd'],
} as const

export type Installed = Partial<Pick<Target, keyof typeof packages | 'nginxPackage'>>

/**
 * What the package manager of a host wrote down: dpkg(1) in /var/lib/dpkg/status, apk in /lib/apk/db/installed. Empty
 * where neither is there. A program that somebody built himself is not in them.
 */
export function installedOn(root: string | undefined, store: FileStore): Installed {
  const versionOf = dpkg(store, root) ?? apk(store, root)
  if (!versionOf) return {}
  const found: { -readonly [Key in keyof Installed]: Installed[Key] } = {}
  for (const name of Object.keys(packages) as (keyof typeof packages)[]) {
    const text = packages[name].map(versionOf).find(each => each !== undefined)
    const version = parseVersion(text ?? '')
    if (version) found[name] = version
    if (version && text && name === 'nginx') found.nginxPackage = text
  }
  return found
}

type VersionOf = (name: string) => string | undefined

/** Paragraphs of fields. What was removed, or is half installed, does not count; an epoch is no part of a version here. */
function dpkg(store: FileStore, root: string | undefined): VersionOf | undefined {
  const text = textOn(root, store, '/var/lib/dpkg/status')
  if (text === undefined) return undefined
  return name => {
    const paragraph = paragraphAt(text, `Package: ${name}\n`)
    if (!paragraph || !/^Status: \S+ ok installed$/m.test(paragraph)) return undefined
    return /^Version: (?:\d+:)?(\S+)$/m.exec(paragraph)?.[1]
  }
}

function apk(store: FileStore, root: string | undefined): VersionOf | undefined {
  const text = textOn(root, store, '/lib/apk/db/installed')
  return text === undefined ? undefined : name => /^V:(\S+)$/m.exec(paragraphAt(text, `P:${name}\n`) ?? '')?.[1]
}

/** The paragraph with that line, up to the empty line behind it. */
function paragraphAt(text: string, line: string): string | undefined {
  const start = text.startsWith(line) ? 0 : text.indexOf(`\n${line}`) + 1
  if (start === 0 && !text.startsWith(line)) return undefined
  const from = text.lastIndexOf('\n\n', start) + 1
  const end = text.indexOf('\n\n', start)
  return text.slice(from, end === -1 ? undefined : end)
}
