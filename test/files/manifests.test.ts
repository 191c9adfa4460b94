import { expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { memoryStore, withParts } from '../../src/files/index.ts'
import { partsOf, unreadKeys } from '../../src/files/manifests.ts'
import { decode, inWhole, position, type SourceFile } from '../../src/text/index.ts'

const manifest = `# A site
apiVersion: v1
kind: List
items:
- apiVersion: v1
  data:
    "nginx.conf": |
      events {}

      # data: |
      http {
        server { listen 80; }
      }
    LEVEL: info
    indented.conf: |4-
          server { listen 81; }
    folded.conf: >
      server { listen 82; }
    empty.conf: |
  kind: ConfigMap
  metadata:
    name: first
- kind: Secret
  stringData:
    nginx.conf: |
      server { listen 83; }
---
kind: ConfigMap
metadata: {}
data:
  other.conf: |+  # kept
    server { listen 84; }

binaryData:
  x.conf: |
    c2VydmVy
`

const parts = (text: string): readonly SourceFile[] => partsOf(decode('site.yaml', text))
const contentOf = ({ text, part }: SourceFile): string => text.slice(part?.start)

test('texts under data of ConfigMaps are files of their own, nothing else is', () => {
  expect(parts(manifest).map(({ part }) => part?.name)).toEqual([
    'nginx.conf',
    'indented.conf',
    'folded.conf',
    'other.conf',
  ])
})

test('their text is what YAML says it is, and their places are those of the manifest', () => {
  const values = parseAllDocuments(manifest).map(document => document.toJS())
  const data = { ...values[0].items[0].data, ...values[1].data } as Record<string, string>
  for (const part of parts(manifest)) {
    const text = contentOf(part)
    expect(text).toBe(data[part.part?.name ?? ''])
    const at = (part.part?.start ?? 0) + text.search(/\w/)
    const { line, column } = position(part, at)
    expect(manifest.split('\n')[line - 1]?.slice(column - 1)).toMatch(/^(?:events|server)/)
    expect(manifest.slice(inWhole(part, { start: at, end: at + 6 }).start)).toMatch(/^(?:events|server)/)
  }
  const [first] = parts(manifest)
  expect(position(first as SourceFile, (first as SourceFile).text.indexOf('listen 80'))).toEqual({
    line: 12,
    column: 18,
  })
})

test('line ends of Windows, templates and the last line without an end', () => {
  const text =
    'kind: ConfigMap\nmetadata:\n  name: {{ .Release.Name }}\ndata:\n{{- if .Values.web }}\n  a.conf: |\n    listen 80;'
  expect(parts(text).map(contentOf)).toEqual(['listen 80;'])
  expect(parts(text.replaceAll('\n', '\r\n')).map(contentOf)).toEqual(['listen 80;'])
})

test('snippets of ingress-nginx carry the contexts they are put into', () => {
  const text = `kind: Ingress
metadata:
  name: shop
  annotations:
    nginx.ingress.kubernetes.io/server-snippet: |
      return 404;
    nginx.ingress.kubernetes.io/configuration-snippet: |
      add_header X-A b;
    example.com/server-snippet: |
      not ours
---
kind: ConfigMap
data:
  http-snippet: |
    map $uri $a { default 1; }
`
  expect(parts(text).map(({ part }) => [part?.name, part?.context])).toEqual([
    ['server-snippet', ['http', 'server']],
    ['configuration-snippet', ['http', 'server', 'location']],
    ['http-snippet', ['http']],
  ])
})

test('equal keys are told apart by the names of their objects', () => {
  const one = (name: string): string =>
    `kind: ConfigMap\nmetadata:\n  name: ${name}\ndata:\n  nginx.conf: |\n    events {}\n`
  const names = parts([one('a'), one('b'), one('b')].join('---\n')).map(({ part }) => part?.name)
  expect(names).toEqual(['a/nginx.conf', 'b/nginx.conf', 'b-2/nginx.conf'])
})

test('a manifest is a folder of its parts; folders that are included are its other keys', () => {
  const store = withParts(memoryStore({ 'site.yaml': manifest, 'plain.yaml': 'a: b\n' }))
  expect(store.list('site.yaml')).toEqual(['folded.conf', 'indented.conf', 'nginx.conf', 'other.conf'])
  expect(store.list('site.yaml/nginx.conf')).toBeUndefined()
  expect(store.list('site.yaml/conf.d')).toEqual(['folded.conf', 'indented.conf', 'other.conf'])
  expect(store.list('plain.yaml')).toBeUndefined()
  expect(store.read('site.yaml/conf.d/other.conf')).toBe(store.read('site.yaml/other.conf'))
  expect(store.read('site.yaml/conf.d/nginx.conf')).toMatchObject({ code: 'missing' })
})

test('keys whose values are not in the manifest are named', () => {
  const text =
    'kind: ConfigMap\ndata:\n  a.conf: {{ .Values.a | quote }}\n  b.conf: *other\n  c: *other\n  d.conf: "{\n'
  const read = unreadKeys(decode('site.yaml', text)).map(({ start, end }) => text.slice(start, end))
  expect(read).toEqual(['{{ .Values.a | quote }}', '*other', '"{'])
})

const config = 'server {\n\tlisten 80;\n\tadd_header X-A "b c"; # é\n}\n'

test('values are read whatever the style they are written in', () => {
  const folded = '"server {\\n\\tlisten 80;\\n\\tadd_header\n    X-A \\\n    \\"b c\\"; # \\u00e9\\n}\\n"'
  for (const written of [JSON.stringify(config), folded, `!!str ${folded}`, `&a ${folded} # said`])
    expect(
      parts(`kind: ConfigMap\ndata:\n  a.conf: ${written}\n  b.conf: 'listen 80; # it''s'\n`).map(contentOf),
    ).toEqual([config, "listen 80; # it's"])
  const annotation = (value: string): string =>
    `metadata:\n  annotations:\n    nginx.ingress.kubernetes.io/server-snippet: ${value}\nkind: Ingress\n`
  for (const value of ['return 404;', "'return 404;'", '"return 404;"', 'return\n      404;', 'return 404; # no'])
    expect(parts(annotation(value)).map(contentOf)).toEqual(['return 404;'])
  expect(parts(annotation('>-\n      return\n      404;')).map(contentOf)).toEqual(['return 404;'])
})

test('JSON manifests and lists of them are read', () => {
  const map = (name: string): object => ({
    apiVersion: 'v1',
    data: { 'a.conf': config, on: 'true' },
    kind: 'ConfigMap',
    metadata: { name },
  })
  const list = {
    apiVersion: 'v1',
    kind: 'List',
    items: [map('one'), { kind: 'Secret', data: { 'x.conf': config } }, map('two')],
  }
  for (const text of [JSON.stringify(list), JSON.stringify(list, null, 2), `# said\n${JSON.stringify(list)}\n`]) {
    const found = partsOf(decode('site.json', text))
    expect(found.map(({ part }) => part?.name)).toEqual(['one/a.conf', 'two/a.conf'])
    expect(found.map(contentOf)).toEqual([config, config])
  }
  expect(parts(`kind: ConfigMap\ndata: {"a.conf": ${JSON.stringify(config)}, b: {}}\n`).map(contentOf)).toEqual([
    config,
  ])
})

test('keys may come from a template', () => {
  const text =
    'kind: ConfigMap\ndata:\n  {{- range $k, $v := .Values.sites }}\n  {{ $k }}-{{ $v.x }}.conf: |\n    listen {{ $v.port }};\n  {{- end }}\n'
  expect(parts(text).map(({ part }) => part?.name)).toEqual(['{{ $k }}-{{ $v.x }}.conf'])
  expect(parts(`kind: ConfigMap\ndata:\n  ${'{{a}}'.repeat(20000)}\n  ${'{{'.repeat(20000)}\n`)).toEqual([])
})

test('control tags of a template stand at any column of a block', () => {
  const text =
    'kind: ConfigMap\ndata:\n{{- if .a }}\n  a.conf: |\n    server {\n{{- range .hosts }}\n      server_name {{ . }};\n{{- end }}\n    }\n{{- end }}\n  b.conf: |\n    listen 81;\n'
  expect(parts(text).map(contentOf)).toEqual([
    'server {\n{{- range .hosts }}\n  server_name {{ . }};\n{{- end }}\n}\n',
    'listen 81;\n',
  ])
})

test('names of keys are names only', () => {
  const text = 'kind: ConfigMap\ndata:\n  constructor: |\n    listen 80;\n  __proto__: |\n    listen 81;\n'
  expect(parts(text).map(({ part }) => [part?.name, part?.context])).toEqual([
    ['constructor', undefined],
    ['__proto__', undefined],
  ])
})

test('a manifest of many keys is read in one go', () => {
  const keys = Array.from({ length: 2000 }, (_, at) => `  k${at}.conf: |\n    server { listen ${at + 1}; }\n`)
  expect(parts(`kind: ConfigMap\ndata:\n${keys.join('')}`)).toHaveLength(2000)
  expect(parts(`kind: ConfigMap\n${' '.repeat(20000)}${'- '.repeat(20000)}`)).toHaveLength(0)
  expect(parts(`kind: ConfigMap${' '.repeat(200000)}x\ndata:\n  a: |\n    b\n`)).toHaveLength(0)
  expect(parts(`kind: ConfigMap\n${'a: {'.repeat(50000)}`)).toHaveLength(0)
  expect(parts(`kind: ConfigMap\n${'a: [\n'.repeat(50000)}`)).toHaveLength(0)
  expect(parts(`kind: ConfigMap\n${"a: '\n".repeat(50000)}`)).toHaveLength(0)
  expect(parts(`{"kind":"ConfigMap",${'"data":{"a":";",'.repeat(20000)}`)).toHaveLength(1)
  expect(parts(`kind: ConfigMap\ndata:\n  a.conf: b;${'\n   c'.repeat(50000)}`)).toHaveLength(1)
  const same = 'kind: ConfigMap\ndata:\n  a.conf: |\n    b\n---\n'
  expect(new Set(parts(same.repeat(20000)).map(({ part }) => part?.name)).size).toBe(20000)
})
