import { test } from 'vitest'
import { type Ability, has, isProgram, type Program } from '../../src/dev/programs.ts'

/**
 * `test` for cases that ask real daemons, and the one place that decides what happens when they are not there: with
 * `CI=true` a missing program, right or device fails the whole file, else its tests are skipped aloud and `npm test`
 * lists them at the end.
 */
export function needs(...wanted: (Program | Ability)[]): typeof test {
  const missing = wanted.filter(one => !has(one))
  return missing.length === 0 ? test : without(missing)
}

/** What stands in for tests that cannot run. @throws where nothing may be left out. */
export function without(missing: readonly (Program | Ability)[]): typeof test {
  if (process.env.CI === 'true') throw new Error(complaint(missing))
  console.warn(`SKIPPED: ${complaint(missing)}`)
  return test.skipIf(true) as typeof test
}

function complaint(missing: readonly (Program | Ability)[]): string {
  const programs = missing.filter(isProgram)
  const others = missing.filter(one => !isProgram(one))
  const parts = [
    ...(programs.length > 0
      ? [`not installed: ${programs.join(', ')} (npm test installs them as root where there is apt-get)`]
      : []),
    ...(others.length > 0 ? [`this machine or user has no: ${others.join(', ')}`] : []),
  ]
  return parts.join('; ')
}
