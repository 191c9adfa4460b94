import { basename, type FileStore, hostRoot, isUnreadable, onHost, placeOf } from '../../files/index.ts'
import { filledPath, type SourceFile } from '../../text/index.ts'
import type { Tree } from '../../tree/index.ts'
import type { LoadOptions } from '../format.ts'
import { templateProblem } from '../template-problem.ts'
import { evidenceOn, noEvidence } from './evidence.ts'
import { keyOf } from './key.ts'
import { candidate, candidatesOn } from './layout.ts'
import type { Candidate, HostEvidence, Scope, SysctlForest } from './model.ts'
import { parse } from './parse.ts'
import { interfacesIn, isSecret, snapshotAt, snapshotOn } from './snapshot.ts'
import { defaultKeys, known } from './table.ts'

/**
 * A file is all there is; a directory stands for `/` of a host, or is a bundle of drop-ins when it has none of the
 * usual folders. A host brings what else is known about it: ufw, modules, other setters, live values.
 */
export function load(root: string, store: FileStore, { live }: LoadOptions = {}): SysctlForest {
  const entry = store.list(root) === undefined ? store.read(root) : undefined
  if (entry && !isUnreadable(entry)) return withLive(ofFile(entry), store, live)
  const host = root === '.' ? '' : root
  const found = candidatesOn(host, store)
  if (found.length > 0) return ofHost(root, host, { store, found, live })
  const bundle = inBundle(root, store)
  const unreadable = entry && isUnreadable(entry) ? [entry] : []
  const forest: SysctlForest = { ...base(root, 'directory', bundle), hostRoot: undefined, complete: false, unreadable }
  return withLive(forest, store, live)
}

/** With the live values that the user named, whatever lies around the files. */
function withLive(forest: SysctlForest, store: FileStore, live: string | undefined): SysctlForest {
  if (live === undefined) return forest
  const statements = forest.candidates.flatMap(each => each.statements)
  const interfaces = interfacesIn(statements, store.list(`${live}/net/ipv4/conf`) ?? [])
  return { ...forest, snapshot: snapshotAt(live, store, () => keysInQuestion(forest.candidates, interfaces)) }
}

const ofFile = (file: SourceFile): SysctlForest => ({
  ...base(placeOf(file), 'file', [{ ...candidate(placeOf(file), file), name: basename(filledPath(placeOf(file))) }]),
  hostRoot: hostRoot(file.path),
  complete: false,
})

interface Around {
  readonly store: FileStore
  readonly found: Candidate[]
  readonly live: string | undefined
}

function ofHost(root: string, host: string, { store, found, live: named }: Around): SysctlForest {
  const evidence = evidenceOn(host, store)
  const live = store.list(`${named ?? onHost(host, '/proc/sys')}/net/ipv4/conf`) ?? []
  const statements = found.flatMap(each => each.statements)
  const interfaces = interfacesIn(statements, live)
  const keys = (): Iterable<string> => keysInQuestion(found, interfaces)
  const snapshot = named === undefined ? snapshotOn(host, store, keys) : snapshotAt(named, store, keys)
  const forest = base(root, 'host', found, evidence)
  // Where /proc/sys can be read this is the running machine, and a file that is not there does not exist.
  const complete = store.complete || snapshot?.path === onHost(host, '/proc/sys')
  return { ...forest, hostRoot: host === '' ? '.' : host, complete, evidence, snapshot }
}

/** The drop-ins of a folder such as `sysctl.d/` that shows no host around it. */
function inBundle(directory: string, store: FileStore): Candidate[] {
  const names = (store.list(directory) ?? []).filter(name => filledPath(name).endsWith('.conf'))
  return names.flatMap(name => {
    const entry = store.read(directory === '.' ? name : `${directory}/${name}`)
    return isUnreadable(entry) ? [] : [{ ...candidate(entry.path, entry), name: basename(filledPath(name)) }]
  })
}

function base(root: string, scope: Scope, candidates: readonly Candidate[], evidence: HostEvidence = noEvidence) {
  const trees = treesOf(candidates, evidence)
  return {
    root,
    scope,
    candidates,
    evidence,
    snapshot: undefined,
    trees,
    problems: trees.filter(tree => tree.placeholders).map(templateProblem),
    unreadable: [],
  } satisfies Partial<SysctlForest>
}

/** Files with at least one assignment to a key that exists: prose such as README.sysctl is none. */
function treesOf(candidates: readonly Candidate[], evidence: HostEvidence): Tree[] {
  const files = new Set(candidates.filter(each => isRead(each) || speaksSysctl(each)).flatMap(each => each.file ?? []))
  return [...[...files].map(parse), ...(evidence.ufw?.tree ? [evidence.ufw.tree] : [])]
}

const isRead = (each: Candidate): boolean => each.name.endsWith('.conf')

export const speaksSysctl = (each: Candidate): boolean =>
  each.statements.some(({ systemd }) => systemd.kind === 'assign' && known(systemd.key) !== 'no')

function* keysInQuestion(candidates: readonly Candidate[], interfaces: readonly string[]): Generator<string> {
  const written = candidates.flatMap(each => each.statements).flatMap(({ systemd }) => systemd.key ?? [])
  for (const key of new Set([...written, ...defaultKeys()])) if (!key.includes('*') && !isSecret(key)) yield key
  for (const key of defaultKeys()) {
    const found = /^net\.(ipv[46])\.conf\.default\.(\w+)$/.exec(key)
    if (found) for (const name of interfaces) yield keyOf(found[1] ?? '', name, found[2] ?? '')
  }
}
