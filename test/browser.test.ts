import { rolldown } from 'rolldown'
import { expect, test } from 'vitest'

test('the library builds without any Node built-in and without what only files need', async () => {
  const build = await rolldown({
    input: 'src/index.ts',
    platform: 'neutral',
    external: [/^node:/, 'diff', 'yaml', '@inquirer/prompts'],
  })
  const { output } = await build.generate({ format: 'esm' })
  const imports = output.flatMap(part => (part.type === 'chunk' ? [...part.imports, ...part.dynamicImports] : []))
  expect(imports.filter(name => !name.endsWith('.js'))).toEqual([])
  const code = output.map(part => (part.type === 'chunk' ? part.code : '')).join('')
  expect(code).not.toMatch(/\bfrom ['"]node:|\brequire\(|\bprocess\.(?:env|stdout|argv)\b|\bBuffer\.\w+\(/)
  await build.close()
})
