import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

/** What a generator module exports. Paths are relative to the root of the repository. */
export interface Generator {
  generate(): Record<string, string> | Promise<Record<string, string>>
  /** Folders in which nothing but generated files may stand; others are removed. */
  readonly owns?: readonly string[]
}

/** In this order: the registry first, because later ones ask the rules. One module in `src/dev/` each. */
const generators: readonly string[] = [
  'nginx-tables',
  'nginx-advisories',
  'openvpn-tables',
  'sysctl-tables',
  'tls-suites',
  'compliance',
  'rule-registry',
  'option-validators',
  'baselines',
  'witnesses',
  'rule-docs',
  'cli-docs',
  'configuration-schema',
  'examples',
]

const root: string = fileURLToPath(new URL('../..', import.meta.url))

/** Compares what the generators give with what stands in the repository; writes it unless `check`. */
async function run(check: boolean): Promise<string[]> {
  const changed: string[] = []
  for (const name of generators) {
    const module = join(root, 'src/dev', `${name}.ts`)
    if (!existsSync(module)) continue
    const generator = (await import(pathToFileURL(module).href)) as Generator
    const files = await generator.generate()
    for (const [path, text] of Object.entries(files)) if (update(path, text, check)) changed.push(path)
    for (const path of strays(generator.owns ?? [], files)) {
      changed.push(path)
      if (!check) rmSync(join(root, path))
    }
  }
  return changed
}

function update(path: string, text: string, check: boolean): boolean {
  const file = join(root, path)
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return false
  if (!check) {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
  return true
}

const strays = (folders: readonly string[], files: Record<string, string>): string[] =>
  folders
    .filter(folder => existsSync(join(root, folder)))
    .flatMap(folder =>
      readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
        .filter(entry => entry.isFile())
        .map(entry => join(entry.parentPath, entry.name).slice(root.length)),
    )
    .filter(path => !(path in files))

const check: boolean = process.argv.includes('--check')
const changed: string[] = await run(check)
for (const path of changed) console.log(check ? `out of date: ${path}` : `written: ${path}`)
if (check && changed.length > 0) {
  console.log('run: npm run generate')
  process.exitCode = 1
}
