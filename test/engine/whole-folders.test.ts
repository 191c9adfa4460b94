import { describe, expect, it } from 'vitest'
import { analyze, fix } from '../../src/engine/index.ts'

/** A folder that a main file includes, without the main file: `conf.d` of an image of nginx. */

const shared = `log_format json escape=json '{"r":"$request"}';
limit_req_zone $binary_remote_addr zone=api:10m rate=10r/s;
`
const upstream = 'upstream api { server 127.0.0.1:3000; }\n'
const site = `server {
    listen 443 ssl;
    server_name a.example.com;
    server_tokens off;
    ssl_certificate /etc/ssl/a.pem;
    ssl_certificate_key /etc/ssl/a.key;
    add_header Strict-Transport-Security "max-age=31536000" always;
    add_header X-Content-Type-Options nosniff always;
    access_log /var/log/nginx/a.log json;
    location / {
        limit_req zone=api burst=20;
        proxy_pass http://api;
    }
}
`
const folder = (path: string): Record<string, string> => ({
  [`${path}/00-shared.conf`]: shared,
  [`${path}/10-upstream.conf`]: upstream,
  [`${path}/site.conf`]: site,
})
const target = { nginx: [1, 26, 3] as const, nginxPackage: '1.26.3-3+deb13u11' }
const roots = (files: Readonly<Record<string, string>>): string[] => analyze({ files }).verdicts.map(({ root }) => root)

describe('files of a folder that nginx reads together', () => {
  const files = folder('docker/conf.d')

  it.each([
    ['searched', undefined],
    ['named one by one', Object.keys(files)],
  ])('use what the others define: %s', (_, named) => {
    const report = analyze({ files, target, ...(named && { roots: named }) })
    expect(report.verdicts.map(({ root, loads }) => [root, loads])).toEqual([['docker/conf.d', null]])
    expect(report.findings.map(({ rule, path }) => [rule, path])).toEqual([
      ['nginx/tls-protocols', 'docker/conf.d/site.conf'],
    ])
    expect(report.files.map(({ path }) => path)).toEqual(Object.keys(files))
    expect(report.problems).toEqual([])
  })

  it('are mended where they stand, and once', () => {
    const input = { files, target }
    const fixed = Object.fromEntries(fix(input, analyze(input)).files)
    expect(Object.keys(fixed)).toEqual(['docker/conf.d/site.conf'])
    expect(analyze({ files: { ...files, ...fixed }, target }).findings).toEqual([])
  })

  it('conflict with each other as nginx would say', () => {
    const { findings } = analyze({ files: { ...files, 'docker/conf.d/z.conf': upstream } })
    expect(findings.filter(({ path }) => path.endsWith('z.conf')).map(({ message }) => message.en)).toEqual([
      'duplicate upstream "api"',
    ])
  })

  it('write before their first statement what must not come twice only where no other file says it', () => {
    const weak = site.replace('    server_tokens off;\n', '')
    const report = analyze({ files: { ...files, 'docker/conf.d/b.conf': weak.replace('a.example', 'b.example') } })
    const edits = report.findings.flatMap(({ rule, fixes }) => (rule === 'nginx/version-disclosure' ? fixes : []))
    expect(edits.flatMap(each => each.edits.map(({ path }) => path))).toEqual(['docker/conf.d/b.conf'])
  })
})

describe('files that are looked at one by one', () => {
  const files = folder('conf.d')

  it.each([
    ['one of them', { files, roots: ['conf.d/site.conf'] }, ['conf.d/site.conf']],
    ['some of them', { files, roots: ['conf.d/site.conf', 'conf.d/10-upstream.conf'] }, 2],
    ['what no daemon reads together', { files: folder('sites-available') }, 3],
    ['a snippet of servers among them', { files: { ...files, 'conf.d/tls.conf': 'listen 443 ssl;\n' } }, 4],
  ])('%s', (_, input, expected) => {
    const found = analyze(input).verdicts.map(({ root }) => root)
    if (typeof expected === 'number') expect(found.length).toBe(expected)
    else expect(found).toEqual(expected)
  })

  it('none of what a main file has read', () => {
    const main = 'events { }\nhttp {\n    include /etc/nginx/conf.d/*.conf;\n}\n'
    expect(roots({ ...folder('etc/nginx/conf.d'), 'etc/nginx/nginx.conf': main })).toEqual(['etc/nginx/nginx.conf'])
  })
})
