import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { analyze, fix, plan } from '../../src/engine/index.ts'

const manifest = `kind: ConfigMap
metadata:
  name: web
data:
  nginx.conf: |
    events {}
    http {
      server_tokens off;
      include conf.d/*.conf;
    }
  default.conf: |
    server {
      listen 127.0.0.1:8080;
      location /files {
        alias /srv/files/;
      }
    }
`
const files = { 'deploy/web.yaml': manifest }

test('a ConfigMap is analysed like the files it holds, at the lines of the manifest', () => {
  const { findings, verdicts, problems } = analyze({ files })
  expect(problems).toEqual([])
  expect(verdicts.map(({ root, loads }) => [root, loads])).toEqual([['deploy/web.yaml/nginx.conf', true]])
  expect(findings.map(({ rule, path, line, column }) => [rule, path, line, column])).toContainEqual([
    'nginx/alias-traversal',
    'deploy/web.yaml',
    14,
    7,
  ])
  const plain = {
    'nginx.conf': parse(manifest).data['nginx.conf'],
    'conf.d/default.conf': parse(manifest).data['default.conf'],
  }
  const rules = (report: typeof findings): string[] => report.map(({ rule, message }) => `${rule} ${message.en}`).sort()
  expect(rules(findings)).toEqual(rules(analyze({ files: plain }).findings))
})

test('a fix is an edit of the manifest that keeps the indentation of the scalar', () => {
  const input = { files, unsafe: true }
  const result = fix(input, analyze(input), ({ rule }) => rule === 'nginx/alias-traversal')
  const after = result.files.get('deploy/web.yaml') ?? ''
  expect(result.rejected).toEqual([])
  expect(result.diff).toContain('+++ b/deploy/web.yaml')
  expect(parse(after).data['nginx.conf']).toBe(parse(manifest).data['nginx.conf'])
  expect(parse(after).data['default.conf']).toContain('\n  location /files/ {\n    alias /srv/files/;\n  }\n')
  expect(analyze({ files: { 'deploy/web.yaml': after } }).findings.map(({ rule }) => rule)).not.toContain(
    'nginx/alias-traversal',
  )
})

test('a repair in several stages is refused by name, for a manifest is written once', () => {
  const plaintext =
    'write_files:\n  - path: /etc/nginx/conf.d/api.conf\n    content: |\n      server {\n        listen 80;\n        server_name api.example.com;\n        location / { proxy_pass http://internal-api:8080; }\n      }\n'
  const input = { files: { 'deploy/web.yaml': plaintext }, unsafe: true }
  const found = analyze(input).findings.find(({ rule }) => rule === 'nginx/plaintext-proxy')
  expect(found?.fixes).toEqual([])
  expect(found?.refused?.map(({ because }) => because.en)).toEqual([
    'a change in several stages cannot be written into a manifest',
  ])
  expect(fix(input, analyze(input), () => true).rejected.map(({ finding }) => finding)).toContain(found?.fingerprint)
})

test('a repair with commands for a host is refused, for a manifest is run by a cluster', () => {
  const placeholder = manifest.replace(
    'listen 127.0.0.1:8080;',
    'listen 8443 ssl; server_name www.example.com; ssl_certificate /etc/ssl/certs/ssl-cert-snakeoil.pem; ssl_certificate_key /etc/ssl/private/ssl-cert-snakeoil.key;',
  )
  const input = { files: { 'deploy/web.yaml': placeholder } }
  const report = analyze(input)
  const found = report.findings.find(({ rule }) => rule === 'nginx/certificate-trust')
  expect(found?.fixes).toEqual([])
  expect(found?.refused?.map(({ because }) => because.en)).toEqual([
    'its commands are for the host of a daemon, and a manifest is run by a cluster',
  ])
  const { steps, open } = plan(input, report)
  const programs = steps.flatMap(step => (step.kind === 'command' ? step.commands : [])).map(({ argv }) => argv[0])
  expect([...new Set(programs)]).toEqual(['kubectl'])
  expect(open).toContain(found?.fingerprint)
})

test('a named manifest is taken at its word; one without nginx in it is none', () => {
  expect(analyze({ files, roots: ['deploy/web.yaml'] }).verdicts).toHaveLength(1)
  expect(
    analyze({ files: { 'a.yaml': 'kind: ConfigMap\ndata:\n  a.txt: |\n    hello world, this is text\n' } }).verdicts,
  ).toEqual([])
})

test('snippets of an ingress are judged in the block they are put into', () => {
  const text = `kind: Ingress
metadata:
  annotations:
    nginx.ingress.kubernetes.io/configuration-snippet: |
      upstream x { server 127.0.0.1; }
    nginx.ingress.kubernetes.io/server-snippet: |
      location /files {
        alias /srv/files/;
      }
`
  const { findings, verdicts } = analyze({ files: { 'shop.yaml': text } })
  expect(verdicts.map(({ root, loads }) => [root, loads])).toContainEqual(['shop.yaml/configuration-snippet', false])
  expect(findings.map(({ rule, line }) => [rule, line])).toContainEqual(['nginx/directive-context', 5])
  expect(findings.map(({ rule, line }) => [rule, line])).toContainEqual(['nginx/alias-traversal', 7])
  expect(findings.map(({ rule }) => rule)).not.toContain('nginx/version-disclosure')
})

test('the controller has modules of its own: their directives are known in snippets, slips are not', () => {
  const snippet = (line: string): string =>
    `kind: Ingress\nmetadata:\n  annotations:\n    nginx.ingress.kubernetes.io/configuration-snippet: |\n      ${line}\n`
  const loads = (line: string): boolean | null | undefined =>
    analyze({ files: { 'a.yaml': snippet(line) }, target: { nginx: [1, 25, 5] } }).verdicts[0]?.loads
  expect(loads('more_set_headers "X-A: b";')).toBe(true)
  expect(loads('more_set_header "X-A: b";')).toBe(false)
  expect(loads('add_header X-Name $namespace;')).not.toBe(false)
})

test('what of a manifest is not read is said', () => {
  const text = `${manifest}  other.conf: *main\n  site.conf: {{ .Values.site | quote }}\n`
  const { problems } = analyze({ files: { 'a.yaml': text } })
  expect(problems.map(({ code, line, warning }) => [code, line, warning])).toEqual([
    ['unread-scalar', 18, true],
    ['unread-scalar', 19, true],
  ])
})

const site = 'server {\n\tlisten 127.0.0.1:8080;\n\tlocation /files {\n\t\talias /srv/files/;\n\t}\n}\n'
const written = {
  double: JSON.stringify(site),
  folded: site
    .trimEnd()
    .replaceAll('\n\t', '\n  ')
    .replaceAll('\t', '  ')
    .replaceAll('\n', '\n    ')
    .replace(/^/, '>\n    '),
  single: `'${site.replace(/[\n\t]+/g, '\n\n    ').trimEnd()}'`,
  plain: 'location /files { alias /srv/files/; }',
}

test.each(Object.entries(written))('what stands in a %s scalar is found and mended where it stands', (style, value) => {
  const key =
    style === 'plain' ? 'annotations:\n    nginx.ingress.kubernetes.io/server-snippet' : 'name: y\ndata:\n  site.conf'
  const kind = style === 'plain' ? 'Ingress' : 'ConfigMap'
  const text = `kind: ${kind}\nmetadata:\n  ${key}: ${value}\n`
  const input = { files: { 'a.yaml': text }, unsafe: true }
  const report = analyze(input)
  const found = report.findings.find(({ rule }) => rule === 'nginx/alias-traversal')
  const lines = text.split('\n')
  expect(lines[(found?.line ?? 0) - 1]?.slice((found?.column ?? 0) - 1)).toMatch(/^location \/files/)
  expect(text.slice(found?.span.start, found?.span.end)).toBe('location /files')
  const result = fix(input, report, ({ rule }) => rule === 'nginx/alias-traversal')
  expect(result.rejected).toEqual([])
  const own = (manifest: string): string =>
    Object.values<string>(parse(manifest).data ?? parse(manifest).metadata.annotations)[0] ?? ''
  const context = style === 'plain' ? ['http', 'server'] : ['http']
  const plain = { files: { 'site.conf': own(text) }, unsafe: true, context }
  const alone = fix(plain, analyze(plain), ({ rule }) => rule === 'nginx/alias-traversal')
  expect(own(result.files.get('a.yaml') ?? '')).toBe(alone.files.get('site.conf'))
})

test('edits are written with the escapes of the scalar', () => {
  const quoted = site.replace('\t\talias', '\t\tset $a "b";\n\t\talias')
  for (const [path, text] of [
    ['a.yaml', `kind: ConfigMap\ndata:\n  site.conf: ${JSON.stringify(quoted)}\n`],
    ['a.json', JSON.stringify({ data: { 'site.conf': quoted }, kind: 'ConfigMap' })],
  ] as const) {
    const input = { files: { [path]: text }, unsafe: true, baseline: 'strict' }
    const result = fix(input, analyze(input))
    const after = result.files.get(path) ?? ''
    const value = parse(after).data['site.conf']
    expect(result.applied.length).toBeGreaterThan(2)
    const plain = { files: { 'site.conf': quoted }, unsafe: true, baseline: 'strict' }
    expect(value).toBe(fix(plain, analyze(plain)).files.get('site.conf'))
    expect(after.replace(JSON.stringify(value), '')).toBe(text.replace(JSON.stringify(quoted), ''))
  }
})

test('a fix that a scalar cannot hold is refused with the reason', () => {
  const text = 'kind: ConfigMap\ndata:\n  site.conf: server { listen 80; server_tokens on; autoindex on; }\n'
  const input = { files: { 'a.yaml': text }, unsafe: true, baseline: 'strict' }
  const result = fix(input, analyze(input))
  const reasons = result.rejected.map(({ because }) => because.en)
  const after = result.files.get('a.yaml') ?? text
  expect(typeof parse(after).data['site.conf']).toBe('string')
  expect(Object.keys(parse(after))).toEqual(['kind', 'data'])
  expect(
    reasons.filter(reason => reason === 'a scalar in plain style cannot hold the new text').length,
  ).toBeGreaterThan(0)
})

test('an ignore in a manifest covers the statement behind it, whatever else stands on the line', () => {
  const ignored = site.replace('\tlocation', '\t# confward:ignore nginx/alias-traversal -- known\n\tlocation')
  const text = `kind: ConfigMap\ndata:\n  site.conf: ${JSON.stringify(ignored + site.replace('8080', '8081'))}\n`
  const { findings } = analyze({ files: { 'a.yaml': text } })
  const waived = findings.filter(({ rule }) => rule === 'nginx/alias-traversal').map(each => each.waived?.reason)
  expect(waived).toEqual(['known', undefined])
})

test('a chart is read as the template it is: what it leaves open is no mistake, the rest is judged', () => {
  const text = `{{- if .Values.web }}
kind: ConfigMap
metadata:
  name: {{ include "web.name" . }}
data:
  nginx.conf: |-
    worker_processes {{ .Values.workers | default "auto" }};
    events {}
    http {
{{- range .Values.hosts }}
      server {
        listen {{ .port }}{{ if .tls }} ssl{{ end }};
        server_name {{ join " " .names }};
        location /files {
          alias /srv/files/;
        }
        {{- with .extra }}
        {{- . | nindent 8 }}
        {{- end }}
      }
{{- end }}
      {{- include "web.http" . | nindent 6 }}
    }
{{- end }}
`
  const input = { files: { 'chart/templates/web.yaml': text }, unsafe: true }
  const report = analyze(input)
  expect(report.verdicts.map(({ loads }) => loads)).toEqual([null])
  expect(report.problems.map(({ code }) => code)).toEqual(['template'])
  const found = report.findings.find(({ rule }) => rule === 'nginx/alias-traversal')
  expect([found?.line, found?.column]).toEqual([14, 9])
  const result = fix(input, report, ({ rule }) => rule === 'nginx/alias-traversal')
  expect(result.rejected).toEqual([])
  expect(result.files.get('chart/templates/web.yaml')).toContain('\n        location /files/ {\n          alias')
})

test('a snippet of the main context is a part of a configuration, and judged as such', () => {
  const snippet = (text: string): ReturnType<typeof analyze>['findings'] =>
    analyze({ files: { 'cm.yaml': `kind: ConfigMap\ndata:\n  main-snippet: ${JSON.stringify(text)}\n` } }).findings
  expect(snippet('worker_rlimit_nofile 65535;')).toEqual([])
  expect(snippet('worker_rlimit_nofile a b;').map(({ rule }) => rule)).toEqual(['nginx/directive-arguments'])
})
