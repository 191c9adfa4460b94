import { compareVersions, type Target, type Version } from '../../../target/index.ts'
import { advisoryTable } from './advisories.gen.ts'

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
  const first = mendedIn(advisory, nginxPackage)
  if (first === undefined) return 'package'
  return revision(nginxPackage) >= first ? 'fixed' : 'affected'
}

/** Packages whose change logs were read, by the version that they repair. */
const repaired = { '1.22.1-9': 'debian12', '1.26.3-3': 'debian13' } as const

/** What stands in front of the revision of a package of Debian 12 or 13: `1.22.1-9`. */
function branchOf(name: string): keyof typeof repaired | undefined {
  const [, branch, release] = /^([\d.]+-\d+)(?:\+deb(\d\d)u\d{1,4})?$/.exec(name) ?? []
  const found = (Object.keys(repaired) as (keyof typeof repaired)[]).find(each => each === branch)
  return found && (release === undefined || repaired[found] === `debian${release}`) ? found : undefined
}

const revision = (name: string): number => Number(/u(\d{1,4})$/.exec(name)?.[1] ?? 0)

function mendedIn(advisory: Advisory, name: string): number | undefined {
  const branch = branchOf(name)
  return branch && advisory[repaired[branch]]
}

/** The package of the same release that has all the fixes: `1.22.1-9+deb12u11`. Undefined where its change log was not read. */
export function mendedPackage(found: readonly Advisory[], name: string): string | undefined {
  const branch = branchOf(name)
  const numbers = found.map(each => mendedIn(each, name))
  if (!branch || numbers.includes(undefined)) return undefined
  return `${branch}+${repaired[branch].replace('debian', 'deb')}u${Math.max(...numbers.map(Number))}`
}

const inRange = ({ vulnerable }: Advisory, version: Version): boolean =>
  vulnerable.some(([first, last]) => compareVersions(version, first) >= 0 && compareVersions(version, last) <= 0)

/** At or above the fix of its own branch. */
const hasFix = ({ fixed }: Advisory, version: Version): boolean =>
  fixed.some(first => sameBranch(first, version) && compareVersions(version, first) >= 0)

const sameBranch = (a: Version, b: Version): boolean => a[0] === b[0] && a[1] === b[1]

/** Packages of nginx's own makers (`1.28.0-1~bookworm`, `1.28.0-1.el9.ngx`) have no fixes but those of the version. */
const isDistribution = (name: string): boolean => name.includes('-') && !/-\d+~[a-z]+$|\.ngx$/.test(name)
