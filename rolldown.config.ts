import { defineConfig } from 'rolldown'

const external = [/^node:/, 'diff', 'yaml', '@inquirer/prompts']

export default defineConfig([
  {
    // One file, dependencies too: `bin/confward.js` runs it as a script, so that V8 can keep what it compiled.
    input: { cli: 'src/cli/main.ts' },
    platform: 'node',
    external: /^node:/,
    output: { dir: 'dist', format: 'cjs', minify: true, entryFileNames: '[name].cjs', codeSplitting: false },
  },
  { input: { index: 'src/index.ts' }, platform: 'neutral', external, output: { dir: 'dist', format: 'esm' } },
])
