import { defineConfig, type Plugin } from 'rolldown'

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

/** Formats whose rules are files of their own, read when they are first asked for: most inputs have one format. */
const late = ['openvpn', 'sysctl']

const rulesLate: Plugin = {
  name: 'rules-late',
  transform: (code, id) => {
    if (!id.endsWith('/rules/by-format.gen.ts')) return null
    const asked = (text: string, format: string): string =>
      text
        .replace(`import * as ${format} from './${format}.gen.ts'\n`, '')
        .replace(`=> ${format}.rules`, `=> module.require('./${format}.script').rules`)
    return late.reduce(asked, code)
  },
}

export default defineConfig([
  {
    // Few files, dependencies too: `bin/confward.js` runs them as scripts, so that V8 can keep what it compiled.
    input: {
      cli: 'src/cli/main.ts',
      ...Object.fromEntries(late.map(format => [format, `src/rules/${format}.gen.ts`])),
    },
    platform: 'node',
    preserveEntrySignatures: 'allow-extension',
    external: (id, importer) => !inside(importer) && id.startsWith('node:') && !slow.test(id),
    plugins: [loadedLate, rulesLate],
    output: {
      dir: 'dist',
      format: 'cjs',
      minify: true,
      entryFileNames: '[name].script',
      chunkFileNames: 'part-[name].script',
      strictExecutionOrder: true,
      codeSplitting: {
        includeDependenciesRecursively: false,
        groups: [
          ...late.map(format => ({
            name: `${format}-rules`,
            test: new RegExp(`/src/rules/${format}[/.]`),
            priority: 1,
          })),
          { name: 'main', test: /./ },
        ],
      },
    },
  },
  { input: { pages: 'src/rules/pages.gen.ts' }, output: { dir: 'dist', format: 'cjs', entryFileNames: '[name].cjs' } },
  { input: { index: 'src/index.ts' }, platform: 'neutral', external, output: { dir: 'dist', format: 'esm' } },
])
