import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Script } from 'node:vm'
import { plainExports } from './plain-exports.ts'

/** What is run so that V8 compiles it, the parts of the program one after the other. */
const ordinary: readonly (readonly (readonly [output: string, path: string])[])[] = [
  [
    ['json', 'test/fixtures/quiet/wordpress'],
    ['text', 'examples/incident/before/etc/nginx'],
  ],
  [['text', 'examples/incident/before']],
]

/** `npm run build`: bundles the program and the library into `dist/`, and keeps what V8 compiles on ordinary runs. */
process.chdir(fileURLToPath(new URL('../..', import.meta.url)))
// Nothing stays that belongs to another bundle. The types do: they are made by another step.
for (const name of existsSync('dist') ? readdirSync('dist') : [])
  if (/\.(?:script|cache|cjs)$/.test(name)) rmSync(`dist/${name}`)
const rolldown: readonly string[] = [
  'node_modules/rolldown/bin/cli.mjs',
  '-c',
  'rolldown.config.ts',
  '--logLevel',
  'silent',
]
const { status } = spawnSync(process.execPath, rolldown, { stdio: ['ignore', 'ignore', 'inherit'] })
if (status !== 0) process.exit(status ?? 1)
const dist: string = fileURLToPath(new URL('../../dist/', import.meta.url))
for (const name of readdirSync(dist).filter(each => each.endsWith('.script'))) {
  const script = readFileSync(join(dist, name), 'utf8')
  writeFileSync(join(dist, name), `(function (exports, require, module) {${ascii(plainExports(script))}\n})`)
}
await keepCompiled()

/** One byte per character, which is read without decoding. Only strings and patterns hold others, and these know `\\u`. */
function ascii(source: string): string {
  const escaped = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
  return source.replace(/[\u0080-\uffff]/g, escaped)
}

/**
 * Runs the program on ordinary files, and keeps of each script what V8 compiled for the runs that needed it first. A
 * cache with more than a run needs takes longer to read than it saves: the formats come one after the other.
 */
async function keepCompiled(): Promise<void> {
  const { cacheOf, scripts, load } = createRequire(import.meta.url)('../../bin/scripts.js') as Scripts
  const { main } = load('./cli.script') as { main(argv: readonly string[]): Promise<number> }
  for (const runs of ordinary) {
    for (const [output, path] of runs)
      if (existsSync(path)) await main(['check', '--no-config', '--exit-zero', '-f', `${output}=/dev/null`, path])
    for (const [name, script] of scripts) {
      const cache = cacheOf(join(dist, name))
      if (!existsSync(cache)) writeFileSync(cache, script.createCachedData())
    }
  }
}

interface Scripts {
  readonly scripts: ReadonlyMap<string, Script>
  load(name: string): object
  cacheOf(path: string): string
}
