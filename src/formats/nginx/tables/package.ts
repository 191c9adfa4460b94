/** Packages of Debian whose change logs were read, by the version that they repair. */
const releases = { '1.22.1-9': 'debian12', '1.26.3-3': 'debian13' } as const

export interface DebianPackage {
  /** `1.22.1-9`: what stands in front of the revision. */
  readonly branch: string
  readonly release: (typeof releases)[keyof typeof releases]
  /** `+deb12u11` → 11; 0 of the package as it was released. */
  readonly revision: number
}

/** A package of Debian 12 or 13 by its version, as dpkg has it: `1.22.1-9+deb12u11`. Undefined for every other. */
export function debianPackage(name: string | undefined): DebianPackage | undefined {
  const [, branch = '', debian, revision = '0'] = /^([\d.]+-\d+)(?:\+deb(\d\d)u(\d{1,4}))?$/.exec(name ?? '') ?? []
  if (!Object.hasOwn(releases, branch)) return undefined
  const release = releases[branch as keyof typeof releases]
  return debian === undefined || release === `debian${debian}`
    ? { branch, release, revision: Number(revision) }
    : undefined
}
