import { fileURLToPath } from 'node:url'
import { defineConfig, type Plugin } from 'rolldown'
import { lateTexts } from './src/dev/late-texts.ts'
import { PlainCode } from './src/dev/plain-code.ts'

const external = [/^node:/, 'diff', 'yaml', '@inquirer/prompts']

/** Parts of Node that are there anyway when a program starts; the others take milliseconds to load. */
const slow = /^node:(?!(?:fs|module|path|url|util)$)/

/** The texts of all rule pages: a third of the program, which only `explain` and SARIF read. */
const pages = './pages.cjs'

const lazy = '\0lazy:'
const inside = (importer: string | undefined): boolean => importer?.startsWith(lazy) === true

/** Wrapped as modules, these are loaded with the code that needs them and not, like other externals, at the start. */
const loadedLate: Plugin = {
  name: 'loaded-late',
  resolveId: (id, importer) => {
    if (inside(importer)) return { id, external: true }
    if (id.endsWith('/rules/pages.gen.ts')) return `${lazy}pages`
    return slow.test(id) ? lazy + id : null
  },
  load: id => {
    if (!id.startsWith(lazy)) return null
    const part = id.slice(lazy.length)
    return `module.exports = require(${JSON.stringify(part === 'pages' ? pages : part)})`
  },
}

/** Formats that are files of their own, read when they are first asked for: most inputs have one format. */
const late = ['openvpn', 'sysctl']

/** Where such a file is asked for, and what is imported there: rules, language, and what stands inside other files and around them. */
const asked: Readonly<Record<string, readonly (readonly [name: string, module: string, file: string])[]>> = {
  '/rules/by-format.gen.ts': late.map(format => [format, `./${format}.gen.ts`, `${format}-rules`]),
  '/formats/index.ts': late.map(format => [format, `./${format}/index.ts`, format]),
  '/files/inside.ts': [['inside', './inside/index.ts', 'inside']],
  '/files/containers.ts': [['inside', './inside/index.ts', 'inside']],
}

const loadedWhenAsked: Plugin = {
  name: 'loaded-when-asked',
  transform: (code, id) => {
    const place = Object.keys(asked).find(end => id.endsWith(`/src${end}`))
    if (!place) return null
    return (asked[place] ?? []).reduce((text, [name, module, file]) => {
      const imported = `import * as ${name} from '${module}'\n`
      if (!text.includes(imported)) throw new Error(`${id} does not import ${name} as expected`)
      const late = text.replace(imported, '').replaceAll(`=> ${name}.`, `=> module.require('./${file}.script').`)
      if (new RegExp(`[^'./\\w]${name}\\.`).test(late))
        throw new Error(`${id} asks ${name} other than by \`=> ${name}.\``)
      return late
    }, code)
  },
}

const inputs = {
  cli: 'src/cli/main.ts',
  inside: 'src/files/inside/index.ts',
  ...Object.fromEntries(
    late.flatMap(format => [
      [format, `src/formats/${format}/index.ts`],
      [`${format}-rules`, `src/rules/${format}.gen.ts`],
    ]),
  ),
}

const plain = new PlainCode(Object.values(inputs))
/** First, as it knows the files as they are. */
const plainCode: Plugin = { name: 'plain-code', transform: (code, id) => plain.of(id, code) }

/** What every command brings in, and what a check of nginx files adds to that: a file each, run from top to bottom. */
const groups: readonly (readonly [name: string, starts: readonly string[]])[] = [
  ['program', ['src/cli/main.ts', 'src/engine/tool.ts', 'src/report/index.ts']],
  ['check', ['src/cli/command/check.ts', 'src/report/text.ts', 'src/report/json.ts']],
]

type Info = (id: string) => { readonly importedIds: readonly string[] } | null

/** Modules and all that they import, at once and in turn. */
function broughtInBy(starts: readonly string[], info: Info): Set<string> {
  const found = new Set<string>()
  const open = starts.map(start => fileURLToPath(new URL(start, import.meta.url)))
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (found.has(id)) continue
    found.add(id)
    open.push(...(info(id)?.importedIds ?? []))
  }
  return found
}

let members: readonly Set<string>[] | undefined

/** The first group that has the module; the others go where rolldown puts them. */
function groupOf(id: string, info: Info): string | null {
  members ??= groups.map(([, starts]) => broughtInBy(starts, info))
  return groups[members.findIndex(group => group.has(id))]?.[0] ?? null
}

export default defineConfig([
  {
    // Scripts, dependencies too: `bin/confward.js` runs them, so that V8 can keep what it compiled.
    input: inputs,
    platform: 'node',
    preserveEntrySignatures: 'allow-extension',
    external: (id, importer) => !inside(importer) && id.startsWith('node:') && !slow.test(id),
    plugins: [plainCode, loadedLate, loadedWhenAsked, lateTexts],
    output: {
      dir: 'dist',
      format: 'cjs',
      minify: true,
      topLevelVar: true,
      entryFileNames: '[name].script',
      chunkFileNames: 'part-[name].script',
      codeSplitting: {
        includeDependenciesRecursively: false,
        groups: [{ debugName: 'start', name: (id, bundle) => groupOf(id, one => bundle.getModuleInfo(one)) }],
      },
    },
  },
  { input: { pages: 'src/rules/pages.gen.ts' }, output: { dir: 'dist', format: 'cjs', entryFileNames: '[name].cjs' } },
  { input: { index: 'src/index.ts' }, platform: 'neutral', external, output: { dir: 'dist', format: 'esm' } },
])
