import { expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { memoryStore, withParts } from '../../src/files/index.ts'
import { partsOf, unreadKeys } from '../../src/files/kubernetes.ts'
import { decode, position, type SourceFile } from '../../src/text/index.ts'

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
const dedented = (text: string): string => text.replace(new RegExp(`^ {1,${text.search(/\S/)}}`, 'gm'), '').trimEnd()

test('literal scalars under data of ConfigMaps are files of their own, nothing else is', () => {
  expect(parts(manifest).map(({ part }) => part?.name)).toEqual(['nginx.conf', 'indented.conf', 'other.conf'])
})

test('their text is what YAML says it is, and offsets count in the manifest', () => {
  const values = parseAllDocuments(manifest).map(document => document.toJS())
  const data = { ...values[0].items[0].data, ...values[1].data } as Record<string, string>
  for (const part of parts(manifest)) {
    const wanted = (data[part.part?.name ?? ''] ?? '').trimEnd()
    expect(dedented(contentOf(part))).toBe(part.part?.name === 'indented.conf' ? wanted.trimStart() : wanted)
    expect(manifest.startsWith(part.text)).toBe(true)
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
  expect(parts(text).map(contentOf)).toEqual(['    listen 80;'])
  expect(parts(text.replaceAll('\n', '\r\n')).map(contentOf)).toEqual(['    listen 80;'])
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
  expect(store.list('site.yaml')).toEqual(['indented.conf', 'nginx.conf', 'other.conf'])
  expect(store.list('site.yaml/nginx.conf')).toBeUndefined()
  expect(store.list('site.yaml/conf.d')).toEqual(['indented.conf', 'other.conf'])
  expect(store.list('plain.yaml')).toBeUndefined()
  expect(store.read('site.yaml/conf.d/other.conf')).toBe(store.read('site.yaml/other.conf'))
  expect(store.read('site.yaml/conf.d/nginx.conf')).toMatchObject({ code: 'missing' })
})

test('keys whose values are written in another style are named', () => {
  const file = decode('site.yaml', manifest)
  expect(unreadKeys(file).map(({ start, end }) => manifest.slice(start, end))).toEqual(['folded.conf: >'])
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
  const same = 'kind: ConfigMap\ndata:\n  a.conf: |\n    b\n---\n'
  expect(new Set(parts(same.repeat(20000)).map(({ part }) => part?.name)).size).toBe(20000)
})
