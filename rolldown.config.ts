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

export default defineConfig([
  {
    // One file, dependencies too: `bin/confward.js` runs it as a script, so that V8 can keep what it compiled.
    input: { cli: 'src/cli/main.ts' },
    platform: 'node',
    external: (id, importer) => !inside(importer) && id.startsWith('node:') && !slow.test(id),
    plugins: [loadedLate],
    output: { dir: 'dist', format: 'cjs', minify: true, entryFileNames: '[name].cjs', codeSplitting: false },
  },
  { input: { pages: 'src/rules/pages.gen.ts' }, output: { dir: 'dist', format: 'cjs', entryFileNames: '[name].cjs' } },
  { input: { index: 'src/index.ts' }, platform: 'neutral', external, output: { dir: 'dist', format: 'esm' } },
])
