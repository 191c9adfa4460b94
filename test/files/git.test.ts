import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { diskStore } from '../../src/files/disk.ts'
import { gitStore, RevisionError } from '../../src/files/git.ts'
import type { FileStore } from '../../src/files/index.ts'

let top: string
let store: FileStore
const git = (...args: string[]): unknown =>
  execFileSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@x', ...args], { cwd: top })

function write(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(top, path)), { recursive: true })
  writeFileSync(join(top, path), content)
}

beforeAll(() => {
  top = mkdtempSync(join(tmpdir(), 'confward-git-'))
  git('init', '-q')
  write('conf/sites-available/a b.conf', 'server {}\n')
  write('conf/latin1.conf', Uint8Array.of(0x23, 0xe4, 0x0a))
  write('conf/empty.conf', '')
  mkdirSync(join(top, 'conf/sites-enabled'))
  symlinkSync('../sites-available/a b.conf', join(top, 'conf/sites-enabled/a'))
  symlinkSync('sites-available', join(top, 'conf/all'))
  symlinkSync('loop', join(top, 'conf/loop'))
  git('add', '-A')
  git('commit', '-qm', 'one')
  write('conf/sites-available/a b.conf', 'changed\n')
  write('conf/new.conf', 'new\n')
  store = gitStore(join(top, 'conf'), 'HEAD', diskStore({ cwd: join(top, 'conf') }))
})
afterAll(() => rmSync(top, { recursive: true, force: true }))

const textOf = (path: string): string => {
  const entry = store.read(path)
  return 'text' in entry ? entry.text : entry.code
}

describe('gitStore', () => {
  it('reads what stood in the revision, not what stands on the disk', () => {
    expect(textOf('sites-available/a b.conf')).toBe('server {}\n')
    expect(textOf('new.conf')).toBe('missing')
    expect(textOf('empty.conf')).toBe('')
    expect(store.read('latin1.conf')).toMatchObject({ encoding: 'latin1', text: '#\xe4\n' })
    expect(store.read('empty.conf')).toBe(store.read('empty.conf'))
  })

  it('lists directories', () => {
    expect(store.list('.')).toEqual(['all', 'empty.conf', 'latin1.conf', 'loop', 'sites-available', 'sites-enabled'])
    expect(store.list('all')).toEqual(['a b.conf'])
    expect(store.list('nothing')).toBeUndefined()
    expect(textOf('sites-available')).toBe('directory')
  })

  it('follows links of files and of directories', () => {
    expect(textOf('sites-enabled/a')).toBe('server {}\n')
    expect(store.resolveLink?.('sites-enabled/a')).toBe('sites-available/a b.conf')
    expect(textOf('all/a b.conf')).toBe('server {}\n')
    expect(textOf('loop')).toBe('loop')
  })

  it('takes the same file by its absolute path, and files outside from the disk', () => {
    expect(textOf(join(top, 'conf/sites-available/a b.conf'))).toBe('server {}\n')
    expect(textOf('/etc/hostname-that-is-not-there')).toBe('missing')
  })

  it('refuses revisions that are none, options too', () => {
    const disk = diskStore({ cwd: top })
    expect(() => gitStore(top, 'nothing', disk)).toThrow(RevisionError)
    expect(() => gitStore(top, '--output=x', disk)).toThrow(RevisionError)
    expect(() => gitStore('/', 'HEAD', disk)).toThrow(RevisionError)
  })
})

describe('a submodule', () => {
  let home: string
  const at = (folder: string, ...args: string[]): unknown =>
    execFileSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@x', '-c', 'protocol.file.allow=always', ...args], {
      cwd: join(home, folder),
      stdio: ['ignore', 'pipe', 'ignore'],
    })
  const put = (path: string, text: string): void => writeFileSync(join(home, path), text)

  beforeAll(() => {
    home = mkdtempSync(join(tmpdir(), 'confward-git-'))
    for (const folder of ['own', 'whole']) mkdirSync(join(home, folder))
    at('own', 'init', '-q')
    put('own/a.conf', 'one\n')
    at('own', 'add', '-A')
    at('own', 'commit', '-qm', 'one')
    at('whole', 'init', '-q')
    at('whole', 'submodule', '--quiet', 'add', join(home, 'own'), 'hosts/sub')
    at('whole', 'add', '-A')
    at('whole', 'commit', '-qm', 'whole')
    put('whole/hosts/sub/a.conf', 'two\n')
    put('whole/hosts/sub/b.conf', 'two\n')
  })
  afterAll(() => rmSync(home, { recursive: true, force: true }))

  it('is read at the commit that the revision names', () => {
    const cwd = join(home, 'whole')
    const revision = gitStore(cwd, 'HEAD', diskStore({ cwd }))
    expect(revision.list('hosts')).toEqual(['sub'])
    expect(revision.list('hosts/sub')).toEqual(['a.conf'])
    expect(revision.read('hosts/sub/a.conf')).toMatchObject({ text: 'one\n' })
    expect(revision.read('hosts/sub/b.conf')).toMatchObject({ code: 'missing' })
  })

  it('that is not checked out holds nothing', () => {
    at('.', 'clone', '-q', join(home, 'whole'), 'bare')
    const cwd = join(home, 'bare')
    expect(gitStore(cwd, 'HEAD', diskStore({ cwd })).read('hosts/sub/a.conf')).toMatchObject({ code: 'missing' })
  })

  it('a clone that is cut off says so', () => {
    at('whole', 'commit', '-qm', 'two', '--allow-empty')
    at('.', 'clone', '-q', '--depth', '1', `file://${join(home, 'whole')}`, 'shallow')
    const cwd = join(home, 'shallow')
    expect(() => gitStore(cwd, 'HEAD~1', diskStore({ cwd }))).toThrow(expect.objectContaining({ shallow: true }))
    expect(() => gitStore(join(home, 'whole'), 'none', diskStore({ cwd }))).toThrow(
      expect.objectContaining({ shallow: false }),
    )
  })
})
