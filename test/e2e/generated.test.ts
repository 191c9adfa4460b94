import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

test('every generated file is up to date', () => {
  const root = fileURLToPath(new URL('../..', import.meta.url))
  const run = spawnSync(process.execPath, ['--import', 'tsx', 'src/dev/generate.ts', '--check'], {
    cwd: root,
    encoding: 'utf8',
  })
  expect(`${run.stdout}${run.stderr}`.match(/^out of date: .*$/gm)).toBeNull()
  expect(run.status).toBe(0)
})
