import { defineConfig } from 'rolldown'

const external = [/^node:/, 'diff', 'yaml', '@inquirer/prompts']

export default defineConfig([
  {
    input: { cli: 'src/cli/main.ts' },
    platform: 'node',
    external,
    output: { dir: 'dist', format: 'esm', chunkFileNames: 'chunks/[name]-[hash].js' },
  },
  { input: { index: 'src/index.ts' }, platform: 'neutral', external, output: { dir: 'dist', format: 'esm' } },
])
