import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  lstatSync,
  openSync,
  type PathLike,
  readFileSync,
  readSync,
  type Stats,
} from 'node:fs'
import { relative, resolve } from 'node:path'
import { decode, type SourceFile } from '../text/index.ts'
import { isBinary } from './binary.ts'
import { trackedBelow } from './git.ts'
import { isInside, type KnownLinks, noLink, realPlace } from './links.ts'
import { type NamesInBytes, namesIn, onDisk } from './names.ts'
import { dirname, normalize } from './path.ts'
import type { FileStatus, FileStore, Unreadable } from './store.ts'

export interface DiskOptions {
  /** Where relative paths start. Default: the working directory. */
  readonly cwd?: string
  /** Larger files are refused unread. Default 32 MiB: ten times the largest configuration seen. */
  readonly maxBytes?: number
  /** True when this machine is the host whose files are read: a missing file is then really missing. */
  readonly complete?: boolean
}

type Entry = SourceFile | Unreadable

/** Where a path leads on disk. */
type PlaceOf = (path: string) => string

/** The files and folders of this machine, read at most once each. Never throws; never waits for a pipe. */
export function diskStore(options: DiskOptions = {}): FileStore {
  const { cwd = process.cwd(), maxBytes = 32 * 2 ** 20, complete = false } = options
  const links: KnownLinks = new Map()
  const placeOf = (path: string): string => realPlace(cwd, path, links)
  const inBytes: NamesInBytes = new Map()
  const known = new Map<string, Entry>()
  const listed = new Map<string, readonly string[] | undefined>()
  const behind = new Map<string, string | undefined>()
  return {
    complete,
    read(path) {
      const entry =
        known.get(path) ??
        attempt(path, () => load(path, isStream(path) ? path : onDisk(placeOf(path), inBytes), maxBytes))
      known.set(path, entry)
      return entry
    },
    list(directory) {
      if (!listed.has(directory)) listed.set(directory, names(directory, { placeOf, links, inBytes }))
      return listed.get(directory)
    },
    // Elsewhere modes are those of a copy: a checkout knows nothing of the ones on the host.
    ...(complete && { status: (path: string) => statusOf(path, path => onDisk(placeOf(path), inBytes)) }),
    nameInBytes: path => inBytes.get(placeOf(path)),
    tracked: versioned(cwd),
    resolveLink(path) {
      if (!behind.has(path)) behind.set(path, behindLinks(path, placeOf))
      return behind.get(path)
    },
  }
}

function load(path: string, place: PathLike, maxBytes: number): Entry {
  const flags = constants.O_RDONLY | (isStream(path) ? 0 : constants.O_NONBLOCK)
  const descriptor = openSync(place, flags)
  try {
    const stat = isStream(path) ? undefined : fstatSync(descriptor)
    const refused = stat && refuse(path, stat, maxBytes)
    if (refused) return refused
    const bytes = content(descriptor, stat?.size ?? 0)
    if (bytes.length > maxBytes) return tooLarge(path, maxBytes)
    return isBinary(bytes) ? { path, code: 'error', detail: 'Binary file' } : decode(path, bytes)
  } finally {
    closeSync(descriptor)
  }
}

/** Small files are read here, one after the other: new memory for each takes longer than reading into it. */
const room = Buffer.allocUnsafeSlow(65_536)

/** What stands in a file of this size. The same memory may hold the next one: who keeps it makes a copy. */
function content(descriptor: number, size: number): Buffer {
  const got = size > 0 && size < room.length ? readSync(descriptor, room, 0, room.length, 0) : -1
  // Less or more than it was when its size was asked: somebody writes it. One of /proc has no size.
  return got === size ? room.subarray(0, got) : readFileSync(descriptor)
}

/** `<(command)` of a shell and /dev/stdin: the only pipes that are read. */
const isStream = (path: string): boolean =>
  (path.startsWith('/dev/') || path.startsWith('/proc/')) && /^\/(?:dev|proc\/self)\/(?:stdin|fd\/\d+)$/.test(path)

function refuse(path: string, stat: Stats, maxBytes: number): Unreadable | undefined {
  if (stat.isDirectory()) return { path, code: 'directory', detail: 'Is a directory' }
  if (!stat.isFile()) return { path, code: 'error', detail: 'Not a regular file' }
  return stat.size > maxBytes ? tooLarge(path, maxBytes) : undefined
}

const tooLarge = (path: string, maxBytes: number): Unreadable => ({
  path,
  code: 'too-large',
  detail: `File is larger than ${Math.round(maxBytes / 2 ** 20)} MiB`,
})

const reasons: Readonly<Record<string, readonly [Unreadable['code'], string]>> = {
  ENOENT: ['missing', 'No such file or directory'],
  ENOTDIR: ['missing', 'No such file or directory'],
  EACCES: ['denied', 'Permission denied'],
  EPERM: ['denied', 'Operation not permitted'],
  ELOOP: ['loop', 'Too many levels of symbolic links'],
  EISDIR: ['directory', 'Is a directory'],
  ENAMETOOLONG: ['error', 'File name too long'],
}

function attempt(path: string, read: () => Entry): Entry {
  try {
    return read()
  } catch (error) {
    const code = String((error as NodeJS.ErrnoException).code ?? '')
    const [kind, detail] = reasons[code] ?? ['error', `Cannot be read (${code || 'unknown error'})`]
    return { path, code: kind, detail }
  }
}

interface Disk {
  readonly placeOf: PlaceOf
  readonly links: KnownLinks
  readonly inBytes: NamesInBytes
}

/** The names in a folder. The list tells which are links, so that the others are not looked at for that when they are read. */
function names(directory: string, { placeOf, links, inBytes }: Disk): readonly string[] | undefined {
  try {
    const place = placeOf(directory)
    if (!lstatSync(onDisk(place, inBytes)).isDirectory()) return undefined
    const named = namesIn(place, inBytes)
    for (const { name, link } of named) if (!link) noLink(place, name, links)
    return named.map(({ name }) => name)
  } catch {
    return undefined
  }
}

function behindLinks(path: string, placeOf: PlaceOf): string | undefined {
  try {
    const place = placeOf(path)
    if (place === path) return undefined
    const here = placeOf('.')
    const plain = path.startsWith('/') || !isInside(place, here) ? place : relative(here, place)
    return plain === normalize(path) ? undefined : plain
  } catch {
    return undefined
  }
}

function statusOf(path: string, placeOf: (path: string) => PathLike): FileStatus | undefined {
  try {
    const stat = lstatSync(placeOf(path))
    const kind = stat.isFile() ? 'file' : stat.isDirectory() ? 'directory' : 'other'
    return { kind, mode: stat.mode & 0o7777, user: stat.uid, group: stat.gid }
  } catch {
    return undefined
  }
}

/** Asks git once for each work tree, and only where a directory above holds one. */
function versioned(cwd: string): (path: string) => boolean | undefined {
  const known = new Map<string, ReadonlySet<string> | undefined>()
  return path => {
    const place = resolve(cwd, path)
    const top = workTree(dirname(place))
    if (top === undefined) return undefined
    if (!known.has(top)) known.set(top, trackedBelow(top))
    return known.get(top)?.has(place)
  }
}

function workTree(directory: string): string | undefined {
  for (let at = directory; ; at = dirname(at)) {
    if (existsSync(resolve(at, '.git'))) return at
    if (at === '/' || at === '.') return undefined
  }
}
