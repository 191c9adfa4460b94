import { posix } from 'node:path'
import type { SourceFile } from 'ts-morph'
import { expect, test } from 'vitest'
import { isDev, isGenerated, pathOf, sources } from './sources.ts'

/** Each layer may import those before it, layers side by side never each other. */
const layers: readonly (readonly string[])[] = [
  ['text'],
  ['message'],
  ['tree'],
  ['files'],
  ['target', 'tls', 'x509'],
  ['formats'],
  ['remedies'],
  ['rules'],
  ['baseline'],
  ['engine', 'exposure'],
  ['report'],
  ['guide'],
  ['cli', 'index.ts'],
]

const layerOf = (path: string): string => path.split('/')[1] as string
const height = (path: string): number => layers.findIndex(names => names.includes(layerOf(path)))
/** The first two folders below src: `formats/nginx`. */
const wing = (path: string): string => path.split('/').slice(1, 3).join('/')

interface Import {
  readonly from: string
  readonly to: string
}

const resolve = (from: string, to: string): string => posix.join(posix.dirname(from), to)

const imports: readonly Import[] = sources.flatMap(file =>
  importsOf(file).map(to => ({ from: pathOf(file), to: to.startsWith('.') ? resolve(pathOf(file), to) : to })),
)
const own: readonly Import[] = imports.filter(({ to }) => to.startsWith('src/'))

function importsOf(file: SourceFile): string[] {
  return file.getImportStringLiterals().map(literal => literal.getLiteralValue())
}

const shown = (list: readonly Import[]): string[] => list.map(({ from, to }) => `${from} → ${to}`)

test('every folder is a layer', () => {
  const unknown = sources.map(pathOf).filter(path => !isDev(path) && height(path) === -1)
  expect(unknown).toEqual([])
})

test('imports point one way', () => {
  const wrong = own.filter(({ from, to }) => {
    if (isDev(from)) return false
    if (isDev(to)) return true
    return height(to) > height(from) || (height(to) === height(from) && layerOf(to) !== layerOf(from))
  })
  expect(shown(wrong)).toEqual([])
})

test('formats do not import each other, nor do the rules of one format those of another', () => {
  const wrong = own.filter(({ from, to }) => {
    const [a, b] = [wing(from), wing(to)]
    const wings = /^(formats|rules)\/(nginx|openvpn|sysctl|host)$/
    return wings.test(a) && wings.test(b) && a !== b && layerOf(from) === layerOf(to)
  })
  expect(shown(wrong)).toEqual([])
})

test('no file comes back to itself, by whatever kind of import', () => {
  const needs = new Map<string, Set<string>>(sources.map(file => [pathOf(file), new Set()]))
  for (const { from, to } of own) needs.get(from)?.add(to)
  const done = new Set<string>()
  const circles: string[] = []
  const visit = (path: string, trail: readonly string[]): void => {
    if (trail.includes(path)) circles.push([...trail.slice(trail.indexOf(path)), path].join(' → '))
    if (trail.includes(path) || done.has(path)) return
    for (const to of needs.get(path) ?? []) visit(to, [...trail, path])
    done.add(path)
  }
  for (const path of needs.keys()) visit(path, [])
  expect(circles).toEqual([])
})

test('nobody imports a rule but the list of its format, and nobody that list but the registries', () => {
  const lists = /^src\/rules\/(?:host|nginx|openvpn|sysctl)\.gen\.ts$/
  const registries = /^src\/rules\/(?:registry|by-format)\.gen\.ts$/
  const isRule = new Set(own.filter(({ from }) => lists.test(from)).map(({ to }) => to))
  expect(isRule.size).toBeGreaterThan(300)
  isRule.delete('src/rules/rule.ts')
  const wrong = own.filter(
    ({ from, to }) =>
      !isDev(from) && ((isRule.has(to) && !lists.test(from)) || (lists.test(to) && !registries.test(from))),
  )
  expect(shown(wrong)).toEqual([])
})

/** Where the program meets the machine. */
const edge = /^src\/(cli|guide|dev)\/|^src\/files\/(disk|git|links|names)\b/

test('the core imports no module of Node and no package that needs one', () => {
  const wrong = imports.filter(
    ({ from, to }) => !edge.test(from) && !to.startsWith('src/') && !/^(diff|yaml)$/.test(to),
  )
  expect(shown(wrong)).toEqual([])
})

test('what the library exports reaches no module of Node', () => {
  const reached = new Set(['src/index.ts'])
  for (const path of reached) for (const { from, to } of imports) if (from === path) reached.add(to)
  expect([...reached].filter(path => path.startsWith('node:') || edge.test(path))).toEqual([])
})

test('the core has no clock, no process, no console, no chance', () => {
  const impure =
    /(?<![\w$.])(?:process\.|console\.|performance\.|Date\.now\b|new Date\(\)|setTimeout\(|setInterval\(|fetch\(|Math\.random\b)/
  const wrong = sources
    .filter(file => !edge.test(pathOf(file)) && !isGenerated(pathOf(file)) && impure.test(file.getFullText()))
    .flatMap(file =>
      codeLines(file)
        .filter(line => impure.test(line))
        .map(line => `${pathOf(file)}: ${line.trim()}`),
    )
  expect(wrong).toEqual([])
})

/** The lines without comments and without what stands in quotes. */
const codeLines = (file: SourceFile): string[] =>
  file
    .getFullText()
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .split('\n')
    .map(line => line.replace(/'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`/g, "''").replace(/\/\/.*/, ''))

test('names say what a file is', () => {
  const vague = /^(common|shared|misc|lib|stuff|base|impl|tools|temp|tmp)$/
  const kebab = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/
  const vagueWord = /\b(utils?|helpers?|managers?)\b/
  const wrong = sources.map(pathOf).filter(path => {
    const parts = path
      .replace(/(\.gen)?\.ts$/, '')
      .split('/')
      .slice(1)
    return parts.some(part => !kebab.test(part) || vague.test(part) || vagueWord.test(part))
  })
  expect(wrong).toEqual([])
})

test('raw templates hold ASCII only, because the build writes other characters as escapes', () => {
  const wrong = sources.filter(file => /String\.raw`[^`]*[^`\0-\x7f]/.test(file.getFullText())).map(pathOf)
  expect(wrong).toEqual([])
})
