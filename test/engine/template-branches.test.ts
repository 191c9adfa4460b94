import { describe, expect, it } from 'vitest'
import { analyze, fix } from '../../src/engine/index.ts'
import type { AnalyzeInput, Report } from '../../src/engine/types.ts'
import fc from '../random.ts'
import { chosen, everyWay, filled, pieces, server, whole, written } from './branching.ts'

const template = 'etc/nginx/nginx.conf.j2'
const run = (text: string, path = template): Report =>
  analyze({ files: { [path]: text }, target: { nginx: [1, 28, 0] } })

const found = ({ findings }: Report): string[] => findings.map(({ rule, line }) => `${rule}:${line}`)

describe('branches of nginx templates', () => {
  it('a return in one hides nothing of the other', () => {
    const text = (between: string): string =>
      server(
        '{% if moved %}',
        'return 301 https://b.example/;',
        between,
        'location /x/ {',
        'alias /srv/x;',
        '}',
        '{% endif %}',
      )
    expect(found(run(text('{% else %}')))).not.toContain('nginx/unreachable-location:9')
    expect(found(run(text('')))).toContain('nginx/unreachable-location:9')
  })

  it('a port in clear is one where its branch is chosen, whatever the other listens on', () => {
    const text = whole(
      ...['server {', '{% if tls %}', 'listen 443 ssl;', 'ssl_certificate a;', 'ssl_certificate_key b;', '{% else %}'],
      ...['listen 80;', '{% endif %}', 'server_name a.example;', 'location / { proxy_pass http://127.0.0.1:1; }', '}'],
    )
    expect(found(run(text))).toContain('nginx/plaintext-proxy:9')
    expect(found(run(text))).not.toContain('nginx/missing-certificate:3')
  })

  it.each([
    ['{% for l in listens %}', 'listen {{ l }} ssl;', '{% endfor %}', false],
    ['{% for line in lines %}', '{{ line }}', '{% endfor %}', false],
    ['{% if listen is defined %}', '{{ listen }}', '{% endif %}', false],
    ['{% for r in redirects %}', 'rewrite ^{{ r }} /;', '{% endfor %}', true],
    ['{% if tls %}', 'listen 443 ssl;', '{% endif %}', true],
  ])('a server without %s %s listens on port 80 where that says nothing of sockets', (open, line, end, told) => {
    const text = whole('server {', open, line, end, 'server_name a.example;', 'location / { root /srv; }', '}')
    expect(found(run(text)).some(each => each.startsWith('nginx/plaintext-listener'))).toBe(told)
  })

  it.each([
    ['{% if tls %}', '{% if tls %}', false],
    ['{% if tls %}', '{% if cert %}', true],
    ['{% if tls %}', '{% if not tls %}', true],
    ['{% if tls %}', '{% if tls and cert %}', true],
    ['{% if tls %}', '{% if tls or old %}', false],
    ['{% if tls and cert %}', '{% if cert %}', false],
    ['{% if tls is defined and tls %}', '{% if tls %}', false],
    ['{% if tls | default(false) %}', '{% if tls|bool %}', false],
    ['{% if mode == "tls" %}', "{% if mode == 'tls' %}", false],
    ['{% if mode == "tls" %}', '{% if mode != "plain" %}', false],
    ['{% if mode == "tls" %}', '{% if mode == "plain" %}', true],
    ['{% for name in names %}', '{% if names %}', false],
  ])('a certificate that %s needs, behind %s', (around, condition, missing) => {
    const end = around.includes('for') ? '{% endfor %}' : '{% endif %}'
    const text = whole(
      ...['server {', around, 'listen 443 ssl;', end, 'server_name a.example;', condition],
      ...['ssl_certificate a;', 'ssl_certificate_key b;', '{% endif %}', 'root /srv;', '}'],
    )
    expect(found(run(text)).includes('nginx/missing-certificate:3')).toBe(missing)
  })

  it('what is refused of any choice is told, what stands in two branches is not refused', () => {
    const text = (...between: string[]): string =>
      server('{% if a %}', 'root /a;', ...between, 'root /b;', '{% endif %}')
    expect(run(text('{% else %}')).verdicts[0]).toMatchObject({ loads: null })
    expect(found(run(text('{% else %}')))).not.toContain('nginx/duplicate-directive:11')
    expect(found(run(text('')))).toContain('nginx/duplicate-directive:11')
    expect(run(text('')).verdicts[0]).toMatchObject({ loads: null })
    expect(run(server('root /a;', '{% if a %}', '{% endif %}', 'root /b;')).verdicts[0]).toMatchObject({ loads: false })
    expect(found(run(text('{% endif %}', '{% if not a %}')))).not.toContain('nginx/duplicate-directive:12')
    expect(found(run(text('{% endif %}', '{% if b %}')))).toContain('nginx/duplicate-directive:12')
  })

  it.each([
    ['Go', 'tmpl', ['{{ if .a }}', '{{ else if .b }}', '{{ else }}', '{{ end }}']],
    ['ERB', 'erb', ['<% if a %>', '<% elsif b %>', '<% else %>', '<% end %>']],
    ['Jinja', 'j2', ['{%- if a -%}', '{%- elif b -%}', '{%- else -%}', '{%- endif -%}']],
    ['Terraform', 'tftpl', ['%{ if a }', '%{ else }%{ if b }', '%{ else }', '%{ endif }%{ endif }']],
    ['Handlebars', 'hbs', ['{{#if a}}', '{{else}}{{#if b}}', '{{else}}', '{{/if}}{{/if}}']],
    ['EJS', 'ejs', ['<% if (a) { %>', '<% } else if (b) { %>', '<% } else { %>', '<% } %>']],
  ])('of a chain each branch is looked at, one at a time: %s', (_name, suffix, [one, two, three, end]) => {
    const lines = ['autoindex on;', 'autoindex on;', 'autoindex on;']
    const text = server(
      `${one}`,
      `${lines[0]}`,
      `${two}`,
      `${lines[1]}`,
      `${three}`,
      `${lines[2]}`,
      `${end}`,
      'root /srv;',
    )
    const all = found(run(text, `etc/nginx/nginx.conf.${suffix}`))
    expect(all.filter(each => each.startsWith('nginx/autoindex'))).toEqual(
      [9, 11, 13].map(line => `nginx/autoindex:${line}`),
    )
    expect(all.join()).not.toContain('nginx/duplicate-directive')
  })

  it('a block may begin in each branch', () => {
    const text = whole(
      ...['{% if tls %}', 'server {', 'listen 443 ssl;', 'ssl_certificate a;', 'ssl_certificate_key b;', '{% else %}'],
      ...['server {', 'listen 80;', '{% endif %}', 'server_name a.example;', 'root /srv;', 'autoindex on;', '}'],
    )
    const report = run(text)
    expect(report.problems.map(({ code }) => code)).toEqual(['template'])
    expect(found(report)).toEqual(
      expect.arrayContaining(['nginx/plaintext-listener:10', 'nginx/autoindex:14', 'nginx/hsts:4']),
    )
  })

  it('an include in a branch brings its file there only', () => {
    const files = {
      'etc/nginx/nginx.conf.j2': server(
        '{% if a %}',
        'include /etc/nginx/a.conf;',
        '{% else %}',
        'root /b;',
        '{% endif %}',
      ),
      'etc/nginx/a.conf': 'root /a;\nautoindex on;\n',
    }
    const report = analyze({ files, target: { nginx: [1, 28, 0] } })
    expect(found(report)).toContain('nginx/autoindex:2')
    expect(found(report).join()).not.toContain('nginx/duplicate-directive')
  })

  it('a fix stays in the branch of its finding', () => {
    const text = server(
      '{% if a %}',
      'add_header Strict-Transport-Security "max-age=31536000" always;',
      '{% endif %}',
      'root /srv;',
    )
    const hsts = run(text).findings.filter(({ rule }) => rule === 'nginx/hsts')
    expect(hsts).toHaveLength(1)
    expect(hsts[0]?.fixes.filter(({ edits }) => edits.length > 0)).toEqual([])
    expect(
      run(server('{% if a %}', 'autoindex on;', '{% endif %}', 'root /srv;')).findings.find(
        ({ rule }) => rule === 'nginx/autoindex',
      )?.fixes,
    ).not.toEqual([])
  })

  it.each([
    ['{% for v in sites %}', 'listen 80 default_server;', true],
    ['{% for v in sites if v.main %}', 'listen 80 default_server;', false],
    ['{% for v in sites %}', 'listen 80 {% if loop.first %}default_server{% endif %};', false],
    ['{% for v in sites %}', 'listen {{ v.port }} default_server;', false],
    ['{% for v in sites %}{% if v.main %}', 'listen 80 default_server;', false],
    ['{% if sites %}', 'listen 80 default_server;', false],
  ])('what stands in each turn of a loop stands there more than once: %s %s', (loop, listen, told) => {
    const ends = loop
      .split('{%')
      .slice(1)
      .map(tag => (tag.startsWith(' for') ? '{% endfor %}' : '{% endif %}'))
    const text = whole(
      loop,
      'server {',
      listen,
      'server_name {{ v.name }};',
      'root /srv;',
      '}',
      ends.toReversed().join(''),
    )
    const report = run(text)
    expect(found(report).includes('nginx/conflicting-listen:5')).toBe(told)
    expect(report.verdicts[0]?.loads).toBeNull()
  })

  it('a loop repeats a statement, and whoever removes it removes it from all turns', () => {
    const text = server(
      '{% for v in sites %}',
      'root /a;',
      'location /{{ v }} { root /b; }',
      'location /c { root /c; }',
      '{% endfor %}',
    )
    const { findings } = run(text)
    const twice = findings.filter(({ rule }) => /duplicate/.test(rule))
    expect(twice.map(({ rule, line, fixes }) => [rule, line, fixes.length])).toEqual([
      ['nginx/duplicate-directive', 9, 0],
      ['nginx/duplicate-location', 11, 0],
    ])
    expect(twice[0]?.related[0]?.message.en).toBe('the same in the next turn of the loop')
  })

  it('bodies of macros are no second statements', () => {
    const text = server(
      '{% macro a() %}',
      'root /a;',
      '{% endmacro %}',
      '{% macro b() %}',
      'root /b;',
      '{% endmacro %}',
    )
    expect(found(run(text)).join()).not.toContain('nginx/duplicate-directive')
  })
})

/** What depends on values that are not in the files is not told of templates. */
const told = (report: Report): Set<string> => new Set(found(report).filter(each => !/unused|undecided/.test(each)))

it('of a template is said what is said of it filled in, in one way or another', () => {
  fc.assert(
    fc.property(pieces, all => {
      const own = told(run(server('', ...written(all))))
      const others = new Set(
        everyWay.flatMap(values => [...told(run(server('', ...filled(all, values)), 'etc/nginx/nginx.conf'))]),
      )
      expect([...own].sort()).toEqual([...others].sort())
    }),
    { numRuns: 60 },
  )
})

it('fixes leave what loads loading, whatever is chosen, and nothing to fix', () => {
  const loads = (text: string): boolean | null | undefined => run(text, 'etc/nginx/nginx.conf').verdicts[0]?.loads
  const fixed = (text: string): string => {
    const input: AnalyzeInput = { files: { [template]: text }, target: { nginx: [1, 28, 0] }, unsafe: true }
    return fix(input, analyze(input)).files.get(template) ?? text
  }
  fc.assert(
    fc.property(pieces, all => {
      const text = server('', ...written(all))
      const done = fixed(text)
      expect(fixed(done)).toBe(done)
      for (const values of everyWay)
        expect(loads(chosen(text, values)) === false || loads(chosen(done, values)) !== false).toBe(true)
    }),
    { numRuns: 25 },
  )
})
