import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * Terminal sessions in the documentation: in every ```console block, what follows a `$ command` is what the built
 * program prints for it. `npm run sessions` writes the outputs anew; a test compares them.
 */
const root: string = fileURLToPath(new URL('../..', import.meta.url))

/** Documents that may hold sessions, relative to the root. */
export const documents: readonly string[] = [
  'README.md',
  'README.zh-CN.md',
  'CONTRIBUTING.md',
  ...readdirSync(join(root, 'docs')).flatMap(name => (name.endsWith('.md') ? [`docs/${name}`] : [])),
]

export const readDocument = (path: string): string => readFileSync(join(root, path), 'utf8')

/** The document with the outputs as they are now. */
export function refreshed(text: string): string {
  const shell = openShell()
  try {
    return text.replace(
      /^```console\n([\s\S]*?)^```$/gm,
      (_, block: string) => `\`\`\`console\n${session(block, shell)}\`\`\``,
    )
  } finally {
    rmSync(shell, { recursive: true })
  }
}

/** A folder with a command `confward` in it. */
function openShell(): string {
  const folder = mkdtempSync(join(tmpdir(), 'confward-session-'))
  const file = join(folder, 'confward')
  writeFileSync(file, `#!/bin/sh\nexec '${process.execPath}' '${join(root, 'bin/confward.js')}' "$@"\n`)
  chmodSync(file, 0o755)
  return folder
}

const session = (block: string, shell: string): string =>
  block
    .split('\n')
    .filter(line => line.startsWith('$ '))
    .map(line => `${line}\n${output(line.slice(2), shell)}`)
    .join('')

function output(command: string, shell: string): string {
  const env = { PATH: `${shell}:${process.env.PATH}`, NO_COLOR: '1', LANG: 'C.UTF-8', HOME: shell }
  const run = spawnSync('bash', ['-c', `{ ${command}; } 2>&1`], { cwd: root, encoding: 'utf8', env })
  return run.stdout.endsWith('\n') || run.stdout === '' ? run.stdout : `${run.stdout}\n`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const path of documents) {
    const before = readDocument(path)
    const after = refreshed(before)
    if (after === before) continue
    writeFileSync(join(root, path), after)
    console.log(`written: ${path}`)
  }
}
