import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const { cacheOf } = createRequire(import.meta.url)('../../bin/scripts.js') as { cacheOf(path: string): string }

/** What a build writes last, for the Node that runs. */
const last: string = cacheOf('dist/cli.script')

/** Builds `dist/` when a source is newer than it. The working directory is the root of the repository. */
export function buildIfStale(): void {
  const built = existsSync(last) ? statSync(last).mtimeMs : 0
  if (!sources().some(path => statSync(path).mtimeMs > built)) return
  const run = spawnSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' })
  if (run.status !== 0) process.exit(run.status ?? 1)
}

const sources = (): string[] => [
  'rolldown.config.ts',
  'package.json',
  ...readdirSync('src', { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && !entry.parentPath.startsWith('src/dev'))
    .map(entry => join(entry.parentPath, entry.name)),
]
