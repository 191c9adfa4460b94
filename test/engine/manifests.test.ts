import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { analyze, fix } from '../../src/engine/index.ts'

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
  const text = `${manifest}  folded.conf: >\n    server { listen 80; }\n  site.conf: "server {}"\n`
  const { problems } = analyze({ files: { 'a.yaml': text } })
  expect(problems.map(({ code, line, warning }) => [code, line, warning])).toEqual([
    ['unread-scalar', 18, true],
    ['unread-scalar', 20, true],
  ])
})
