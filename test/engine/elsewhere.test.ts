import { describe, expect, it } from 'vitest'
import { analyze, fix } from '../../src/engine/index.ts'
import type { Finding } from '../../src/engine/types.ts'

/** Lines for servers of files that are not among those that are looked at. */

type Files = Readonly<Record<string, string>>

const of = (files: Files, rule: string): readonly Finding[] =>
  analyze({ files }).findings.filter(each => each.rule === `nginx/${rule}`)
const told = (files: Files, rule: string): string[] =>
  of(files, rule).map(({ path, line, confidence }) => `${path}:${line} ${confidence}`)

const main = (http: string): string => `events { }\nhttp {\n${http}\n}\n`
const weak = 'ssl_protocols TLSv1 TLSv1.2;'
const sites = 'include /etc/nginx/sites-enabled/*;'
const plain = 'server { listen 80; server_name a.example; return 404; }'

describe('a weak line for servers that are not here', () => {
  it.each([
    ['http{} of the main file', 'nginx.conf', main(`${weak}\n${sites}`), 3],
    ['http{} with a server of its own', 'nginx.conf', main(`${weak}\n${plain}\n${sites}`), 3],
    ['http{} whose sites come one by one', 'nginx.conf', main(`${weak}\ninclude sites/shop.conf;`), 3],
    ['stream{}', 'nginx.conf', `events { }\nstream {\n${weak}\ninclude streams/*.conf;\n}\n`, 3],
    ['a file of conf.d', 'conf.d/tls.conf', `# all sites\n${weak}\n`, 2],
    ['a snippet of servers', 'snippets/ssl.conf', `ssl_prefer_server_ciphers on;\n${weak}\n`, 2],
    ['a template', 'nginx.conf.j2', main(`${weak}\ninclude {{ nginx_path }}/*.conf;`), 3],
    ['a site that speaks no TLS', 'sites-available/a.conf', `${weak}\n${plain}\n`, 1],
  ])('is told of %s', (_, path, text, line) => {
    expect(told({ [path]: text }, 'tls-protocols')).toEqual([`${path}:${line} low`])
  })

  it('is mended where it stands, once and for all', () => {
    const files = { 'nginx.conf': main(`${weak}\n${sites}`) }
    const fixed = new Map(fix({ files }, analyze({ files })).files)
    expect(fixed.get('nginx.conf')).toBe(main(`ssl_protocols TLSv1.2 TLSv1.3;\n${sites}`))
    expect(told(Object.fromEntries(fixed), 'tls-protocols')).toEqual([])
  })

  it('is told for sure, and once, where a server that is here goes by it', () => {
    const server = 'server { listen 443 ssl; ssl_certificate a.pem; ssl_certificate_key a.key; return 404; }'
    expect(told({ 'nginx.conf': main(`${weak}\n${server}\n${sites}`) }, 'tls-protocols')).toEqual(['nginx.conf:3 high'])
  })

  it('is in force for nobody where the folder of sites is there and empty of them, beside servers that are here', () => {
    const files = { '/etc/nginx/nginx.conf': main(`${weak}\n${plain}\n${sites}`), '/etc/nginx/sites-enabled/x/y': '' }
    expect(told(files, 'tls-protocols')).toEqual([])
  })

  it('is in force for nobody beside sites that are here, where another pattern leads to no file', () => {
    const http = `${weak}\ninclude /etc/nginx/conf.d/*.conf;\n${sites}`
    const files = { '/etc/nginx/nginx.conf': main(http), '/etc/nginx/sites-enabled/a': plain }
    expect(told(files, 'tls-protocols')).toEqual([])
  })

  it('is in force for nobody in http{} that includes nothing', () => {
    expect(told({ 'nginx.conf': main(`${weak}\ninclude mime.types;`) }, 'tls-protocols')).toEqual([])
  })
})

describe('what is told of servers that are not here', () => {
  const log = "log_format main '$remote_addr $http_authorization';\naccess_log /var/log/nginx/access.log main;"
  const snippet = 'proxy_set_header Host $http_host;\n'

  it.each([
    ['log-sensitive-data', 'nginx.conf', main(`${log}\n${sites}`)],
    ['host-spoofing', 'snippets/proxy.conf', snippet],
    ['status-exposed', 'snippets/status.conf', 'location /status { stub_status; }\n'],
    ['hsts', 'snippets/ssl.conf', 'add_header Strict-Transport-Security "max-age=60" always;\n'],
  ])('%s names no place that nobody wrote, and asks no server', (rule, path, text) => {
    const [finding, ...more] = of({ [path]: text }, rule)
    expect(more).toEqual([])
    expect(finding).toMatchObject({ path, confidence: 'low' })
    expect(finding?.witness).toBeUndefined()
    expect(finding?.related.map(each => each.path)).toEqual(finding?.related.map(() => path))
    expect(finding?.message.en).not.toMatch(/encrypted|files|php|if \(/)
  })

  it('is none of what such a server may say better, or of what it lacks', () => {
    const files = { 'snippets/common.conf': `proxy_set_header Host $host;\nadd_header X-Frame-Options DENY always;\n` }
    expect(analyze({ files }).findings.filter(({ message }) => message.en.includes('elsewhere'))).toEqual([])
  })
})
