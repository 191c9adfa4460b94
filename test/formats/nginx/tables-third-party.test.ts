import { expect, test } from 'vitest'
import { analyze } from '../../../src/engine/index.ts'
import { moduleName } from '../../../src/formats/nginx/tables/index.ts'

const judged = (inServer: string, nginxModules?: readonly string[]) => {
  const text = `events {}\nhttp {\n    server {\n        listen 127.0.0.1:80;\n        ${inServer}\n    }\n}\n`
  const target = { nginx: [1, 22, 1], ...(nginxModules && { nginxModules }) }
  const { verdicts, findings } = analyze({ files: { 'nginx.conf': text }, target })
  return { loads: verdicts[0]?.loads, messages: findings.map(({ message }) => message.en).join('\n') }
}

test('one name for all the names of a module', () => {
  for (const text of ['headers-more', 'headers-more-nginx-module', 'ngx_http_headers_more_filter_module.so'])
    expect(moduleName(text)).toBe('headers-more')
  for (const text of ['lua', 'ngx_http_lua_module', 'lua-nginx-module', 'lua-resty-core'])
    expect(moduleName(text)).toBe('lua')
  for (const text of ['ngx_brotli', 'brotli', 'ngx_http_brotli_filter_module']) expect(moduleName(text)).toBe('brotli')
  expect(moduleName('ModSecurity-nginx')).toBe('modsecurity')
  expect(moduleName('ngx_http_geoip2_module')).toBe('geoip2')
})

test('directives of a declared module are known, those of others are not', () => {
  const line = 'more_set_headers "Server: x";'
  expect(judged(line).loads).toBe(false)
  expect(judged(line, ['lua']).loads).toBe(false)
  expect(judged(line, ['headers-more']).loads).toBe(true)
  expect(judged('brotli on; brotli_types text/css;', ['brotli']).loads).toBe(true)
  expect(judged('location /a { content_by_lua_block { ngx.say("}") } }', ['lua']).loads).toBe(true)
  expect(judged('set_escape_uri $a $arg_b; return 200 $a;', ['set-misc']).loads).toBe(true)
})

test('its directives are judged like others: arguments, places, slips of the pen', () => {
  expect(judged('more_set_headers;', ['headers-more']).loads).toBe(false)
  const slip = judged('more_set_header "Server: x";', ['headers-more'])
  expect(slip.loads).toBe(false)
  expect(slip.messages).toContain('more_set_header')
  expect(judged('brotly on;', ['brotli']).loads).toBe(false)
})

test('a module that nobody here knows leaves an unknown directive and variable open', () => {
  expect(judged('frobnicate on;').loads).toBe(false)
  expect(judged('frobnicate on;', ['frobnicator']).loads).toBeNull()
  expect(judged('return 200 $frob;').loads).toBe(false)
  expect(judged('return 200 $frob;', ['frobnicator']).loads).not.toBe(false)
  expect(judged('listen 99999;', ['frobnicator']).loads).toBe(false)
  expect(judged('frobnicate on;', ['headers-more']).loads).toBe(false)
})
