import { describe, expect, it } from 'vitest'
import { analyze, fix } from '../../src/engine/index.ts'

/** What is not among the files may say what a file seems to lack. */

const server = (more = ''): string => `server {
    listen 443 ssl;
    server_name a.example;
    ssl_certificate a;
    ssl_certificate_key b;
    ${more}
    root /srv;
}
`
const whole = (http: string, more?: string): string => `events {}\nhttp {\n${http}\n${server(more)}}\n`

interface Told {
  readonly confidence: string
  readonly safety: readonly string[]
}

function told(files: Readonly<Record<string, string>>): Record<string, Told> {
  const { findings } = analyze({ files, roots: [Object.keys(files)[0] as string] })
  return Object.fromEntries(
    findings.map(({ rule, confidence, fixes }) => [rule, { confidence, safety: fixes.map(({ safety }) => safety) }]),
  )
}

const sure = { confidence: 'high', safety: ['safe'] }

describe('a configuration that is whole', () => {
  it('is sure of what it lacks', () => {
    const found = told({ 'nginx.conf': whole('') })
    expect(found).toMatchObject({ 'nginx/tls-protocols': sure, 'nginx/hsts': sure, 'nginx/version-disclosure': sure })
  })

  it.each(['mime.types', '/etc/nginx/fastcgi_params', 'proxy_params', 'fastcgi.conf'])(
    'stays so beside %s, which says nothing else',
    file => expect(told({ 'nginx.conf': whole(`include ${file};`) })).toMatchObject({ 'nginx/tls-protocols': sure }),
  )
})

it('a pattern that matches no file brings nothing', () =>
  expect(told({ 'nginx.conf': whole('include conf.d/*.conf;') })).toMatchObject({ 'nginx/tls-protocols': sure }))

describe('an include that leads to no file', () => {
  it('of http{} may bring every setting, and a header list that a server would lose', () => {
    const found = told({ 'nginx.conf': whole('include more.conf;') })
    expect(found).toMatchObject({
      'nginx/tls-protocols': { confidence: 'low', safety: ['unsafe'] },
      'nginx/version-disclosure': { confidence: 'low', safety: ['unsafe'] },
      'nginx/hsts': { confidence: 'low', safety: ['unsafe'] },
    })
  })

  it('of a server may bring its header, which a second one does not drop', () => {
    const found = told({ 'nginx.conf': whole('', 'include more.conf;') })
    expect(found).toMatchObject({ 'nginx/hsts': { confidence: 'low', safety: ['safe'] } })
  })

  it('of another server brings nothing here', () => {
    const other = 'server {\n  listen 80;\n  include more.conf;\n  return 404;\n}\n'
    expect(told({ 'nginx.conf': whole(other) })['nginx/hsts']).toEqual(sure)
  })

  it('of a server may hold its certificate: whether nginx refuses it is not known', () => {
    const found = told({ 'nginx.conf': whole('', 'include more.conf;').replace(/ssl_certificate(?:_key)? .;/g, '') })
    expect(found['nginx/missing-certificate']?.confidence).toBe('low')
    const { findings } = analyze({ files: { 'nginx.conf': whole('').replace(/ssl_certificate(?:_key)? .;/g, '') } })
    expect(findings.find(({ rule }) => rule === 'nginx/missing-certificate')?.severity).toBe('critical')
  })

  it('of a location may turn clients away', () => {
    const listing = (more: string) => told({ 'nginx.conf': whole('', `location /files/ { autoindex on; ${more} }`) })
    expect(listing('')['nginx/autoindex']?.confidence).toBe('high')
    expect(listing('include allowed.conf;')['nginx/autoindex']?.confidence).toBe('low')
  })

  it('of http{} may define the group that a name without a port means', () => {
    const passing = (http: string, target: string) =>
      told({ 'nginx.conf': whole(http, `location /app/ { proxy_pass http://${target}; }`) })
    expect(passing('', 'app')['nginx/plaintext-upstream']?.confidence).toBe('high')
    expect(passing('include more.conf;', 'app')['nginx/plaintext-upstream']?.confidence).toBe('low')
    expect(passing('include more.conf;', 'app:8080')['nginx/plaintext-upstream']?.confidence).toBe('high')
  })

  it('says in the fix why it is left to a person', () => {
    const { findings } = analyze({ files: { 'nginx.conf': whole('include more.conf;') } })
    const [fix] = findings.find(({ rule }) => rule === 'nginx/tls-protocols')?.fixes ?? []
    expect(fix?.title.en).toContain('a file that is not here')
    expect(fix?.title.zh).toContain('此处没有的文件')
  })
})

describe('servers of a fragment', () => {
  const site = (more?: string) => ({ 'sites-available/a.conf': server(more) })

  it('lack what http{} may say', () => {
    expect(told(site())).toMatchObject({
      'nginx/tls-protocols': { confidence: 'low', safety: ['safe'] },
      'nginx/hsts': { confidence: 'low', safety: ['unsafe'] },
    })
  })

  it('that have a list of their own inherit none', () =>
    expect(told(site('add_header X-Frame-Options DENY always;'))).toMatchObject({ 'nginx/hsts': { safety: ['safe'] } }))

  it('say it themselves: http{} may have said it, and nginx takes it once', () => {
    const input = { files: { 'sites-available/a.conf': `${server()}${server().replaceAll('a.example', 'b.example')}` } }
    const text = fix(input, analyze(input)).files.get('sites-available/a.conf')
    expect(text?.toString().match(/^ {4}ssl_protocols TLSv1.2 TLSv1.3;$/gm)).toHaveLength(2)
    expect(text?.toString()).not.toMatch(/^(?:ssl_protocols|server_tokens|add_header)/m)
  })

  it('say what is about TLS only where they speak it', () => {
    const plain = 'server {\n    listen 80;\n    server_name b.example;\n    return 404;\n}\n'
    const input = { files: { 'sites-available/a.conf': `${server()}${plain}` } }
    const text = String(fix(input, analyze(input)).files.get('sites-available/a.conf'))
    expect(text.match(/ssl_protocols/g)).toHaveLength(1)
    expect(text.match(/server_tokens/g)).toHaveLength(2)
  })

  it('of a snippet below http{} say the rest of it elsewhere: nothing is told of that', () =>
    expect(told({ 'snippets/acme.conf': 'location /.well-known/acme-challenge/ {\n  root /srv;\n}\n' })).toEqual({}))
})
