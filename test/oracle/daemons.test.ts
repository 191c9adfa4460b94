import { describe, expect } from 'vitest'
import { applySysctl, needs, nginxTest, openvpnTest } from './daemons.ts'

describe('nginx -t', () => {
  const test = needs('nginx', 'openssl', 'root')

  test('tells files that load from files that do not', () => {
    expect(nginxTest({ 'nginx.conf': 'events {}\nhttp {\n}\n' }).loads).toBe(true)
    const refused = nginxTest({ 'nginx.conf': 'events {}\nhttp {\n  sever_tokens off;\n}\n' })
    expect(refused.loads).toBe(false)
    expect(refused.output).toContain('unknown directive "sever_tokens" in /etc/nginx/nginx.conf:3')
  })

  test('a fragment keeps its line numbers', () => {
    const refused = nginxTest({ 'nginx.conf': 'listen 80;\nfoo bar;\n' }, { context: ['http', 'server'] })
    expect(refused.output).toContain('unknown directive "foo" in /etc/nginx/nginx.conf:2')
  })

  test('what is not in the files is put there: certificates, names, addresses, folders, users', () => {
    const text = `user site;
events {}
http {
  access_log /srv/logs/access.log;
  proxy_cache_path /srv/cache/a levels=1:2 keys_zone=a:1m;
  server {
    listen 203.0.113.7:443 ssl;
    ssl_certificate /etc/letsencrypt/live/example.com/fullchain.pem;
    ssl_certificate_key /etc/letsencrypt/live/example.com/privkey.pem;
    ssl_dhparam /etc/ssl/dhparam.pem;
    ssl_client_certificate /etc/ssl/clients.pem;
    ssl_crl /etc/ssl/crl.pem;
    location / { proxy_pass http://backend.internal:8080; }
  }
}
`
    expect(nginxTest({ 'etc/nginx/nginx.conf': text })).toMatchObject({ loads: true })
    expect(nginxTest({ 'etc/nginx/nginx.conf': text }, { furnish: false }).loads).toBe(false)
  })

  test('a missing include is the fault of the files', () => {
    expect(nginxTest({ 'nginx.conf': 'events {}\ninclude missing.conf;\n' }).loads).toBe(false)
    expect(nginxTest({ 'nginx.conf': 'events {}\ninclude conf.d/*.conf;\n', 'conf.d/x.conf': '}' }).loads).toBe(false)
  })
})

describe('openvpn', () => {
  const test = needs('openvpn', 'openssl', 'root')
  const client = 'client\ndev tun\nremote vpn.example.com 1194\nca ca.crt\ncert keys/c.crt\nkey keys/c.key\n'

  test('accepts a client whose key files are elsewhere', () => {
    expect(openvpnTest({ 'client.conf': client })).toMatchObject({ loads: true })
  })

  test('refuses unknown options, and options that exclude each other', () => {
    expect(openvpnTest({ 'client.conf': `${client}no-such-option\n` }).loads).toBe(false)
    const both = { 'client.conf': `${client}server 10.8.0.0 255.255.255.0\n` }
    expect(openvpnTest(both, { parse: true }).loads).toBe(true)
    expect(openvpnTest(both).loads).toBe(false)
  })
})

describe('sysctl', () => {
  const test = needs('sysctl', 'systemd-sysctl', 'root')
  const files = {
    'etc/sysctl.conf': 'net.ipv4.ip_forward = 0\n',
    'etc/sysctl.d/10-a.conf': 'net.ipv4.ip_forward=1\nkernel.sysrq = 176\n',
  }
  const keys = ['net/ipv4/ip_forward', 'kernel/sysrq']

  test('procps reads /etc/sysctl.conf last, systemd does not read it', () => {
    const procps = applySysctl(files, { applier: 'procps', keys })
    expect([...procps.values]).toEqual([
      ['net/ipv4/ip_forward', '0'],
      ['kernel/sysrq', '176'],
    ])
    expect(applySysctl(files, { applier: 'systemd', keys }).values.get('net/ipv4/ip_forward')).toBe('1')
  })
})
