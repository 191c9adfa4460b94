import { test } from 'vitest'
import { type Ability, has, isProgram, type Program } from '../../src/dev/programs.ts'

/**
 * `test` for cases that ask real daemons, and the one place that decides what happens when they are not there: with
 * `CI=true` a missing program fails the whole file, else its tests are skipped and `npm test` lists them at the end.
 * What no package can bring (being root, namespaces, the tun device) is skipped in both cases.
 */
export function needs(...wanted: (Program | Ability)[]): typeof test {
  const missing = wanted.filter(one => !has(one))
  const programs = missing.filter(isProgram)
  if (programs.length > 0 && process.env.CI === 'true')
    throw new Error(`not installed: ${programs.join(', ')} (npm test installs them as root where there is apt-get)`)
  return missing.length === 0 ? test : (test.skipIf(true) as typeof test)
}
