import { dirname } from 'node:path'
import { decode, type SourceFile } from '../text/index.ts'
import { isBinary } from './binary.ts'
import { join } from './path.ts'
import type { Unreadable } from './store.ts'

/** Runs git and gives what it prints. */
export type Git = (args: readonly string[], input?: string) => Buffer

interface Blob {
  readonly id: string
  /** The blob holds where a symbolic link leads. */
  readonly link: boolean
}

const largest = 32 * 2 ** 20

/** The files that a commit holds, read when they are asked for. */
export class RevisionTree {
  private readonly git: Git
  private readonly blobs = new Map<string, Blob>()
  private readonly directories = new Map<string, Set<string>>()
  private readonly texts = new Map<string, Buffer | undefined>()
  private readonly sources = new Map<string, SourceFile | Unreadable>()

  /** The commits of submodules, by path. */
  readonly modules: Map<string, string> = new Map()

  constructor(git: Git, commit: string) {
    this.git = git
    for (const line of git(['ls-tree', '-r', '-z', '--full-tree', commit]).toString().split('\0')) {
      const [, mode = '', kind = '', id = '', path = ''] = /^(\d+) (blob|commit) ([0-9a-f]+)\t(.*)$/s.exec(line) ?? []
      if (path === '') continue
      if (kind === 'commit') this.modules.set(path, id)
      else this.blobs.set(path, { id, link: mode === '120000' })
      this.enter(path)
    }
  }

  private enter(path: string): void {
    for (let child = path; child !== ''; ) {
      const parent = dirname(child) === '.' ? '' : dirname(child)
      const names = this.directories.get(parent) ?? new Set()
      names.add(child.slice(parent === '' ? 0 : parent.length + 1))
      this.directories.set(parent, names)
      child = parent
    }
  }

  list(directory: string): readonly string[] | undefined {
    const names = this.directories.get(this.follow(directory) ?? directory)
    return names && [...names].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
  }

  has(path: string): boolean {
    return this.blobs.has(path)
  }

  /** The path behind links; undefined for a chain without end. */
  follow(path: string): string | undefined {
    let done = ''
    const pending = path.split('/').reverse()
    for (let links = 0; pending.length > 0; ) {
      const here = join(done, pending.pop() as string)
      const blob = this.blobs.get(here)
      if (!blob?.link) done = here === '.' ? '' : here
      else if (++links > 40) return undefined
      else pending.push(...(this.bytes(blob)?.toString() ?? '').split('/').reverse())
    }
    return done
  }

  read(path: string, inside: string): SourceFile | Unreadable {
    const known = this.sources.get(path) ?? this.load(path, inside)
    this.sources.set(path, known)
    return known
  }

  private load(path: string, inside: string): SourceFile | Unreadable {
    const place = this.follow(inside)
    if (place === undefined) return { path, code: 'loop', detail: 'Too many levels of symbolic links' }
    if (this.directories.has(place)) return { path, code: 'directory', detail: 'Is a directory' }
    const blob = this.blobs.get(place)
    if (!blob) return { path, code: 'missing', detail: 'No such file or directory' }
    if (!this.texts.has(blob.id)) this.fetch(dirname(place) === '.' ? '' : dirname(place))
    const bytes = this.bytes(blob)
    if (!bytes) return { path, code: 'too-large', detail: 'File is larger than 32 MiB' }
    return isBinary(bytes) ? { path, code: 'error', detail: 'Binary file' } : decode(path, bytes)
  }

  private bytes(blob: Blob): Buffer | undefined {
    if (!this.texts.has(blob.id)) this.batch([blob.id])
    return this.texts.get(blob.id)
  }

  /** All files of a directory at once: a process for each would be slow. */
  private fetch(directory: string): void {
    const prefix = directory === '' ? '' : `${directory}/`
    const names = [...(this.directories.get(directory) ?? [])]
    const ids = names.flatMap(name => this.blobs.get(prefix + name)?.id ?? [])
    this.batch([...new Set(ids)].filter(id => !this.texts.has(id)))
  }

  private batch(ids: readonly string[]): void {
    const sizes = this.git(['cat-file', '--batch-check=%(objectname) %(objectsize)'], lines(ids)).toString().split('\n')
    const small = sizes.flatMap(line => (Number(line.split(' ')[1]) <= largest ? [line.split(' ')[0] as string] : []))
    for (const id of ids) this.texts.set(id, undefined)
    const output = this.git(['cat-file', '--batch'], lines(small))
    for (let at = 0; at < output.length; ) {
      const end = output.indexOf(10, at)
      const [id = '', , size = '0'] = output.subarray(at, end).toString().split(' ')
      this.texts.set(id, output.subarray(end + 1, end + 1 + Number(size)))
      at = end + 2 + Number(size)
    }
  }
}

const lines = (ids: readonly string[]): string => ids.map(id => `${id}\n`).join('')
