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
  const debian = /^(?:1\.22\.1-9(?:\+deb12u(\d{1,4}))?|1\.26\.3-3(?:\+deb13u(\d{1,4}))?)$/.exec(nginxPackage)
  const mended = nginxPackage.startsWith('1.22.1-') ? advisory.debian12 : advisory.debian13
  if (!debian || mended === undefined) return 'package'
  return Number(debian[1] ?? debian[2] ?? 0) >= mended ? 'fixed' : 'affected'
}

const inRange = ({ vulnerable }: Advisory, version: Version): boolean =>
  vulnerable.some(([first, last]) => compareVersions(version, first) >= 0 && compareVersions(version, last) <= 0)

/** At or above the fix of its own branch. */
const hasFix = ({ fixed }: Advisory, version: Version): boolean =>
  fixed.some(first => sameBranch(first, version) && compareVersions(version, first) >= 0)

const sameBranch = (a: Version, b: Version): boolean => a[0] === b[0] && a[1] === b[1]

/** Packages of nginx's own makers (`1.28.0-1~bookworm`, `1.28.0-1.el9.ngx`) have no fixes but those of the version. */
const isDistribution = (name: string): boolean => name.includes('-') && !/-\d+~[a-z]+$|\.ngx$/.test(name)
