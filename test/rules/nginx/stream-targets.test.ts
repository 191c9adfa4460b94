import { expect, it } from 'vitest'
import { analyze } from '../../../src/index.ts'
import { only } from './found.ts'

/** What a rule says about stream{}. */
function said(rule: string, stream: string): string[] {
  const files = { 'nginx.conf': `load_module modules/ngx_stream_module.so;\nevents {}\nstream {\n${stream}\n}\n` }
  const report = analyze({ files, roots: ['nginx.conf'], format: 'nginx', baseline: only(rule) })
  return report.findings.filter(each => each.rule === rule).map(({ severity }) => severity)
}

const server = (lines: string, listen = '443'): string => `server { listen ${listen}; ssl_preread on; ${lines} }`
const resolver = 'resolver 127.0.0.1;'
const echo = 'map $ssl_preread_server_name $to { default $ssl_preread_server_name; }'

it.each([
  [`${resolver} ${server('proxy_pass $ssl_preread_server_name:443;')}`, ['critical'], []],
  [`${resolver} ${echo} ${server('proxy_pass $to:443;')}`, ['critical'], []],
  [`${resolver} ${server('allow 10.0.0.0/8; deny all; proxy_pass $ssl_preread_server_name:443;')}`, [], ['high']],
  [`${resolver} ${server('proxy_pass $ssl_preread_server_name:443;', '127.0.0.1:443')}`, [], ['high']],
  [`${resolver} ${server('proxy_pass $ssl_preread_server_name.internal:$server_port;')}`, [], ['high']],
  [`map $ssl_preread_server_name $to { a 10.0.0.1:443; default 10.0.0.2:443; } ${server('proxy_pass $to;')}`, [], []],
  [`${server('proxy_pass 10.0.0.1:443;')}`, [], []],
])('where the name in the handshake leads: %s', (stream, open, chosen) => {
  expect(said('nginx/open-proxy', stream)).toEqual(open)
  expect(said('nginx/ssrf', stream)).toEqual(chosen)
})

it('a name in a variable needs a resolver in stream{} as well', () => {
  const pass = 'proxy_pass $ssl_preread_server_name:443;'
  expect(said('nginx/missing-resolver', server(pass))).toEqual(['high'])
  expect(said('nginx/missing-resolver', resolver + server(pass))).toEqual([])
  expect(said('nginx/missing-resolver', server(resolver + pass))).toEqual([])
})
