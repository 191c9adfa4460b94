import { describe, expect, it } from 'vitest'
import { analyze, fix, plan } from '../../src/engine/index.ts'
import type { Edit } from '../../src/text/index.ts'
import fc from '../random.ts'

const nginx = `user www-data;
events { worker_connections 1024; }
http {
  server_tokens on;
  ssl_protocols TLSv1 TLSv1.2;
  ssl_ciphers "RC4:HIGH";
  map $http_upgrade $up { default upgrade; '' close; }
  upstream app { server 10.0.0.1:8080; }
  server {
    listen 80;
    server_name www.example.com example.com;
    root /srv/www/site;
    autoindex on;
    add_header X-Frame-Options "DENY";
    location /files { alias /srv/files/; }
    location / { proxy_pass http://app; proxy_set_header Host $host; if ($arg_x) { return 301 http://other.example/$uri; } }
    location ~ \\.php { fastcgi_pass unix:/run/php.sock; fastcgi_param SCRIPT_FILENAME /srv$fastcgi_script_name; }
  }
  server {
    listen 443 ssl;
    server_name secure.example.com;
    ssl_certificate /etc/ssl/a.pem;
    ssl_certificate_key /etc/ssl/a.key;
    add_header Strict-Transport-Security "max-age=100";
    return 301 https://www.example.com$uri;
  }
}
`
const openvpn = `port 1194
proto udp
dev tun
ca ca.crt
cert server.crt
key server.key
dh dh1024.pem
server 10.8.0.0 255.255.255.0
push "redirect-gateway def1"
push "comp-lzo yes"
cipher BF-CBC
auth SHA1
comp-lzo yes
tls-version-min 1.0
duplicate-cn
script-security 3
verb 9
`
const sysctl = `net.ipv4.ip_forward = 1
net.ipv4.conf.all.rp_filter = 0
net.ipv4.conf.all.accept_redirects = 1
net.ipv4.tcp_syncookies = 0
kernel.kptr_restrict = 0
kernel.dmesg_restrict=0
net.core.somaxconn = 128
vm.overcommit_memory = 9
`

interface Language {
  readonly suffix: string
  readonly value: string
  readonly control: readonly [string, string]
  readonly tag: RegExp
}

const tag = /\{\{.*?\}\}|\{%.*?%\}|<%.*?%>/gs
const languages: readonly Language[] = [
  { suffix: '.j2', value: '{{ value | default(1) }}', control: ['{% if a %}', '{% endif %}'], tag },
  { suffix: '.tmpl', value: '{{ .Values.x }}', control: ['{{- if .a }}', '{{- end }}'], tag },
  { suffix: '.erb', value: '<%= @value %>', control: ['<% if a -%>', '<% end -%>'], tag },
  { suffix: '.template', value: '${VALUE}', control: ['# a', '# b'], tag: /\$\{VALUE\}/g },
]

const formats = [
  { path: 'etc/nginx/nginx.conf', text: nginx },
  { path: 'etc/openvpn/server/hq.conf', text: openvpn },
  { path: 'etc/sysctl.d/99-own.conf', text: sysctl },
] as const

interface Change {
  readonly at: number
  /** How many characters a value replaces. */
  readonly over: number
}

/** Values in the place of parts of words, and tags on lines of their own around some lines. */
function filled(text: string, language: Language, changes: readonly Change[], lines: readonly number[]): string {
  let out = text
  for (const { at, over } of changes) {
    const words = [...out.matchAll(/[\w./:-]+/g)].filter(({ index }) => !inTag(out, index, language))
    const word = words[at % words.length]
    if (!word) continue
    const start = word.index + (over % 3 === 0 ? 0 : Math.min(over % word[0].length, word[0].length))
    out = out.slice(0, start) + language.value + out.slice(word.index + word[0].length)
  }
  const rows = out.split('\n')
  for (const line of lines) {
    const at = line % rows.length
    rows.splice(at, 1, language.control[0], rows[at] ?? '', language.control[1])
  }
  return rows.join('\n')
}

const inTag = (text: string, at: number, language: Language): boolean =>
  tagsOf(text, language).some(span => span.start <= at && at < span.end)

const tagsOf = (text: string, language: Language): { start: number; end: number }[] =>
  [...text.matchAll(language.tag)].map(({ 0: found, index }) => ({ start: index, end: index + found.length }))

const touches = ({ span }: Edit, tags: readonly { start: number; end: number }[]): boolean =>
  tags.some(each => span.start < each.end && each.start < span.end)

/** Without a character that is part of no tag. */
function torn(text: string, language: Language, at: number | undefined): string {
  if (at === undefined || inTag(text, at, language) || inTag(text, at + 1, language)) return text
  return text.slice(0, at) + text.slice(at + 1)
}

function keepsTags(path: string, content: string, language: Language): void {
  const input = { files: { [path]: content }, unsafe: true, baseline: 'strict' }
  const report = analyze(input)
  const tags = tagsOf(content, language)
  for (const { rule, fixes } of report.findings) {
    const edits = fixes.flatMap(each => each.edits).filter(edit => edit.path === path && touches(edit, tags))
    expect(edits.map(({ span }) => `${rule}: ${content.slice(span.start, span.end)}`)).toEqual([])
  }
  const after = fix(input, report).files.get(path) ?? content
  expect(tagsOf(after, language).length).toBe(tags.length)
}

const change = fc.record({ at: fc.nat(500), over: fc.nat(9) })

describe.each(formats)('templates of $path', ({ path, text }) => {
  it.each(languages)('no edit touches a tag: $suffix', language => {
    fc.assert(
      fc.property(
        fc.array(change, { minLength: 1, maxLength: 4 }),
        fc.array(fc.nat(40), { maxLength: 2 }),
        // Without the name of a template, and with something that keeps the file from making sense.
        fc.tuple(fc.boolean(), fc.option(fc.nat(600), { nil: undefined })),
        (changes, lines, [isNamed, broken]) => {
          const content = torn(filled(text, language, changes, lines), language, broken)
          keepsTags(isNamed || language.suffix === '.template' ? path + language.suffix : path, content, language)
        },
      ),
      { numRuns: 6 },
    )
  })
})

const server = (...lines: string[]): string => `server {\n  listen 443 ssl;\n  ${lines.join('\n  ')}\n}\n`

describe('a tag that nothing calls one', () => {
  it.each([
    ['between quotes', 'site.conf', 'ssl_ciphers "RC4:HI{% if a %}GH{% endif %}";', 'nginx/weak-ciphers'],
    [
      'that puts no value in',
      'site.conf.j2',
      'ssl_protocols TLSv1 {% if a %}TLSv1.1{% endif %};',
      'nginx/tls-protocols',
    ],
  ])('%s is not written over', (_, path, line, rule) => {
    const text = server('server_name a.example;', line)
    const input = { files: { [`etc/nginx/conf.d/${path}`]: text }, format: 'nginx', unsafe: true } as const
    const report = analyze(input)
    const found = report.findings.find(each => each.rule === rule)
    expect(found?.refused?.map(({ because }) => because.en)).toContainEqual(expect.stringContaining('template'))
    const { files } = fix(input, report)
    expect(files.get(`etc/nginx/conf.d/${path}`) ?? text).toContain(line)
  })

  it('between words that nginx would take leaves its statement open', () => {
    const text = server('server_name a.example;', 'ssl_protocols <%= @protocols %> TLSv1 TLSv1.2;')
    const input = { files: { 'etc/nginx/conf.d/site.conf': text }, format: 'nginx', unsafe: true } as const
    const report = analyze(input)
    expect(report.findings.filter(({ rule }) => rule === 'nginx/tls-protocols')).toEqual([])
    expect(fix(input, report).files.get('etc/nginx/conf.d/site.conf') ?? text).toContain('<%= @protocols %> TLSv1 ')
  })

  it('keeps no fix from other lines, nor does a comment behind a brace', () => {
    const lines = ['server_name {{ name }};', 'ssl_protocols TLSv1;', '{% if a %}', 'root /srv;', '{% endif %}']
    const files = { 'etc/nginx/conf.d/a.conf.j2': server(...lines) }
    const input = { files, format: 'nginx' } as const
    expect(fix(input, analyze(input)).files.get('etc/nginx/conf.d/a.conf.j2')).toContain(
      'ssl_protocols TLSv1.2 TLSv1.3;',
    )
    const braces = server('ssl_protocols TLSv1;', 'location / {# main', '}', '#}').replace('{', '{# first')
    const plain = { files: { 'etc/nginx/conf.d/a.conf': braces }, format: 'nginx' } as const
    expect(fix(plain, analyze(plain)).files.get('etc/nginx/conf.d/a.conf')).toContain('ssl_protocols TLSv1.2 TLSv1.3;')
  })

  it('stays what it is in every stage of a plan', () => {
    const text = `server {\n  listen 80;\n  server_name {{ name }} a.example;\n  {% if a %}\n  listen 81;\n  {% endif %}\n  location / {\n    proxy_pass http://{{ upstream }};\n  }\n  location /b {\n    proxy_pass http://b;\n  }\n}\n`
    const input = { files: { 'etc/nginx/conf.d/a.conf.j2': text }, format: 'nginx', unsafe: true } as const
    const { files } = plan(input, analyze(input))
    for (const { after } of files)
      for (const tag of ['{{ name }} a.example', '{% if a %}', 'proxy_pass http://{{ upstream }};', '{% endif %}'])
        expect(after).toContain(tag)
  })
})
