import { dirname, type FileStore, isUnreadable, normalize, type Unreadable } from '../../files/index.ts'
import { decode, overlaps, type SourceFile } from '../../text/index.ts'
import type { Directive, Problem, Tree } from '../../tree/index.ts'
import type { Forest, LoadOptions, Refused } from '../format.ts'
import { templateProblem } from '../template-problem.ts'
import { includeOf } from './folder.ts'
import { opaqueCode } from './opaque.ts'
import type { NginxTree } from './parse.ts'
import { folderOf, isAmong, isFolder, isThere, type Places, targets } from './places.ts'
import { type ProblemCode, syntaxProblem } from './problems.ts'
import { readTree } from './read.ts'
import { nameOf } from './syntax.ts'

/** A file whose includes are being followed. */
interface Frame {
  readonly path: string
  readonly tree: NginxTree
  /** It is a part of a geo{}. */
  readonly inGeo: boolean
  /** The next include of the tree. */
  at: number
  /** The include that is being followed, the files it still names (last first), and the trees found so far. */
  directive: Directive | undefined
  pending: string[]
  found: Tree[]
}

/** Reads and parses the root and everything it includes; each file once, in the order the daemon reads them. */
export function load(root: string, store: FileStore, options: LoadOptions = {}): Forest {
  return new Loader(root, store).run(options)
}

class Loader {
  private readonly root: string
  private readonly store: FileStore
  private places: Places
  private readonly trees = new Map<string, NginxTree>()
  private readonly problems: Problem[] = []
  private readonly unreadable: Unreadable[] = []
  private readonly included = new Map<Directive, Tree[]>()
  private readonly refused = new Map<Directive, Refused>()
  private readonly stack: Frame[] = []
  private readonly open = new Set<string>()

  constructor(root: string, store: FileStore) {
    this.root = normalize(root)
    this.store = store
    this.places = { root: this.root, folder: dirname(this.root), store }
  }

  run(options: LoadOptions): Forest {
    const entry = this.readRoot()
    if (isUnreadable(entry)) this.refuseRoot(entry)
    else {
      const tree = this.enter(this.root, entry, false)
      this.places = { ...this.places, folder: folderOf(this.root, isPart(tree), this.store) }
    }
    for (let frame = this.stack.at(-1); frame; frame = this.stack.at(-1)) this.follow(frame)
    const { root, problems, unreadable, included, refused } = this
    const part = isUnreadable(entry) ? undefined : entry.part
    const stated = options.context ?? part?.context
    const context = stated?.length ? { context: stated } : {}
    // Of a part it is not known what else is mounted beside it.
    const complete = this.store.complete && !part
    const exists = (path: string): boolean => (complete ? isThere : isAmong)(path, this.places)
    const trees = [...this.trees.values()]
    const folder = (path: string): boolean => isFolder(path, this.places)
    const found = { root, trees, problems, unreadable, included, refused, complete, exists, isFolder: folder }
    return { ...found, ...context, ...(this.store.list(root) && includeOf(root) && { folder: true as const }) }
  }

  /** Of a folder whose files are read together it is the line of the main file that includes them. */
  private readRoot(): SourceFile | Unreadable {
    const include = this.store.list(this.root) && includeOf(this.root)
    return include === undefined ? this.store.read(this.root) : decode(this.root, `include ${include};`)
  }

  private refuseRoot(entry: Unreadable): void {
    this.unreadable.push(entry)
    const file = decode(this.root, '')
    const params = { path: this.root, detail: entry.detail }
    this.problems.push(syntaxProblem(file, { start: 0, end: 0 }, 'include-unreadable', params))
  }

  private enter(path: string, file: SourceFile, inGeo: boolean): Tree {
    const tree = readTree(file)
    this.trees.set(path, tree)
    if (tree.placeholders) this.problems.push(templateProblem(tree))
    const opaque = opaqueCode(tree)
    if (opaque) this.problems.push(opaque)
    this.open.add(path)
    this.stack.push({ path, tree, inGeo, at: 0, directive: undefined, pending: [], found: [] })
    return tree
  }

  /** Goes one file on; leaves the tree when it names no more. */
  private follow(frame: Frame): void {
    const path = frame.pending.pop()
    if (path !== undefined) {
      this.take(frame, path)
      return
    }
    const directive = frame.tree.includes[frame.at++]
    if (!directive) {
      this.open.delete(frame.path)
      this.stack.pop()
      return
    }
    frame.directive = directive
    frame.pending = targets(directive, this.places, standsInGeo(frame, directive)).reverse()
    frame.found = []
    this.included.set(directive, frame.found)
  }

  private take(frame: Frame, path: string): void {
    const known = this.trees.get(path)
    const entry = known?.file ?? this.store.read(path)
    if (this.open.has(path)) this.cycle(frame, path)
    else if (known) frame.found.push(known)
    else if (isUnreadable(entry)) this.refuse(frame, path, entry)
    else frame.found.push(this.enter(path, entry, standsInGeo(frame, frame.directive)))
  }

  private refuse(frame: Frame, path: string, entry: Unreadable): void {
    this.unreadable.push(entry)
    this.report(frame, reason(entry), { path, detail: entry.detail })
  }

  private cycle(frame: Frame, path: string): void {
    const open = [...this.open]
    const chain = [...open.slice(open.indexOf(path)), path].join(' → ')
    this.report(frame, 'include-cycle', { path, detail: '', chain })
  }

  private report(
    { directive, tree }: Frame,
    code: ProblemCode,
    params: Omit<Refused, 'code'> & { chain?: string },
  ): void {
    if (!directive) return
    if (code !== 'include-missing' || !isLeftOpen(directive, tree))
      this.problems.push(syntaxProblem(directive.file, directive.span, code, { ...params }))
    if (!this.refused.has(directive)) this.refused.set(directive, { code, path: params.path, detail: params.detail })
  }
}

/** No main file: those have events{}, and a protocol. */
const isPart = ({ nodes }: Tree): boolean =>
  !nodes.some(node => node.kind === 'directive' && /^(?:events|http|stream|mail)$/.test(nameOf(node)))

/** A template says where the file is once its placeholder is filled in. */
const isLeftOpen = ({ span }: Directive, { placeholders = [] }: NginxTree): boolean =>
  placeholders.some(each => overlaps(each, span))

/** Statements of a file stand where the file is included. */
const standsInGeo = (frame: Frame, directive: Directive | undefined): boolean =>
  directive?.parent ? nameOf(directive.parent) === 'geo' : frame.inGeo

function reason(entry: Unreadable): ProblemCode {
  if (entry.code === 'missing') return 'include-missing'
  return entry.code === 'directory' ? 'include-directory' : 'include-unreadable'
}
