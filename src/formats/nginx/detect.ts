import type { SourceFile } from '../../text/index.ts'
import { type Directive, type Tree, walk } from '../../tree/index.ts'
import { hasItsForm, isPragma, looksRight, namesOwn } from './form.ts'
import { readTree } from './read.ts'
import { nameOf } from './syntax.ts'
import { known } from './tables/index.ts'

/** So much of a file is looked at: more than any licence in front of it. */
const HEAD = 16_384

const mainFile = /(?:^|\/)nginx(?:[-.][\w-]+)?\.conf$/
const folder = /(?:^|\/)(?:nginx|openresty|sites-(?:available|enabled)|http\.d)\/(?:[^./]*\/)*(?:[^./]*|[^/]*\.conf)$/
const helper = /(?:^|\/)nginx\/.*(?:mime\.types|_params|\.conf|\.inc)$/

const otherLanguages = new Set(
  [
    'md json jsonc js jsx cjs cjsx mjs mjsx ts tsx cts ctsx mts mtsx css htm html py sh c h java go rs yml yaml toml xml',
    'svg sql tf rb php lua pl pm pod t pyi fish ksh csh nix dart zig nim hs ml clj jl vue svelte scss sass less rst adoc tex po tcl awk bash zsh ps1 cs cc cpp hpp kt swift scala groovy gradle erl ex exs el vim m4 proto te aug ctp',
  ].flatMap(line => line.split(' ')),
)
const otherLanguage = (path: string): boolean =>
  path.includes('.') && otherLanguages.has(path.slice(path.lastIndexOf('.') + 1))

/** `#!/usr/bin/perl`, `<?php`: what follows is a program, whatever its documentation shows. */
const isScript = ({ text, part }: SourceFile): boolean =>
  part === undefined && /^(?:#![ \t]*\/(?!\S*\/(?:nginx|openresty)\b)|\s{0,99}<\?php\b)/.test(text.slice(0, 200))

/** `[Definition]` in front of everything else: settings of another program, which may be about nginx. */
const hasSections = ({ text, part }: SourceFile): boolean =>
  part === undefined && /^\[\w[^\][]{0,80}\][ \t]*(?:[#;].*)?$/.test(firstLine(text))

const firstLine = (text: string): string =>
  text
    .slice(0, HEAD)
    .split('\n')
    .map(line => line.trim())
    .find(line => !/^(?:[#;]|$)/.test(line)) ?? ''

/** Drop-ins of other programs are named after what they are for. */
const dropIn = /(?:^|\/)(?!(?:conf|http|stream|nginx|sites|vhosts?|servers?|snippets)\.d\/)[\w-]+\.d\/[^/]+$/
const readMe = /(?:^|\/)README[^/]*$/i

/** Blocks that hardly any other language opens with these words. */
const blocks = new Set(['http', 'server', 'events', 'upstream', 'location', 'stream', 'mail'])

/** How sure it is that a file holds nginx configuration: by its path, and by the statements in it. */
export function detect(file: SourceFile): number {
  const path = file.part?.name ?? file.path
  return otherLanguage(path) || readMe.test(path) || isScript(file) || hasSections(file) ? 0 : byPlace(path, file)
}

function byPlace(path: string, file: SourceFile): number {
  // A snippet says by its place that it is one.
  if (file.part?.context) return 0.9
  const content = byContent(file)
  if (path.endsWith('/nginx.conf') || mainFile.test(path))
    return content > 0 || file.text.trim() === '' ? 1 : dropIn.test(path) || holdsOnlyComments(file) ? 0 : 0.6
  if (content <= open) return content
  if (folder.test(path) || helper.test(path)) return Math.max(content, 0.9)
  return content
}

/** Of other programs some have a file of that name, with everything in it switched off. */
const holdsOnlyComments = (file: SourceFile): boolean =>
  readTree(headOf(file)).nodes.every(({ kind }) => kind === 'comment')

/** Beginnings of long files, so that each is parsed once however often it is asked about. */
const heads = new WeakMap<SourceFile, SourceFile>()

function headOf(file: SourceFile): SourceFile {
  const end = (file.part?.start ?? 0) + HEAD
  if (file.text.length <= end) return file
  const head = heads.get(file) ?? { ...file, text: file.text.slice(0, end) }
  heads.set(file, head)
  return head
}

function byContent(file: SourceFile): number {
  const head = headOf(file)
  const cut = head !== file
  const tree = readTree(head)
  const statements = tree.nodes.filter((node): node is Directive => node.kind === 'directive')
  if (statements.length === 0) return 0
  const telling = statements.filter(one => !everywhere.has(nameOf(one)))
  if (telling.length === 0) return tree.problems.length > 0 && statements.length === 1 ? open : anInclude
  const least = telling.length < statements.length ? anInclude : 0
  const own = telling.filter(one => known(nameOf(one)) && hasItsForm(one) && looksRight(one) && !isPragma(one))
  const share = own.length / telling.length
  const opened = own.some(one => one.block && blocks.has(nameOf(one)) && namesOwn(one))
  const certain = Math.max(least, opened && share >= 0.5 ? 0.95 : share * 0.85)
  if (tree.problems.length === 0 || cut) return certain
  return isBareKey(file) && !holdsStatements(tree) ? 0 : certain * (opened ? 0.8 : 0.4)
}

/** Statements that other languages have too. */
const everywhere = new Set(['include', 'echo'])

/** One of them counts where the path speaks for nginx. */
const anInclude = 0.1

/** One without an end does not: rules of ModSecurity lie beside the sites, and include each other so. */
const open = 0.01

/** A key of a manifest that does not say what it holds: other languages have blocks called `server` too. */
const isBareKey = ({ part }: SourceFile): boolean => part !== undefined && !/[./]/.test(part.name)

const holdsStatements = ({ nodes }: Tree): boolean =>
  [...walk(nodes)].filter(one => !one.block && known(nameOf(one))).length > 1
