import { expect, it } from 'vitest'
import { analyze } from '../../src/engine/index.ts'

it.each([
  ['server { listen 80; }', 'template without a placeholder: whether it loads is not judged'],
  ['server { listen ${PORT}; }', 'template with 1 placeholder: not judged where it stands, nor whether it loads'],
  [
    'server { listen ${PORT}; root ${ROOT}; }',
    'template with 2 placeholders: not judged where they stand, nor whether it loads',
  ],
])('what a template leaves open: %s', (text, message) => {
  const { problems } = analyze({ files: { 'site.conf.template': text } })
  expect(problems.map(each => each.message.en)).toEqual([message])
})
