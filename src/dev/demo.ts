import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { styleText } from 'node:util'

/** `npm run demo`: what is wrong with the example host, the patch, and the plan. Nothing is written or executed. */
process.chdir(fileURLToPath(new URL('../..', import.meta.url)))
const host = 'examples/incident/before'
const scenes: readonly (readonly [title: string, ...args: string[]])[] = [
  ['What is wrong, and why', 'check', host],
  ['The patch: for `git apply` or `patch -p1`', 'fix', host],
  ['What files alone cannot do, in the order that keeps the site up', 'plan', host],
]

for (const [title, ...args] of scenes) {
  console.log(styleText('bold', `\n── ${title} ──`))
  console.log(styleText('dim', `$ confward ${args.join(' ')}\n`))
  const { status } = spawnSync(process.execPath, ['bin/confward.js', ...args], { stdio: 'inherit' })
  // 1 says that there is something to report. Anything above is a failure of the demonstration.
  if (status === null || status > 1) process.exitCode = status ?? 1
}
console.log(styleText('dim', '\napply the patch with `confward fix --write PATH`, take it back with `confward undo`'))
