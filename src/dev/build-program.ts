import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { Script } from 'node:vm'

/** `npm run build`: bundles the program and the library into `dist/`, and keeps what V8 compiles on an ordinary run. */
process.chdir(fileURLToPath(new URL('../..', import.meta.url)))
// A cache never meets a bundle it was not made for.
rmSync('dist/cli.cjs.cache', { force: true })
const rolldown: readonly string[] = [
  'node_modules/rolldown/bin/cli.mjs',
  '-c',
  'rolldown.config.ts',
  '--logLevel',
  'silent',
]
const { status } = spawnSync(process.execPath, rolldown, { stdio: ['ignore', 'ignore', 'inherit'] })
if (status !== 0) process.exit(status ?? 1)
const bundle: string = fileURLToPath(new URL('../../dist/cli.cjs', import.meta.url))
writeFileSync(bundle, `(function (exports, require) {${ascii(readFileSync(bundle, 'utf8'))}\n})`)
await keepCompiled(bundle)

/** One byte per character, which is read without decoding. Only strings and patterns hold others, and these know `\\u`. */
function ascii(source: string): string {
  const escaped = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
  return source.replace(/[\u0080-\uffff]/g, escaped)
}

/** Runs the program once on an example, so that the cache holds the functions that a run needs. */
async function keepCompiled(filename: string): Promise<void> {
  const script = new Script(readFileSync(filename, 'latin1'), { filename })
  const program = {} as { main(argv: readonly string[]): Promise<number> }
  script.runInThisContext()(program, createRequire(filename))
  const example = 'examples/incident/before'
  if (existsSync(example)) await program.main(['check', '--no-config', '--exit-zero', '-f', 'text=/dev/null', example])
  writeFileSync(`${filename}.cache`, script.createCachedData())
}
