import { type FileStore, isUnreadable, join, type Unreadable } from '../../files/index.ts'
import { defaultTarget, type Version } from '../../target/index.ts'
import type { SourceFile } from '../../text/index.ts'
import type { Problem, Tree } from '../../tree/index.ts'
import { templateProblem } from '../template-problem.ts'
import { problem } from './messages.ts'
import type { OpenvpnForest } from './model.ts'
import { parse } from './parse.ts'
import { locate, type Place, startPlace } from './paths.ts'
import { read } from './reading.ts'
import { lookUp, namedFiles } from './references.ts'

interface Loading {
  readonly store: FileStore
  readonly trees: Map<string, Tree>
  readonly unreadable: Map<string, Unreadable>
  readonly problems: Problem[]
}

/** Releases whose options name files: between them they know all that the others do. */
const newest: readonly Version[] = [
  [2, 6],
  [2, 7],
]

/** Reads the root, what `config` includes, the per-client files, and looks for the files that options name. */
export function load(root: string, store: FileStore): OpenvpnForest {
  const loading: Loading = { store, trees: new Map(), unreadable: new Map(), problems: [] }
  include(loading, root, startPlace(root))
  const trees = [...loading.trees.values()]
  const companions = new Map<string, SourceFile | Unreadable>()
  for (const named of newest.flatMap(openvpn => namedFiles(read(root, trees, { ...defaultTarget, openvpn })))) {
    const found = lookUp(store, named)
    if (found) companions.set(named.path, found)
    if (named.line.name === 'client-config-dir') clientFiles(store, named.path, companions)
  }
  return {
    root,
    trees,
    problems: loading.problems,
    unreadable: [...loading.unreadable.values()],
    companions,
    complete: store.complete,
  }
}

/** Depth first, each file once; `cd` moves what follows, also behind the include that holds it. */
function include(loading: Loading, path: string, place: Place): Place {
  if (loading.trees.has(path)) return place
  const file = loading.store.read(path)
  if (isUnreadable(file)) {
    loading.unreadable.set(path, file)
    return place
  }
  const tree = parse(file)
  loading.trees.set(path, tree)
  if (tree.placeholders) loading.problems.push(templateProblem(tree))
  let here = place
  for (const node of tree.nodes) {
    if (node.kind !== 'directive') continue
    const written = node.args[0]?.value
    if (written === undefined) continue
    if (node.name.value === 'cd') here = { ...here, directory: locate(here, written) }
    else if (node.name.value === 'config') {
      const target = locate(here, written)
      here = include(loading, target, here)
      if (loading.unreadable.has(target))
        loading.problems.push(problem('missing-file', node, { name: 'config', path: written }))
    }
  }
  return here
}

function clientFiles(store: FileStore, directory: string, companions: Map<string, SourceFile | Unreadable>): void {
  for (const name of store.list(directory)?.slice(0, 2000) ?? []) {
    const path = join(directory, name)
    const file = store.read(path)
    if (!isUnreadable(file)) companions.set(path, file)
  }
}
