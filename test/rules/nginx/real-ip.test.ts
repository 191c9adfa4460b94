import { describe, expect, it } from 'vitest'
import { analyze } from '../../../src/index.ts'
import { findings, only } from './found.ts'

const said = (lines: string): number =>
  findings('nginx/realip-trust-all', `server { ${lines} real_ip_header X-Forwarded-For; root /srv; }`).length

describe('who connects through a socket file has no address that a network could cover', () => {
  const all = 'set_real_ip_from 0.0.0.0/0;'
  it.each([
    ['a socket file only', `listen unix:/run/a.sock; ${all}`, 0],
    ['its peers trusted, the last address counts', `listen unix:/run/a.sock; set_real_ip_from unix:; ${all}`, 0],
    [
      'its peers trusted, and then every hop',
      `listen unix:/run/a.sock; set_real_ip_from unix:; real_ip_recursive on; ${all}`,
      1,
    ],
    ['every hop, from nobody', `listen unix:/run/a.sock; real_ip_recursive on; ${all}`, 0],
    ['an address beside it', `listen unix:/run/a.sock; listen 8080; ${all}`, 1],
    ['no listen is *:80', all, 1],
  ])('%s', (_what, lines, expected) => expect(said(lines)).toBe(expected))
})

/** Each was asked of nginx 1.22.1 by a stranger who says `PROXY TCP4 10.1.1.1 …`. */
describe('an address that the PROXY protocol states', () => {
  const stream = (lines: string, around = ''): number => {
    const text = `events {}\nstream { ${around} server { proxy_pass 127.0.0.1:9; ${lines} } }`
    const baseline = only('nginx/realip-trust-all')
    return analyze({ roots: ['nginx.conf'], format: 'nginx', baseline, files: { 'nginx.conf': text } }).findings.length
  }
  const inside = 'allow 10.0.0.0/8; deny all;'
  it.each([
    ['the stranger is let in', `listen 9000 proxy_protocol; set_real_ip_from 0.0.0.0/0; ${inside}`, '', 1],
    ['the same from outside of the server', 'listen 9000 proxy_protocol;', `set_real_ip_from 0.0.0.0/0; ${inside}`, 1],
    ['only the proxy is believed', `listen 9000 proxy_protocol; set_real_ip_from 10.0.0.0/8; ${inside}`, '', 0],
    ['nobody is asked to state one', `listen 9000; set_real_ip_from 0.0.0.0/0; ${inside}`, '', 0],
    ['the proxy runs here', `listen 127.0.0.1:9000 proxy_protocol; set_real_ip_from 0.0.0.0/0; ${inside}`, '', 0],
    ['all are let in', 'listen 9000 proxy_protocol; set_real_ip_from 0.0.0.0/0;', '', 0],
  ])('stream: %s', (_what, lines, around, expected) => expect(stream(lines, around)).toBe(expected))

  const http = (lines: string): number =>
    findings('nginx/realip-trust-all', `server { ${lines} real_ip_header proxy_protocol; root /srv; }`).length
  it.each([
    [`listen 80 proxy_protocol; set_real_ip_from 0.0.0.0/0; location / { ${inside} }`, 1],
    ['listen 80 proxy_protocol; set_real_ip_from 0.0.0.0/0;', 0],
    [`listen 80 proxy_protocol; set_real_ip_from 0.0.0.0/0; location / { ${inside} return 200 x; }`, 0],
    [`listen 127.0.0.1:80 proxy_protocol; set_real_ip_from 0.0.0.0/0; ${inside}`, 0],
  ])('http: %s', (lines, expected) => expect(http(lines)).toBe(expected))
})
