import { describe, expect, it } from 'vitest'
import { analyze } from '../../../src/engine/index.ts'
import { readTree } from '../../../src/formats/nginx/read.ts'
import { decode, readTemplate } from '../../../src/text/index.ts'
import { type Tree, walk } from '../../../src/tree/index.ts'
import fc from '../../random.ts'
import { modelOf } from './resolve/host.ts'

const tree = (path: string, text: string): Tree => readTree(decode(path, text))
const statements = (path: string, text: string): string[] =>
  [...walk(tree(path, text).nodes)].map(one => [one.name, ...one.args].map(word => word.value).join('|'))

describe('templates', () => {
  it('Jinja: values are words, control tags and comments are nothing', () => {
    const text = `{# note; { #}
{% if tls %}
server {
  listen {{ port | default(443) }} ssl;
  server_name {{ name }}.example "{{ other }}";
{% for one in hosts %}
  location /{{ one }}/ { return 204; }
{% endfor %}
}
{% endif %}
`
    expect(statements('site.conf.j2', text)).toEqual([
      ...['server', 'listen|{{ port | default(443) }}|ssl', 'server_name|{{ name }}.example|{{ other }}'],
      ...['location|/{{ one }}/', 'return|204'],
    ])
    const { problems, placeholders } = tree('site.conf.j2', text)
    expect(problems).toEqual([])
    expect(placeholders?.map(({ start, end }) => text.slice(start, end))).toEqual([
      ...['{{ port | default(443) }}', '{{ name }}', '{{ other }}', '{{ one }}'],
    ])
  })

  it('Go, ERB', () => {
    const go =
      '{{- if .Tls }}\nlisten {{ .Port }};\n{{- range $i, $x := .Servers }}\nserver_name {{ $x }};\n{{ end }}{{/* x; */}}'
    expect(statements('nginx.tmpl', go)).toEqual(['listen|{{ .Port }}', 'server_name|{{ $x }}'])
    const erb = '<% @names.each do |n| %>\nserver_name <%= n %>;\n<% end %><%# c; %>'
    expect(statements('vhost.conf.erb', erb)).toEqual(['server_name|<%= n %>'])
  })

  it('envsubst: capitals, in files whose name says template', () => {
    const text = 'listen ${PORT};\nserver_name $HOST_NAME;\nproxy_set_header Host $host;\n'
    expect(tree('default.conf.template', text).placeholders).toHaveLength(2)
    expect(tree('default.conf', text).placeholders).toBeUndefined()
  })

  it('a file without such a name is one only when it makes no sense otherwise', () => {
    expect(tree('site.conf', 'server { listen {{ port }}; }').placeholders).toHaveLength(1)
    const loop = "<%_ names.forEach(name => { _%>\nserver_name <%- name %>;\n<%_ }) _%>\n<%- include('tls') %>\n"
    expect(statements('a.conf.ejs', loop)).toEqual(['server_name|<%- name %>'])
    const choice = '<% if (tls) { %>\nlisten 443 ssl;\n<% } else { %>\nlisten 80;\n<% } %>'
    expect(tree('a.conf.ejs', choice).conditions?.map(({ branches }) => branches.length)).toEqual([2])
    const ruby = ['if a', 'end', 'else', 'x = 1', '@a.each do |b|', '5.times { |b|', '}']
    for (const each of ruby) expect(tree('a.conf.erb', `root /srv; <%- ${each} -%>`).placeholders).toEqual([])
    expect(tree('site.conf', 'return 200 "{{ x }}";').placeholders).toBeUndefined()
    expect(tree('site.conf', 'server { listen <%= port %>; root <%- root -%>; }').placeholders).toHaveLength(2)
    expect(statements('site.conf', '<% if (tls) { %>listen 443 ssl;<% } %>')).toEqual(['listen|443|ssl'])
    expect(tree('site.conf', 'return 200 "<%= x %>"; # <%= y %>').placeholders).toBeUndefined()
    expect(tree('site.conf', 'a ${{b}};').placeholders).toBeUndefined()
    expect(tree('site.conf', 'listen {{ port }}; server {').problems[0]?.message.en).toBe('unexpected "{"')
    expect(tree('site.conf', 'server { listen 80;\n{{ foo }}\n}').problems[0]?.message.en).toBe('unexpected "{"')
    expect(tree('site.conf.j2', 'server { listen 80;\n{{ foo }}\n}').problems).toEqual([])
  })

  it('marks of packages and configure scripts', () => {
    const text = 'listen __PORT__;\nroot @prefix@/www;\nserver_name %%NAME%%;\nlocation __PATH__/ { return 204; }'
    const { placeholders, problems } = tree('site.conf', text)
    expect(problems).toEqual([])
    expect(placeholders?.map(({ start, end }) => text.slice(start, end))).toEqual([
      ...['__PORT__', '@prefix@', '%%NAME%%', '__PATH__'],
    ])
    expect(
      tree('site.conf', 'listen 80; # __PORT__\nserver_name __ a__b; root /srv/__x__;').placeholders,
    ).toBeUndefined()
    expect(analyze({ files: { 'nginx.conf': `events {} http { server { ${text} } }` } }).verdicts[0]?.loads).toBe(null)
  })

  it('a block that begins in one branch and ends in another is no mistake', () => {
    const text = '{% if a %}server {{% else %}server {{% endif %} listen 80; }'
    expect(tree('x.j2', text).problems.every(problem => problem.warning)).toBe(true)
  })

  it('a placeholder that is all of its line stands for statements, what follows is not part of it', () => {
    const text = `server {
  {{ top }}
  listen 80;
  server_name
    {{ one }}
    {{ two }};
  # note
  {{ extra }}
  {% for line in lines %}
  {{ line }}
  {% endfor %}
  location {{ path }}
  {
    \${EXTRA}
  }
  {{ last }}
}
{{ kind }}
{ }
{{ end_of_file }}`
    const { problems } = tree('x.conf.template', text)
    expect(problems).toEqual([])
    expect(statements('x.conf.template', text)).toEqual([
      ...['server', 'listen|80', 'server_name|{{ one }}|{{ two }}', 'location|{{ path }}', '{{ kind }}'],
    ])
    expect(tree('x.conf.template', text).placeholders).toHaveLength(10)
  })

  it('whether it loads is left open', () => {
    const { verdict, servers } = modelOf({ 'site.conf.j2': 'server { listen {{ port }}; server_name a; nonsense; }' })
    expect(verdict.loads).toBeNull()
    expect(verdict.because[0]?.message.en).toContain('template with 1 placeholder:')
    expect(servers[0]?.title).toBe('a')
  })

  const terraform = `%{ if length(hosts) > 0 ~}
upstream \${name} { server \${hosts["a}"].host}:\${port}; }
%{ for one in hosts ~}
server { server_name \${one}; listen \${port}; return 301 https://$host\${path != "" ? "/\${path}" : "/"}; }
%{ endfor ~}
%{ endif ~}
set $x "$\${host}%%{x}";
add_header Y "\${join("\\"\\{", [port])}";
\${extra}
`

  it.each([['a.conf.tftpl'], ['a.conf.tpl'], ['a.conf.tmpl']])('Terraform: %s', path => {
    const { problems, placeholders } = tree(path, terraform)
    expect(problems).toEqual([])
    expect(placeholders?.map(({ start, end }) => terraform.slice(start, end))).toEqual([
      ...['${name}', '${hosts["a}"].host}', '${port}', '${one}', '${port}', '${path != "" ? "/${path}" : "/"}'],
      // What is written twice stands for itself.
      ...['$', '%', '${join("\\"\\{", [port])}', '${extra}'],
    ])
    expect(statements(path, terraform).filter(one => /^(?:server_name|listen|set)/.test(one))).toEqual([
      ...['server_name|${one}', 'listen|${port}', 'set|$x|$${host}%%{x}'],
    ])
  })

  it('Terraform knows no variables without braces, nginx has them', () => {
    const text = 'log_format x "$HOST ${host}"; server { listen 80; access_log /x x; }'
    const names = (path: string): number => tree(path, text).placeholders?.length ?? 0
    expect([names('a.tftpl'), names('a.template'), names('a.conf')]).toEqual([1, 1, 0])
    expect(analyze({ files: { 'a.conf': 'events {}\nhttp { %{ if x } }' } }).verdicts[0]?.loads).toBe(false)
  })

  it('which file is included is left open; one that is named and missing is told', () => {
    const codes = (include: string): readonly string[] =>
      modelOf({ 'site.conf.j2': `include ${include};\nserver { listen 80; }\n` }).forest.problems.map(
        ({ code }) => code,
      )
    expect(codes('{{ snippet }}')).toEqual(['template'])
    expect(codes('"/etc/nginx/{{ name }}.conf"')).toEqual(['template'])
    expect(codes('snippets/a.conf; # {{ ansible_managed }}')).toEqual(['template', 'include-missing'])
  })

  it('the masked text is as long as the text, whatever that is', () => {
    const soup = fc.array(
      fc.constantFrom(
        '{{',
        '}}',
        '{%',
        '%}',
        '<%=',
        '<%',
        '%>',
        '{#',
        '#}',
        '${',
        '$${',
        '%{',
        '}',
        '"',
        'a',
        ' ',
        '\n',
        ';',
        '{',
      ),
    )
    fc.assert(
      fc.property(soup, parts => {
        const text = parts.join('')
        for (const path of ['x.j2', 'x.tftpl']) {
          expect((readTemplate({ path, text })?.masked ?? text).length).toBe(text.length)
          tree(path, text)
        }
      }),
    )
  })
})

describe('sockets whose ports somebody fills in', () => {
  const sockets = (text: string): string[] => modelOf(text).listeners.map(({ subject }) => subject)

  it('are called as they are written, and are not one', () => {
    const servers = ['listen {{ a }};', 'listen [::]:{{ a }};', 'listen {{ b }} ssl;', 'listen [::]:{{ b }} ssl;']
    expect(sockets(`events {} http { ${servers.map(line => `server { ${line} }`).join(' ')} }`)).toEqual([
      ...['{{ a }}', '[::]:{{ a }}', '{{ b }}', '[::]:{{ b }}'],
    ])
    expect(sockets('events {} http { server { listen __PORT__; listen {{ ip }}:443; listen [::]; } }')).toEqual([
      ...['__PORT__', '{{ ip }}:443', '[::]:80'],
    ])
  })
})
