import { expect, it } from 'vitest'
import { analyze } from '../../../src/index.ts'
import { main } from './found.ts'

/** What is sent to an address in a tunnel of this host is encrypted on its way. */
const tunnel = ['server 10.8.0.0 255.255.255.0', 'dev tun', 'ca a', 'cert b', 'key c', 'dh none', ''].join('\n')

function said(listen: string, vpn: boolean): string[] {
  const body = 'location / { auth_basic x; auth_basic_user_file /etc/nginx/p; proxy_pass http://127.0.0.1:1; }'
  const files = {
    'etc/nginx/nginx.conf': main(`server { ${listen} server_name a.example; ${body} }`),
    ...(vpn && { 'etc/openvpn/server.conf': tunnel }),
  }
  return analyze({ files })
    .findings.filter(({ rule }) => /plaintext-(?:proxy|listener)|basic-auth/.test(rule))
    .map(({ rule, severity }) => `${severity} ${rule}`)
    .sort()
}

const both = (severity: string): string[] => [
  `${severity} nginx/basic-auth-plaintext`,
  `${severity} nginx/plaintext-proxy`,
]

it.each([
  ['listen 80;', both('critical'), both('critical')],
  ['listen 10.8.0.1:80;', both('high'), []],
  ['listen 10.8.0.1:80; listen 192.168.7.1:80;', both('high'), both('high')],
  ['listen 127.0.0.1:80;', [], []],
] as const)('%s without a tunnel and with one', (listen, without, within) => {
  expect(said(listen, false)).toEqual(without)
  expect(said(listen, true)).toEqual(within)
})
