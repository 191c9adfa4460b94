import { dirname } from '../../files/index.ts'
import { atLeast, type Target } from '../../target/index.ts'
import { directories, mainFile, mainLink } from './layout.ts'
import { speaksSysctl } from './load.ts'
import type { Applier, Candidate, Masked, MaskKind, NeverRead, NeverReadBecause, SysctlForest } from './model.ts'

/** Which files an applier reads and in which order. Measured: sysctl.md 3, cases c38 to c45, c55. */

export interface Order {
  readonly files: readonly Candidate[]
  readonly masked: readonly Masked[]
}

const inDirectories = (candidates: readonly Candidate[], dirs: readonly string[]): Candidate[] =>
  candidates.filter(each => dirs.includes(dirname(each.hostPath)))

/** /lib counts for procps, and for the systemd that Debian 12 built. */
function directoriesOf(applier: Applier, target: Target): readonly string[] {
  return applier === 'procps' || !atLeast(target.systemd, '253') ? directories : directories.slice(0, 4)
}

const takes = (applier: Applier, name: string): boolean =>
  name.endsWith('.conf') && (applier === 'procps' || !name.startsWith('.'))

export function orderOf(applier: Applier, forest: SysctlForest, target: Target): Order {
  if (forest.scope === 'file') return { files: forest.candidates, masked: [] }
  const all = forest.scope === 'host' ? withAssumedLink(forest, target) : forest.candidates
  const readable = forest.scope === 'host' ? inDirectories(all, directoriesOf(applier, target)) : all
  const winners = new Map<string, Candidate>()
  const masked: Masked[] = []
  for (const each of readable.filter(one => takes(applier, one.name))) {
    const first = winners.get(each.name)
    if (!first) winners.set(each.name, each)
    else masked.push({ candidate: each, by: first, how: howMasked(first) })
  }
  const files = [...winners.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
  const main = all.find(each => each.hostPath === mainFile)
  return { files: applier === 'procps' && main ? [...files, main] : files, masked }
}

function howMasked(by: Candidate): MaskKind {
  if (by.link === '/dev/null') return 'null-device'
  if (by.directory) return 'directory'
  if (!by.file) return 'dangling'
  return by.file.text.trim() === '' ? 'empty' : 'file'
}

/** Whether the distribution links /etc/sysctl.conf into sysctl.d by itself. */
export function linksMainFile(target: Target): boolean {
  const { id, version } = target.distribution
  if (id === 'debian') return Number.parseInt(version, 10) < 13
  return id === 'ubuntu' || id === 'rhel'
}

/** A part of a host (a repository) need not hold the link that the distribution brings. */
export function withAssumedLink(forest: SysctlForest, target: Target): readonly Candidate[] {
  const main = forest.candidates.find(each => each.hostPath === mainFile)
  if (!main?.file || forest.complete || !linksMainFile(target)) return forest.candidates
  if (forest.candidates.some(each => each.hostPath === mainLink)) return forest.candidates
  return [...forest.candidates, { ...main, hostPath: mainLink, name: '99-sysctl.conf', link: mainFile }]
}

/** True when /etc/sysctl.conf comes into the boot order under another name. Stores without links show it as a file. */
const isLinked = (forest: SysctlForest, target: Target, main: Candidate): boolean =>
  withAssumedLink(forest, target).some(
    each =>
      each !== main &&
      each.name.endsWith('.conf') &&
      (each.file === main.file ||
        (each.hostPath === mainLink && (!forest.complete || each.file?.text === main.file?.text))),
  )

/** Files with assignments that an applier passes by. */
export function neverReadIn(forest: SysctlForest, target: Target): NeverRead[] {
  if (forest.scope !== 'host') return []
  return forest.candidates.filter(speaksSysctl).flatMap(each => {
    const found = why(each, forest, target)
    return found ? [{ candidate: each, ...found }] : []
  })
}

function why(
  each: Candidate,
  forest: SysctlForest,
  target: Target,
): { because: NeverReadBecause; by: readonly Applier[] } | undefined {
  const both: readonly Applier[] = ['systemd', 'procps']
  if (each.hostPath === mainFile)
    return isLinked(forest, target, each) ? undefined : { because: 'no-link', by: ['systemd'] }
  if (!directories.includes(dirname(each.hostPath))) return { because: 'subdirectory', by: both }
  if (!each.name.endsWith('.conf')) return { because: 'suffix', by: both }
  if (each.name.startsWith('.')) return { because: 'hidden', by: ['systemd'] }
  const served = both.filter(applier => !directoriesOf(applier, target).includes(dirname(each.hostPath)))
  return served.length > 0 ? { because: 'elsewhere', by: served } : undefined
}
