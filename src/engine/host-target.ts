import { dirname, type FileStore, isImageFile, isUnreadable } from '../files/index.ts'
import type { Forest } from '../formats/format.ts'
import { containerFor } from '../formats/nginx/container.ts'
import { type Distribution, formatVersion, parseVersion, type Target } from '../target/index.ts'
import { lookUp } from '../text/index.ts'
import { textOn } from './host-text.ts'
import { hostOfForest } from './hosts.ts'
import { imageVersions, versionOf } from './image-version.ts'
import { installedOn } from './installed.ts'

/** What a host's own files say about the system that it runs: its packages, the release, and where it can be read the kernel. */

export interface Sources {
  readonly store: FileStore
  /** Live values that the user named. */
  readonly live: string | undefined
}

export type TargetOf = (forest: Forest) => Target

/** The target for a configuration: by the root of its host, else by what stands around it. What the caller stated stands. */
export function hostTargets(sources: Sources, stated: Target): TargetOf {
  const hosts = new Map<string | undefined, Built>()
  const imageOf = imageVersions(sources.store)
  return forest => {
    const root = hostOfForest(forest)
    const { host, images } = hosts.get(root) ?? { host: targetOn(root, sources, stated), images: new Map() }
    hosts.set(root, { host, images })
    if (root === '/' || host.nginx !== stated.nginx || !host.assumed.includes('nginx')) return host
    const { part, path } = forest.trees[0]?.file ?? { path: forest.root }
    const container = containerFor(forest, sources.store)
    const isNear = !part || (part.placed && isImageFile(path))
    const image = (container && versionOf(container)) ?? (isNear ? imageOf(root ?? dirname(path)) : undefined)
    if (!image) return host
    const built = images.get(formatVersion(image)) ?? { ...host, nginx: image }
    images.set(formatVersion(image), built)
    return built
  }
}

/** The target of a host, and what becomes of it by the images named around its files: one object each. */
interface Built {
  readonly host: Target
  readonly images: Map<string, Target>
}

function targetOn(root: string | undefined, sources: Sources, stated: Target): Target {
  const isOpen = (name: string): boolean => stated.assumed.includes(name)
  const release = isOpen('distribution') ? releaseOn(root, sources.store) : undefined
  const running = isOpen('kernel') ? kernelOn(root, sources) : undefined
  const { nginxPackage, ...installed } = installedOn(root, sources.store)
  const distribution = release ?? stated.distribution
  const isKnown = release !== undefined || !isOpen('distribution')
  const shipped = isKnown ? packages[`${distribution.id} ${major(distribution.version)}`] : undefined
  const known = only(isOpen, { ...installed, ...(running && { kernel: running }), ...(release && { distribution }) })
  if (!shipped && Object.keys(known).length === 0) return stated
  return {
    ...stated,
    ...only(isOpen, shipped ?? {}),
    ...known,
    ...(known.nginx && nginxPackage && { nginxPackage }),
    assumed: stated.assumed.filter(name => !Object.hasOwn(known, name)),
  }
}

/** What the caller did not state. */
const only = (isOpen: (name: string) => boolean, facts: Partial<Target>): Partial<Target> =>
  Object.fromEntries(Object.entries(facts).filter(([name]) => isOpen(name)))

/** The kernel of the live values, else the one that runs where /proc/sys can be read. */
function kernelOn(root: string | undefined, { store, live }: Sources): Target['kernel'] | undefined {
  const printed = live === undefined ? undefined : store.read(live)
  if (printed && !isUnreadable(printed))
    return parseVersion(/^kernel\.osrelease = (\S+)/m.exec(printed.text)?.[1] ?? '')
  const path = live === undefined ? '/proc/sys/kernel/osrelease' : `${live}/kernel/osrelease`
  return parseVersion(textOn(live === undefined ? root : '/', store, path) ?? '')
}

/** Releases with more than one number in their names are told apart by the first, Ubuntu's by the first two. */
const major = (version: string): string => /^(?:\d\d\.\d\d|\d+)/.exec(version)?.[0] ?? ''

type Shipped = Partial<Pick<Target, 'nginx' | 'openssl' | 'pcre2' | 'openvpn' | 'kernel' | 'systemd'>>

/** What the releases ship; a host may run another kernel, or another nginx, so these stay assumptions. */
const packages: Readonly<Record<string, Shipped>> = {
  'debian 11': {
    ...{ nginx: [1, 18, 0], openssl: [1, 1, 1], pcre2: [10, 36], openvpn: [2, 5, 1] },
    ...{ kernel: [5, 10], systemd: [247] },
  },
  'debian 12': {
    ...{ nginx: [1, 22, 1], openssl: [3, 0], pcre2: [10, 42], openvpn: [2, 6, 14] },
    ...{ kernel: [6, 1], systemd: [252] },
  },
  'debian 13': {
    ...{ nginx: [1, 26, 3], openssl: [3, 5], pcre2: [10, 46], openvpn: [2, 6, 14] },
    ...{ kernel: [6, 12], systemd: [257] },
  },
  'ubuntu 22.04': {
    ...{ nginx: [1, 18, 0], openssl: [3, 0], pcre2: [10, 39], openvpn: [2, 5, 11] },
    ...{ kernel: [5, 15], systemd: [249] },
  },
  'ubuntu 24.04': {
    ...{ nginx: [1, 24, 0], openssl: [3, 0], pcre2: [10, 42], openvpn: [2, 6] },
    ...{ kernel: [6, 8], systemd: [255] },
  },
  'rhel 8': { kernel: [4, 18], systemd: [239] },
  'rhel 9': { kernel: [5, 14], systemd: [252] },
  'rhel 10': { kernel: [6, 12], systemd: [257] },
}

function releaseOn(root: string | undefined, store: FileStore): Target['distribution'] | undefined {
  const text = textOn(root, store, '/etc/os-release') ?? textOn(root, store, '/usr/lib/os-release')
  if (text === undefined) return undefined
  const value = (name: string): string =>
    new RegExp(`^${name}=["']?([^"'\\n]*)`, 'm').exec(text)?.[1]?.trim().toLowerCase() ?? ''
  const ids = [value('ID'), ...value('ID_LIKE').split(' ')]
  const id = ids.map(each => lookUp(families, each)).find(each => each !== undefined)
  return { id: id ?? 'other', version: value('VERSION_ID') }
}

/** Fedora lays its sysctl files out as RHEL does. */
const families: Readonly<Record<string, Distribution>> = {
  debian: 'debian',
  ubuntu: 'ubuntu',
  rhel: 'rhel',
  fedora: 'rhel',
  centos: 'rhel',
  alpine: 'alpine',
}
