import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { analyze, fix, plan } from '../../src/engine/index.ts'

/** nginx configuration under keys of any name: values of charts, variables of roles. */

const server = `server {
  listen 443 ssl;
  server_name a.example;
  ssl_certificate /etc/ssl/a.pem;
  ssl_certificate_key /etc/ssl/a.key;
  ssl_protocols TLSv1 TLSv1.2;
  location / { return 204; }
}
`
const indented = (by: number): string => server.replace(/^(?=.)/gm, ' '.repeat(by))
const values = `image: nginx
serverBlock: |-
${indented(2)}
nginx:
  - name: more
    extraConfig: | # more
${indented(6)}
`
const input = { files: { 'chart/values.yaml': values } }
const report = analyze(input)
const ours = ({ rule }: { rule: string }): boolean => rule === 'nginx/tls-protocols'

describe('values of a chart', () => {
  it('are judged where they stand', () => {
    expect(report.verdicts.map(({ root }) => root)).toEqual([
      'chart/values.yaml/extraConfig',
      'chart/values.yaml/serverBlock',
    ])
    const lines = report.findings.filter(ours).map(({ line }) => values.split('\n')[line - 1]?.trim())
    expect(lines).toEqual(['ssl_protocols TLSv1 TLSv1.2;', 'ssl_protocols TLSv1 TLSv1.2;'])
  })

  it('are mended, and the rest is as it was', () => {
    const mended = fix(input, report, ours).files.get('chart/values.yaml') ?? ''
    expect(mended).toBe(values.replaceAll('TLSv1 TLSv1.2', 'TLSv1.2 TLSv1.3'))
    expect(parse(mended).nginx[0].extraConfig).toContain('ssl_protocols TLSv1.2 TLSv1.3;')
  })

  it('are rolled out by what fills in the chart, not by kubectl', () => {
    const { steps } = plan(input, report)
    expect(steps.map(({ title }) => title.en)).toContain('Roll the files out')
    expect(JSON.stringify(steps)).not.toContain('kubectl')
  })
})

it('one that nginx would refuse is told', () => {
  const text = `serverBlock: |\n${indented(2).replace('443 ssl;', '443 ssl')}`
  expect(analyze({ files: { 'values.yaml': text } }).verdicts.map(({ loads }) => loads)).toEqual([false])
})

const nothing = (text: string): void => expect(analyze({ files: { 'a.yml': text } }).verdicts).toEqual([])

it.each([
  ['settings', 'server: |\n  server {\n'],
  ['words about one', `help: |\n  Put this into your configuration, then reload:\n  server {\n    listen 80;\n  }\n`],
  ['another language', `code: |\n  server {\n    port = 80\n    root = "/srv"\n  }\n`],
  ['a secret', `kind: Secret\nstringData:\n  nginx.conf: |\n${indented(4)}`],
])('%s is none', (_title, text) => nothing(text))

describe.each([
  ['web.yaml.j2', '{{ domain }}', '{% if tls %}', '{% endif %}'],
  ['web.yaml.tftpl', '${domain}', '%{ if tls ~}', '%{ endif ~}'],
  ['web.yaml.gotmpl', '{{ .Domain }}', '{{- if .Tls }}', '{{- end }}'],
])('a template of a manifest: %s', (path, name, begin, end) => {
  const block = indented(4).replace('a.example', name)
  const text = `kind: ConfigMap\n${begin}\ndata:\n  site.conf: |\n${block}${end}\n`
  const files = { [path]: text }
  const found = analyze({ files })

  it('is judged and mended by what is written in it', () => {
    expect(found.findings.filter(ours).map(({ line }) => text.split('\n')[line - 1]?.trim())).toEqual([
      'ssl_protocols TLSv1 TLSv1.2;',
    ])
    expect(found.findings.map(({ rule }) => rule)).not.toContain('nginx/syntax')
    expect(fix({ files }, found, ours).files.get(path)).toBe(text.replace('TLSv1 TLSv1.2', 'TLSv1.2 TLSv1.3'))
  })
})
