import { describe, expect, it } from 'vitest'
import { analyze, fix } from '../../src/engine/index.ts'

const rules = (text: string): string[] =>
  analyze({ files: { 'conf.d/site.conf.j2': text }, format: 'nginx' }).findings.map(
    finding => `${finding.rule}:${finding.line}`,
  )

describe('templates', () => {
  it('what a placeholder decides is not judged, what is written is', () => {
    const text = (protocols: string): string =>
      `server {\n  listen {{ port }} ssl;\n  server_name a.example;\n  ssl_protocols ${protocols};\n}\n`
    expect(rules(text('TLSv1'))).toContain('nginx/tls-protocols:4')
    expect(rules(text('{{ protocols }} TLSv1')).filter(one => one.endsWith(':4'))).toEqual([])
  })

  it('two fixes of one line do not make what no filling in could load', () => {
    const text = `server {\n  listen 443 ssl;\n  server_name {{ domain }};\n  root /srv;\n  add_header Strict-Transport-Security "max-age=100";\n}\n`
    const input = { files: { 'conf.d/site.conf.j2': text }, format: 'nginx' } as const
    const { files } = fix(input, analyze(input))
    expect(files.get('conf.d/site.conf.j2')).toContain('"max-age=31536000" always;')
  })

  it('a wrong count of arguments is said where no tag has a part in it', () => {
    const server = (header: string): string => `server {\n  server_name {{ domain }};\n  ${header}\n}\n`
    expect(rules(server('add_header A b always c;'))).toContain('nginx/directive-arguments:3')
    for (const open of ['add_header A b always {{ c }};', 'add_header A {% if b %} c {% else %} d e {% endif %} f;'])
      expect(rules(server(open)).filter(one => one.startsWith('nginx/directive-arguments'))).toEqual([])
  })

  it.each([
    ['Jinja', 'j2', ['{% if a %}', '{% else %}', '{% endif %}'], ['{% for b in c %}', '{% endfor %}']],
    ['Go', 'tmpl', ['{{- if .a }}', '{{ else if .b }}', '{{ end }}'], ['{{ range .c }}', '{{- end }}']],
    ['ERB', 'erb', ['<% if a -%>', '<%- else -%>', '<% end %>'], ['<% b.each do |c| -%>', '<% end -%>']],
  ])(
    'what stands in different branches is never there together: %s',
    (_name, suffix, [one, other, end], [each, done]) => {
      const text = (between: string): string =>
        `server {\n  listen 80;\n  ${one}\n  ${each}\n  return 301 https://a.example$request_uri;\n  ${done}\n  ${between}\n  location /x {\n    alias /srv/x/;\n  }\n  ${end}\n}\n`
      const found = (between: string): string[] =>
        analyze({ files: { [`conf.d/site.conf.${suffix}`]: text(between) }, format: 'nginx' }).findings.map(
          ({ rule, line }) => `${rule}:${line}`,
        )
      expect(found('')).toContain('nginx/unreachable-location:5')
      expect(found(other as string)).not.toContain('nginx/unreachable-location:5')
      expect(found(other as string)).toContain('nginx/alias-traversal:8')
    },
  )
})
