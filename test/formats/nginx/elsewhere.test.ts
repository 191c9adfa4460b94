import { expect, it } from 'vitest'
import { elsewhere } from '../../../src/formats/nginx/elsewhere.ts'
import { modelOf } from './resolve/host.ts'

const server = 'server { listen 80; root /srv; }\n'

it.each([
  ['a line that servers inherit', `server_tokens on;\n${server}`, true],
  ['a format', "log_format x '$request';\n", true],
  ['servers only', server, false],
  ['what servers name', `upstream a { server 10.0.0.1; }\nmap $uri $x { default 1; }\n${server}`, false],
])('servers of other files are thought of for %s', (_title, text, expected) => {
  expect(elsewhere(modelOf({ 'conf.d/a.conf': text })) !== undefined).toBe(expected)
})
