import { createRequire } from 'node:module'
import { relative, resolve } from 'node:path'
import { type Git, RevisionTree } from './git-tree.ts'
import { normalize } from './path.ts'
import type { FileStore } from './store.ts'

/** Git has no such revision, or there is no repository. `message` is what git says. */
export class RevisionError extends Error {
  override readonly name = 'RevisionError'
  /** The clone does not hold all of its history. */
  readonly shallow: boolean
  constructor(message: string, shallow = false) {
    super(message)
    this.shallow = shallow
  }
}

/**
 * The files of a git revision, as they would lie under `cwd`; what lies outside the repository is that of `outside`.
 * @throws RevisionError
 */
export function gitStore(cwd: string, revision: string, outside: FileStore): FileStore {
  const git = runner(cwd)
  const top = git(['rev-parse', '--show-toplevel']).toString().replace(/\n$/, '')
  const part = partsOf(top, new RevisionTree(git, commitOf(git, revision)))
  /** The path in the tree; undefined outside of the repository. */
  const own = (path: string): string | undefined => {
    const inside = relative(top, resolve(cwd, path))
    return inside === '..' || inside.startsWith('../') ? undefined : inside
  }
  return {
    complete: false,
    read(path) {
      const inside = own(path)
      return inside === undefined ? outside.read(path) : part(inside).read(path)
    },
    list(directory) {
      const inside = own(directory)
      return inside === undefined ? outside.list(directory) : part(inside).list()
    },
    ...(outside.elsewhere && { elsewhere: (path: string) => outside.elsewhere?.(path) }),
    tracked(path) {
      const inside = own(path)
      return inside === undefined ? outside.tracked?.(path) : part(inside).has()
    },
    resolveLink(path) {
      const inside = own(path)
      const place = inside === undefined ? undefined : part(inside).follow()
      if (place === undefined) return undefined
      const plain = path.startsWith('/') ? place : normalize(relative(cwd, place))
      return plain === normalize(path) ? undefined : plain
    },
  }
}

function commitOf(git: Git, revision: string): string {
  try {
    return git(['rev-parse', '--verify', '--end-of-options', `${revision}^{commit}`])
      .toString()
      .trim()
  } catch (error) {
    const shallow = git(['rev-parse', '--is-shallow-repository']).toString().trim() === 'true'
    throw error instanceof RevisionError ? new RevisionError(error.message, shallow) : error
  }
}

/** A path of a repository, or of the submodule that holds it. */
interface Part {
  read(path: string): ReturnType<FileStore['read']>
  list(): ReturnType<FileStore['list']>
  has(): boolean
  /** Where links lead, as an absolute path. */
  follow(): string | undefined
}

/** Submodules that are checked out are read at the commit that the revision names. */
function partsOf(top: string, whole: RevisionTree): (inside: string) => Part {
  const modules = [...whole.modules].flatMap(([path, commit]) => {
    const tree = moduleAt(resolve(top, path), commit)
    return tree ? [{ path, tree }] : []
  })
  return inside => {
    const module = modules.find(({ path }) => inside === path || inside.startsWith(`${path}/`))
    const tree = module?.tree ?? whole
    const own = module ? inside.slice(module.path.length + 1) : inside
    return {
      read: path => tree.read(path, own),
      list: () => tree.list(own),
      has: () => tree.has(own),
      follow: () => {
        const target = tree.follow(own)
        return target === undefined ? undefined : resolve(top, module?.path ?? '', target)
      },
    }
  }
}

function moduleAt(folder: string, commit: string): RevisionTree | undefined {
  try {
    return new RevisionTree(runner(folder), commit)
  } catch {
    return undefined
  }
}

/** Loaded when git is asked: it takes as long as a check of a small file. */
const processes = (): typeof import('node:child_process') => createRequire(process.execPath)('node:child_process')

/** No hook, filter or monitor of the repository runs: it may be hostile. */
const runner =
  (cwd: string): Git =>
  (args, input = '') => {
    const { status, stdout, stderr, error } = processes().spawnSync('git', ['-c', 'core.fsmonitor=false', ...args], {
      cwd,
      input,
      maxBuffer: 2 ** 30,
      env: { ...process.env, GIT_OPTIONAL_LOCKS: '0', LC_ALL: 'C' },
    })
    if (status === 0) return stdout
    throw new RevisionError(error ? error.message : stderr.toString().trim())
  }

/**
 * The files under version control in the work tree that holds a directory, by absolute path. Undefined: there is no work
 * tree, or git does not trust it.
 */
export function trackedBelow(directory: string): ReadonlySet<string> | undefined {
  try {
    const git = runner(directory)
    const top = git(['rev-parse', '--show-toplevel']).toString().replace(/\n$/, '')
    const names = runner(top)(['ls-files', '-z']).toString().split('\0')
    return new Set(names.filter(name => name !== '').map(name => resolve(top, name)))
  } catch {
    return undefined
  }
}
