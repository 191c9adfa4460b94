import { describe, expect, it, test } from 'vitest'
import { analyze } from '../../../src/engine/index.ts'
import { advisories, advisory, exposure } from '../../../src/formats/nginx/tables/advisories.ts'
import { triggers } from '../../../src/rules/nginx/advisory-triggers.ts'
import { defaultTarget, parseVersion, type Target, type Version } from '../../../src/target/index.ts'
import { main, only } from './found.ts'

const running = (version: string, nginxPackage?: string): Target => ({
  ...defaultTarget,
  nginx: parseVersion(version) as Version,
  ...(nginxPackage && { nginxPackage }),
  assumed: [],
})

describe('is a version open to an advisory', () => {
  it.each([
    ['CVE-2026-42533', '1.28.3', undefined, 'affected'],
    ['CVE-2026-42533', '1.30.3', undefined, 'affected'],
    ['CVE-2026-42533', '1.30.4', undefined, 'fixed'],
    ['CVE-2026-42533', '1.31.2', undefined, 'affected'],
    ['CVE-2026-42533', '1.31.3', undefined, 'fixed'],
    ['CVE-2026-42533', '1.32.0', undefined, 'fixed'],
    ['CVE-2026-42533', '0.9.5', undefined, 'fixed'],
    ['CVE-2026-42533', '1.22.1', '1.22.1-9+deb12u11', 'fixed'],
    ['CVE-2026-42533', '1.22.1', '1.22.1-9+deb12u9', 'affected'],
    ['CVE-2026-42533', '1.22.1', '1.22.1-9', 'affected'],
    ['CVE-2026-42533', '1.24.0', '1.24.0-2ubuntu7.5', 'package'],
    ['CVE-2026-42533', '1.28.0', '1.28.0-1~bookworm', 'affected'],
    ['CVE-2026-42533', '1.28.0', '1.28.0-1.el9.ngx', 'affected'],
    ['CVE-2026-42533', '1.26.3', '1.26.3-3+deb13u8', 'fixed'],
    ['CVE-2026-42533', '1.26.3', '1.26.3-3+deb13u7', 'affected'],
    ['CVE-2026-42533', '1.26.3', '1.26.3-3', 'affected'],
    ['CVE-2026-123634', '1.22.1', '1.22.1-9+deb12u11', 'fixed'],
    ['CVE-2026-123634', '1.22.1', '1.22.1-9+deb12u10', 'affected'],
    ['CVE-2026-123634', '1.26.3', '1.26.3-3+deb13u11', 'fixed'],
    ['CVE-2026-123634', '1.30.7', undefined, 'fixed'],
    ['CVE-2026-123634', '1.30.6', undefined, 'affected'],
    ['CVE-2026-123634', '1.31.3', undefined, 'affected'],
    ['CVE-2026-120967', '1.22.1', '1.22.1-9+deb12u10', 'fixed'],
    ['CVE-2026-15176', '1.26.3', '1.26.3-3+deb13u9', 'affected'],
    ['CVE-2026-15176', '1.26.3', '1.26.3-3+deb13u10', 'fixed'],
    ['CVE-2026-90439', '1.30.4', undefined, 'affected'],
    ['CVE-2026-90439', '1.30.5', undefined, 'fixed'],
    ['CVE-2024-32760', '1.25.5', undefined, 'affected'],
    ['CVE-2024-32760', '1.26.0', undefined, 'affected'],
    ['CVE-2024-32760', '1.26.1', undefined, 'fixed'],
    ['CVE-2013-2070', '1.2.9', undefined, 'fixed'],
    ['CVE-2013-2070', '1.2.8', undefined, 'affected'],
    ['CVE-2013-2070', '1.3.0', undefined, 'fixed'],
  ])('%s, %s, %s: %s', (cve, version, revision, expected) =>
    expect(exposure(advisory(cve), running(version, revision))).toBe(expected),
  )

  it('says that nothing is known of a version nobody stated', () =>
    expect(exposure(advisory('CVE-2026-42533'), defaultTarget)).toBe('assumed'))
})

it('every advisory has a trigger, or one that no configuration of ours has', () => {
  const without = new Set(['pattern', 'windows', 'never', 'spdy-32bit', 'mp4-32bit'])
  expect(advisories().filter(({ trigger }) => !without.has(trigger) && !(trigger in triggers))).toEqual([])
  expect(advisories().length).toBe(77)
})

test.each([
  ['1.22.1-9+deb12u3', '1.22.1-9+deb12u11'],
  ['1.22.1-9', '1.22.1-9+deb12u11'],
  ['1.26.3-3+deb13u2', '1.26.3-3+deb13u11'],
  ['1.26.3-1~trixie', '1.30.7'],
])('a host with %s is told of %s', (nginxPackage, fixed) => {
  const rule = 'nginx/vulnerable-version'
  const { findings } = analyze({
    files: { 'nginx.conf': main('server { location / { proxy_pass http://127.0.0.1:1; } }') },
    target: { nginx: parseVersion(nginxPackage) as Version, nginxPackage },
    baseline: only(rule),
  })
  expect(findings.map(each => each.message.en).join()).toContain(
    `CVE-2026-118899 (Reading of request bodies); fixed in ${fixed}`,
  )
})

describe('what opens the way to it', () => {
  const named = (http: string, version: string, rest = ''): string[] => {
    const rule = 'nginx/vulnerable-version'
    const files = { 'nginx.conf': main(http, rest) }
    const report = analyze({ files, target: { nginx: parseVersion(version) as Version }, baseline: only(rule) })
    const found = report.findings.filter(each => each.rule === rule)
    return found.flatMap(({ message }) => message.en.match(/CVE-\d+-\d+/g) ?? [])
  }
  const tls = 'ssl_certificate a; ssl_certificate_key b;'

  it.each<[string, string, string, string?]>([
    ['CVE-2026-1642', 'server { location / { proxy_pass https://b.example; } }', '1.28.1'],
    ['CVE-2026-56434', 'server { ssi on; location / { proxy_pass http://127.0.0.1:1; } }', '1.28.1'],
    [
      'CVE-2026-42055',
      'server { ignore_invalid_headers off; large_client_header_buffers 4 64k; location / { grpc_pass 127.0.0.1:1; } }',
      '1.28.1',
    ],
    ['CVE-2026-27654', 'server { location /d/ { alias /d/; dav_methods PUT MOVE; } }', '1.28.1'],
    ['CVE-2026-42946', 'server { location / { scgi_pass 127.0.0.1:1; } }', '1.28.1'],
    ['CVE-2021-23017', 'resolver 127.0.0.1; server { listen 80; }', '1.20.0'],
    ['CVE-2019-9511', `server { listen 443 ssl http2; ${tls} }`, '1.16.0'],
    ['CVE-2017-7529', 'server { listen 80; }', '1.12.0'],
    [
      'CVE-2025-23419',
      `ssl_protocols TLSv1.3; ${tls} server { listen 443 ssl; server_name a; ssl_verify_client on; ssl_client_certificate c; } server { listen 443 ssl; server_name b; }`,
      '1.26.2',
    ],
    ['CVE-2025-53859', 'server { listen 80; }', '1.28.0', 'mail { smtp_auth none; server { listen 25; } }'],
    ['CVE-2026-15176', 'server { location /a/ { alias /a/; rewrite ^ /b break; } }', '1.30.5'],
    ['CVE-2026-15176', 'server { location /a/ { alias /a/; if ($arg_a) { rewrite ^ /b break; } } }', '1.30.5'],
    ['CVE-2026-93479', 'server { root /srv/$host; }', '1.30.5'],
    ['CVE-2026-93479', 'server { access_log /var/log/nginx/$host.log; }', '1.30.5'],
    ['CVE-2026-97205', 'aio threads; server { location / { ssi on; } }', '1.30.5'],
    ['CVE-2026-97629', `ssl_session_cache shared:a:1m; server { listen 443 ssl; ${tls} }`, '1.30.5'],
    ['CVE-2026-90439', `server { listen 443 quic; ${tls} }`, '1.30.4'],
    ['CVE-2026-125283', 'server { location /a/ { alias /a/; try_files $uri =404; } }', '1.30.6'],
    ['CVE-2026-123640', '', '1.30.6', 'stream { server { listen 1; ssl_preread on; proxy_pass 127.0.0.1:2; } }'],
    [
      'CVE-2026-120967',
      '',
      '1.30.6',
      `stream { ${tls} server { listen 1 ssl; server_name a; ssl_verify_client on; ssl_client_certificate c; return a; } server { listen 1 ssl; server_name b; return b; } }`,
    ],
    ['CVE-2026-113425', '', '1.30.6', 'mail { auth_http 127.0.0.1:1; server { listen 25; protocol smtp; } }'],
    [
      'CVE-2026-28753',
      'server { listen 80; }',
      '1.28.0',
      'mail { resolver 127.0.0.1; server { listen 25; protocol smtp; } }',
    ],
  ])('%s', (cve, http, version, rest) => expect(named(http, version, rest)).toContain(cve))

  it.each<[string, string, string, string?]>([
    ['CVE-2026-1642', 'server { location / { proxy_pass http://b.example; } }', '1.28.1'],
    ['CVE-2026-56434', 'server { ssi on; root /srv; }', '1.28.1'],
    ['CVE-2026-42055', 'server { large_client_header_buffers 4 64k; location / { grpc_pass 127.0.0.1:1; } }', '1.28.1'],
    ['CVE-2026-27654', 'server { location /d/ { root /d/; dav_methods PUT MOVE; } }', '1.28.1'],
    [
      'CVE-2025-23419',
      `ssl_protocols TLSv1.3; ${tls} server { listen 443 ssl; server_name a; } server { listen 443 ssl; server_name b; }`,
      '1.26.2',
    ],
    ['CVE-2026-15176', 'server { location /a/ { alias /a/; rewrite ^ /b last; } }', '1.30.5'],
    ['CVE-2026-15176', 'server { location /a/ { root /a/; rewrite ^ /b break; } }', '1.30.5'],
    ['CVE-2026-93479', 'server { root /srv; access_log /var/log/nginx/a.log; }', '1.30.5'],
    ['CVE-2026-97205', 'server { location /a { ssi on; } location /b { aio threads; } }', '1.30.5'],
    [
      'CVE-2026-97629',
      `ssl_session_cache shared:a:1m; ssl_session_tickets off; server { listen 443 ssl; ${tls} }`,
      '1.30.5',
    ],
    [
      'CVE-2026-97629',
      `ssl_session_cache shared:a:1m; ssl_session_ticket_key k; server { listen 443 ssl; ${tls} }`,
      '1.30.5',
    ],
    ['CVE-2026-125283', 'server { location /a/ { alias /a/; } location /b { try_files $uri =404; } }', '1.30.6'],
    ['CVE-2026-123640', '', '1.30.6', 'stream { server { listen 1; proxy_pass 127.0.0.1:2; } }'],
    [
      'CVE-2026-120967',
      '',
      '1.30.6',
      `stream { ${tls} server { listen 1 ssl; ssl_verify_client on; ssl_client_certificate c; return a; } }`,
    ],
    ['CVE-2026-28753', 'resolver 127.0.0.1;', '1.28.0', 'mail { server { listen 25; protocol smtp; } }'],
  ])('not %s', (cve, http, version, rest) => expect(named(http, version, rest)).not.toContain(cve))
})
