import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

const unit: readonly string[] = readdirSync('test', { recursive: true, encoding: 'utf8' })
  .map(path => join('test', path))
  .filter(path => path.endsWith('.test.ts') && !/^test\/(oracle|e2e)\//.test(path))

/**
 * What a file puts in the place of a module must not reach the files after it; nor may it keep the sources' syntax. Where
 * work is counted the modules have to be loaded anew, and V8 optimises nothing from then on.
 */
const apart = (path: string): boolean =>
  /\bvi\.(doM|m)ock\(|'ts-morph'|'\.\/sources\.ts'|\/work\.ts'/.test(readFileSync(path, 'utf8'))

/**
 * unit: pure and fast. oracle: asks the real daemons. e2e: whole program, namespaces, browsers.
 * Files share a worker's modules: to load the sources anew for each took half of the time of all tests.
 */
export default defineConfig({
  test: {
    maxWorkers: 2,
    isolate: false,
    restoreMocks: true,
    unstubEnvs: true,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    projects: [
      { extends: true, test: { name: 'unit', include: unit.filter(path => !apart(path)) } },
      { extends: true, test: { name: 'unit-apart', include: unit.filter(apart), isolate: true } },
      { extends: true, test: { name: 'oracle', include: ['test/oracle/**/*.test.ts'] } },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: ['test/e2e/build.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
