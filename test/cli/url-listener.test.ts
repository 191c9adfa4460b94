import { describe, expect, test } from 'vitest'
import { listenerOf } from '../../src/cli/url-listener.ts'
import { modelOf } from '../formats/nginx/resolve/host.ts'

const chosen = (servers: string, url: string): string | undefined =>
  listenerOf(modelOf({ 'nginx.conf': `events {}\nhttp {\n${servers}\n}\n` }), new URL(url))?.subject

describe('the socket of a URL', () => {
  const servers = [
    'server { listen 80; listen 127.0.0.1:80; server_name own.example; }',
    'server { listen [::]:80; listen [0::1]:80; server_name six.example; }',
    'server { listen 192.0.2.1:8080; server_name a.example; }',
    'server { listen 192.0.2.2:8080; server_name b.example *.c.example; }',
    'server { listen [::]:81 ipv6only=off; }',
    'server { listen 127.0.0.1:82; }',
  ].join('\n')

  test.each([
    ['http://127.0.0.1/', '127.0.0.1:80'],
    ['http://127.0.0.2/', '*:80'],
    ['http://localhost/', '127.0.0.1:80'],
    ['http://[::1]/', '[::1]:80'],
    ['http://[0:0::1]/', '[::1]:80'],
    ['http://[2001:db8::1]/', '[::]:80'],
    ['http://own.example/', '*:80'],
    ['http://192.0.2.2:8080/', '192.0.2.2:8080'],
    ['http://127.0.0.1:81/', '[::]:81'],
    ['http://[::1]:81/', '[::]:81'],
    ['http://localhost:82/', '127.0.0.1:82'],
  ])('%s', (url, subject) => expect(chosen(servers, url)).toBe(subject))

  test('a name leads to the address whose servers know it', () => {
    expect(chosen(servers, 'http://a.example:8080/')).toBe('192.0.2.1:8080')
    expect(chosen(servers, 'http://b.example:8080/')).toBe('192.0.2.2:8080')
    expect(chosen(servers, 'http://x.c.example:8080/')).toBe('192.0.2.2:8080')
    expect(chosen(servers, 'http://z.example:8080/')).toBe('192.0.2.1:8080')
  })

  test('an address of the host itself is not taken by the socket of another', () => {
    expect(chosen(servers, 'http://127.0.0.1:8080/')).toBeUndefined()
    expect(chosen(servers, 'http://[::1]:8080/')).toBeUndefined()
    expect(chosen(servers, 'http://[::1]:82/')).toBeUndefined()
    expect(chosen(servers, 'http://203.0.113.9:8080/')).toBe('192.0.2.1:8080')
  })
})
