import type { Target } from '../../target/index.ts'
import type { Directive, Problem, Tree } from '../../tree/index.ts'
import { type Admission, admit } from './admission.ts'
import { problem } from './messages.ts'
import type { OptionLine } from './model.ts'
import { hasLetter } from './options.ts'
import { locate, type Place, startPlace } from './paths.ts'

/** A daemon that reads its configuration, line by line, and what it has understood so far. */
export interface Reading {
  readonly root: string
  readonly target: Target
  readonly trees: ReadonlyMap<string, Tree>
  readonly lines: OptionLine[]
  /** In the order of the daemon; it would stop at the first that is no warning. */
  readonly problems: Problem[]
  /** `config` files that are not there. */
  readonly absent: Problem[]
  readonly admission: Admission
  place: Place
}

const maximumLevels = 10
/** Includes can multiply; no real configuration comes near. */
const maximumLines = 100_000

/** Reads the root and, at their places, the files it includes. */
export function read(root: string, trees: readonly Tree[], target: Target): Reading {
  const reading: Reading = {
    root,
    target,
    trees: new Map(trees.map(tree => [tree.file.path, tree])),
    lines: [],
    problems: [],
    absent: [],
    admission: { target, forgiven: new Set(), forwardCompatible: false, blocks: 0, remotes: 0 },
    place: startPlace(root),
  }
  const tree = trees[0]
  if (tree) readTree(reading, tree, 1)
  forgiveLate(reading.lines)
  return reading
}

/** Keys of the control channel hold for every block that has none, also when they are written behind it. */
const sharedKeys: ReadonlySet<string> = new Set(['tls-auth', 'tls-crypt', 'tls-crypt-v2', 'key-direction'])

/** May not stand in a block, and is kept with the proxy of the blocks that follow. */
const proxyLogin = 'http-proxy-user-pass'

/** A connection option outside of the blocks is the default of those that follow it, and of those only. */
export const isBlockDefault = ({ name, connection }: OptionLine): boolean =>
  !connection && (hasLetter(name, 'c') || name === proxyLogin) && !sharedKeys.has(name)

/** Behind the last block such a line has no effect. */
function forgiveLate(lines: OptionLine[]): void {
  const final = lines.findLastIndex(
    ({ name, inline, effect }) => name === 'connection' && inline && effect === 'applies',
  )
  for (let at = final + 1; final !== -1 && at < lines.length; at++) {
    const line = lines[at] as OptionLine
    if (line.effect === 'applies' && isBlockDefault(line)) lines[at] = { ...line, effect: 'forgiven' }
  }
}

function readTree(reading: Reading, tree: Tree, level: number): void {
  const waiting = tree.problems.toSorted((a, b) => a.span.start - b.span.start)
  let next = 0
  for (const node of tree.nodes) {
    for (; waiting[next] && (waiting[next] as Problem).span.start < node.span.start; next++)
      reading.problems.push(waiting[next] as Problem)
    if (node.kind === 'directive') readDirective(reading, node, level)
    if (reading.lines.length > maximumLines) return
  }
  for (const problem of waiting.slice(next)) reading.problems.push(problem)
}

function readDirective(reading: Reading, directive: Directive, level: number): void {
  const line = admit(reading.admission, directive, reading.problems)
  if (reading.lines.push(line) === maximumLines) reading.problems.push(problem('include-size', directive))
  if (line.effect !== 'applies') return
  if (line.name === 'config') include(reading, line, level)
  else if (line.name === 'cd' && line.params[0] !== undefined)
    reading.place = { ...reading.place, directory: locate(reading.place, line.params[0]) }
  else if (line.name === 'connection' && line.inline) readBlock(reading, line)
}

function readBlock(reading: Reading, block: OptionLine): void {
  let remote = false
  for (const node of block.directive.block?.nodes ?? []) {
    if (node.kind !== 'directive') continue
    const line = admit(reading.admission, node, reading.problems)
    reading.lines.push(line)
    remote ||= line.name === 'remote' && line.effect === 'applies'
  }
  if (!remote) reading.problems.push(problem('connection-remote', block.directive))
}

function include(reading: Reading, line: OptionLine, level: number): void {
  const written = line.params[0] ?? ''
  const tree = reading.trees.get(locate(reading.place, written))
  if (level >= maximumLevels) reading.problems.push(problem('include-depth', line.directive))
  else if (tree) readTree(reading, tree, level + 1)
  else reading.absent.push(problem('missing-file', line.directive, { name: 'config', path: written }))
}
