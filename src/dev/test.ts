import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildIfStale } from './build.ts'
import { install } from './install.ts'
import { abilityNames, has, programNames } from './programs.ts'

/**
 * `npm test`: brings the daemons when it may, builds, runs every vitest project and says what was left out.
 * Arguments go to vitest (`npm test -- test/oracle`).
 */
const root: string = fileURLToPath(new URL('../..', import.meta.url))
process.chdir(root)
install(programNames.filter(name => !has(name)))
buildIfStale()

const scratch: string = mkdtempSync(join(tmpdir(), 'confward-test-'))
const report: string = join(scratch, 'report.json')
const vitest: readonly string[] = ['node_modules/vitest/vitest.mjs', 'run', '--reporter=default', '--reporter=json']
const run = spawnSync(process.execPath, [...vitest, `--outputFile.json=${report}`, ...process.argv.slice(2)], {
  stdio: 'inherit',
})
process.exitCode = run.status ?? 1
summarize()
rmSync(scratch, { recursive: true })

interface VitestReport {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numPendingTests: number
  readonly testResults: readonly {
    readonly name: string
    readonly status: string
    readonly message: string
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[]
  }[]
}

function summarize(): void {
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report, 'utf8')) as VitestReport
  const skipped = testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.filter(one => one.status === 'skipped').map(one => `${name.slice(root.length)}: ${one.fullName}`),
  )
  const broken = testResults.filter(one => one.status === 'failed' && one.assertionResults.length === 0)
  if (skipped.length > 0) {
    const missing = [...programNames, ...abilityNames].filter(name => !has(name))
    console.log(
      `\nSKIPPED ${skipped.length} tests, because this machine has no: ${missing.join(', ') || '(see the tests)'}`,
    )
    for (const line of skipped) console.log(`  ${line}`)
  }
  for (const one of broken) console.log(`\nfile failed before its tests: ${one.name.slice(root.length)}`)
  console.log(`\n${numPassedTests} passed, ${numFailedTests + broken.length} failed`)
}
