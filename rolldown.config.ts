import { defineConfig } from 'rolldown'

const external = [/^node:/, 'diff', 'yaml', '@inquirer/prompts']

/** What `check` with its text report does not need. Everything else is one file: opening many costs more than reading. */
const later =
  /(?:pages|options|schema)\.gen|\/baseline\/load|\/guide\/|\/engine\/(?:fix|plan)|\/report\/(?:sarif|plan|page|github|gitlab|junit|checkstyle|rdjson|markdown|html|json|sh\b|medium\/(?:json|xml|markdown|workflow))|\/cli\/(?:command\/(?!check)|completion|write|patch|fix-summary|problems)/

export default defineConfig([
  {
    input: { cli: 'src/cli/main.ts' },
    platform: 'node',
    external,
    output: {
      dir: 'dist',
      format: 'esm',
      minify: true,
      chunkFileNames: 'chunks/[name]-[hash].js',
      codeSplitting: { groups: [{ name: 'check', test: (id: string) => id.includes('/src/') && !later.test(id) }] },
    },
  },
  { input: { index: 'src/index.ts' }, platform: 'neutral', external, output: { dir: 'dist', format: 'esm' } },
])
