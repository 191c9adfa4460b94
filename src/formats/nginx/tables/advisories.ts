import { compareVersions, type Target, type Version } from '../../../target/index.ts'
import { advisoryTable } from './advisories.gen.ts'
import { debianPackage } from './package.ts'

/** A vulnerability of nginx by its makers' list, with what a configuration must use to be open to it. */
export interface Advisory {
  readonly cve: string
  readonly name: string
  readonly severity: 'high' | 'medium' | 'low' | 'info'
  /** Closed ranges of affected versions. */
  readonly vulnerable: readonly (readonly [Version, Version])[]
  /** First versions with the fix, one a branch. */
  readonly fixed: readonly Version[]
  readonly trigger: string
  /** The revisions of Debian's packages that carry the fix, by their change logs. */
  readonly debian12?: number
  readonly debian13?: number
}

/**
 * `assumed`: nobody said which version runs. `package`: the version is affected, and whether the distribution's package
 * carries the fix is not known.
 */
export type Exposure = 'affected' | 'fixed' | 'package' | 'assumed'

let known: readonly Advisory[] | undefined

export function advisories(): readonly Advisory[] {
  known ??= JSON.parse(advisoryTable) as readonly Advisory[]
  return known
}

export const advisory = (cve: string): Advisory => advisories().find(one => one.cve === cve) as Advisory

/** Is that target open to it, as far as versions say? */
export function exposure(advisory: Advisory, { nginx, nginxPackage, assumed }: Target): Exposure {
  if (assumed.includes('nginx')) return 'assumed'
  if (!inRange(advisory, nginx) || hasFix(advisory, nginx)) return 'fixed'
  if (nginxPackage === undefined || !isDistribution(nginxPackage)) return 'affected'
  const own = debianPackage(nginxPackage)
  const first = own && advisory[own.release]
  if (!own || first === undefined) return 'package'
  return own.revision >= first ? 'fixed' : 'affected'
}

/** The package of the same release that has all the fixes: `1.22.1-9+deb12u11`. Undefined where its change log was not read. */
export function mendedPackage(found: readonly Advisory[], name: string): string | undefined {
  const own = debianPackage(name)
  const numbers = found.map(each => own && each[own.release])
  if (!own || numbers.includes(undefined)) return undefined
  return `${own.branch}+${own.release.replace('debian', 'deb')}u${Math.max(...numbers.map(Number))}`
}

const inRange = ({ vulnerable }: Advisory, version: Version): boolean =>
  vulnerable.some(([first, last]) => compareVersions(version, first) >= 0 && compareVersions(version, last) <= 0)

/** At or above the fix of its own branch. */
const hasFix = ({ fixed }: Advisory, version: Version): boolean =>
  fixed.some(first => sameBranch(first, version) && compareVersions(version, first) >= 0)

const sameBranch = (a: Version, b: Version): boolean => a[0] === b[0] && a[1] === b[1]

/** Packages of nginx's own makers (`1.28.0-1~bookworm`, `1.28.0-1.el9.ngx`) have no fixes but those of the version. */
const isDistribution = (name: string): boolean => name.includes('-') && !/-\d+~[a-z]+$|\.ngx$/.test(name)
