import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Workspace } from './cli.ts'

/** What is decided around a part of a configuration is not said of it. */

const site = `server {
    listen 443 ssl;
    server_name a.example.com;
    ssl_certificate a.pem;
    ssl_certificate_key a.key;
}
server {
    listen 8443 ssl default_server;
    server_name b.example.com;
    ssl_protocols TLSv1.3;
}
`
let space: Workspace
beforeAll(() => {
  space = new Workspace({
    'site.conf': site,
    'snippet.conf': 'location /api { proxy_pass http://127.0.0.1:3000; }\nlocation / { root /srv; }\n',
    'whole/nginx.conf': `events { }\nhttp {\n${site}}\n`,
  })
})
afterAll(() => space.remove())
const inspect = (...args: readonly string[]): string => space.run('inspect', ...args).stdout

describe('inspect of a part', () => {
  it('does not know the default server and the protocols that another file may decide', () => {
    const text = inspect('site.conf')
    expect(text).toContain('listen         tls, default a.example.com  site.conf:1 among these files\n')
    expect(text).toContain('ssl_protocols  not in these files\n')
    expect(text).toContain('listen         tls, default b.example.com  site.conf:8\n')
    expect(text).toContain('ssl_protocols  TLSv1.3  site.conf:10\n')
    const whole = inspect('whole/nginx.conf')
    expect(whole).not.toContain('these files')
    expect(whole).toMatch(/ssl_protocols +TLSv1 TLSv1\.1 TLSv1\.2 {2}default\n/)
    const values: { setting: string; origin: unknown; value: string; unseen?: true }[] = JSON.parse(
      inspect('site.conf', '-f', 'json'),
    )
    const unseen = values.filter(each => each.unseen).map(({ setting, origin, value }) => [setting, value, origin])
    expect(unseen).toEqual([
      ['listen', 'tls, default a.example.com', { path: 'site.conf', line: 1, column: 1 }],
      ['ssl_protocols', '', 'unseen'],
      ['ssl_ecdh_curve', '', 'unseen'],
      ['ssl_ecdh_curve', '', 'unseen'],
    ])
  })

  it('does not say that nothing listens for an address, nor that its own server answers other names', () => {
    expect(inspect('site.conf', 'http://a.example.com/')).toContain(
      'what listens for http://a.example.com is not in these files',
    )
    expect(inspect('site.conf', 'https://a.example.com/')).toContain('*:443 → server a.example.com\n')
    expect(inspect('site.conf', 'https://c.example.com/')).toContain(
      '*:443 → server a.example.com, unless a server that is not in these files has the name c.example.com\n',
    )
    expect(inspect('whole/nginx.conf', 'http://a.example.com/')).toContain('nothing listens for http://a.example.com')
  })

  it('finds the location of a snippet', () => {
    const text = inspect('snippet.conf', 'https://x.example.com/api/users')
    expect(text).toContain('what listens for https://x.example.com is not in these files\n  server / location /api\n')
    expect(text).toContain('proxy_pass http://127.0.0.1:3000  snippet.conf:1')
    expect(text).not.toContain('/srv')
  })
})
