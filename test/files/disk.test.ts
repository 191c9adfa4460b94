import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { diskStore } from '../../src/files/disk.ts'
import type { FileStore, Unreadable } from '../../src/files/index.ts'
import { realPlace } from '../../src/files/links.ts'

let cwd: string
let store: FileStore

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'confward-disk-'))
  store = diskStore({ cwd, maxBytes: 1000 })
})
afterEach(() => rmSync(cwd, { recursive: true, force: true }))

const file = (path: string, content: string | Uint8Array): void => {
  mkdirSync(join(cwd, path, '..'), { recursive: true })
  writeFileSync(join(cwd, path), content)
}
const textOf = (path: string): string => {
  const entry = store.read(path)
  return 'text' in entry ? entry.text : `${entry.code}: ${entry.detail}`
}
const codeOf = (path: string): string => (store.read(path) as Unreadable).code

describe('reading', () => {
  it('keeps bytes that are not UTF-8 and gives the same object twice', () => {
    file('a.conf', Uint8Array.of(0x23, 0xc4, 0xe3, 0x0d, 0x0a))
    expect(store.read('a.conf')).toMatchObject({ path: 'a.conf', encoding: 'latin1', text: '#\xc4\xe3\r\n' })
    expect(store.read('a.conf')).toBe(store.read('a.conf'))
  })

  it('tells why a file has no text', () => {
    mkdirSync(join(cwd, 'dir'))
    symlinkSync('b', join(cwd, 'a'))
    symlinkSync('a', join(cwd, 'b'))
    file('large.conf', '#'.repeat(1001))
    file('program', Buffer.concat([Buffer.from('\x7fELF'), Buffer.alloc(200)]))
    file('plain', 'x')
    execFileSync('mkfifo', [join(cwd, 'pipe')])
    expect(['missing.conf', 'dir', 'a', 'large.conf', 'program', 'pipe', 'plain/below'].map(codeOf)).toEqual([
      'missing',
      'directory',
      'loop',
      'too-large',
      'error',
      'error',
      'missing',
    ])
  })

  it('keeps the text of each of many files, small and large, empty and without a size', () => {
    store = diskStore({ cwd })
    const texts = ['a', '', 'b'.repeat(65_535), 'c'.repeat(65_536), 'd'.repeat(200_000), 'e']
    for (const [at, text] of texts.entries()) file(`${at}.conf`, text)
    const entries = texts.map((_, at) => store.read(`${at}.conf`))
    expect(entries.map(entry => 'text' in entry && entry.text)).toEqual(texts)
    expect(store.read('/proc/self/status')).toMatchObject({ text: expect.stringContaining('Pid:') })
  })

  it('reads text with a NUL, which a daemon would read too', () => {
    file('nul.conf', 'worker_processes 1;\0\n')
    expect(textOf('nul.conf')).toBe('worker_processes 1;\0\n')
  })
})

describe('directories', () => {
  it('lists in byte order, not in UTF-16 order', () => {
    for (const name of ['b', 'B', '10', '9', '\u{1f600}', '\uffee']) file(`d/${name}`, '')
    expect(store.list('d')).toEqual(['10', '9', 'B', 'b', '\uffee', '\u{1f600}'])
    expect(store.list('nothing')).toBeUndefined()
  })

  it('reads names that are not UTF-8 as it reads text: what somebody named in GBK is a file like the others', () => {
    const folder = Buffer.from(join(cwd, 'd/'))
    const inGbk = Buffer.of(0xcd, 0xf8, 0xd5, 0xbe)
    file('d/\u4e2d\u6587.conf', 'one')
    writeFileSync(Buffer.concat([folder, inGbk, Buffer.from('.conf')]), 'two')
    mkdirSync(Buffer.concat([folder, inGbk]))
    writeFileSync(Buffer.concat([folder, inGbk, Buffer.from('/plain.conf')]), 'three')
    symlinkSync('\u4e2d\u6587.conf', Buffer.concat([folder, Buffer.of(0xff)]))
    expect(store.list('d')).toEqual([
      '\u00cd\u00f8\u00d5\u00be',
      '\u00cd\u00f8\u00d5\u00be.conf',
      '\u00ff',
      '\u4e2d\u6587.conf',
    ])
    expect(store.list('d/\u00cd\u00f8\u00d5\u00be')).toEqual(['plain.conf'])
    const paths = ['d/\u4e2d\u6587.conf', 'd/\u00cd\u00f8\u00d5\u00be.conf', 'd/\u00cd\u00f8\u00d5\u00be/plain.conf']
    expect(paths.map(textOf)).toEqual(['one', 'two', 'three'])
    // Where it leads is not followed, and not left to the system either.
    expect(codeOf('d/\u00ff')).toBe('missing')
  })

  it('reads a folder once: thousands of client files lie in one, and each asks for it', () => {
    file('d/a', '')
    const names = store.list('d')
    file('d/b', '')
    expect(store.list('d')).toBe(names)
  })
})

describe('symbolic links', () => {
  it('looks at each folder of a path once', () => {
    file('a/b/c', 'x')
    const known = new Map<string, string | undefined>()
    expect(realPlace(cwd, 'a/b/c', known)).toBe(join(cwd, 'a/b/c'))
    expect([known.has(join(cwd, 'a/b')), known.get(join(cwd, 'a/b'))]).toEqual([true, undefined])
    rmSync(join(cwd, 'a/b'), { recursive: true })
    symlinkSync('elsewhere', join(cwd, 'a/b'))
    expect(realPlace(cwd, 'a/b/d', known)).toBe(join(cwd, 'a/b/d'))
    expect(realPlace(cwd, 'a/b/d')).toBe(join(cwd, 'a/elsewhere/d'))
  })

  it('follows them and names the file behind', () => {
    file('sites-available/site', 'server {}')
    mkdirSync(join(cwd, 'sites-enabled'))
    symlinkSync('../sites-available/site', join(cwd, 'sites-enabled/site'))
    expect(textOf('sites-enabled/site')).toBe('server {}')
    expect(store.resolveLink?.('sites-enabled/site')).toBe('sites-available/site')
    expect(store.resolveLink?.('./sites-available/site')).toBeUndefined()
  })

  it('knows from the list of a folder what is no link, and looks at the links', () => {
    file('d/plain', 'one')
    symlinkSync('plain', join(cwd, 'd/link'))
    expect(store.list('d')).toEqual(['link', 'plain'])
    rmSync(join(cwd, 'd/plain'))
    symlinkSync('elsewhere', join(cwd, 'd/plain'))
    file('d/elsewhere', 'two')
    // Files are taken to stay: what the list told is not asked again. The link leads to a name that is known.
    expect([store.resolveLink?.('d/plain'), store.resolveLink?.('d/link')]).toEqual([undefined, 'd/plain'])
  })

  it('reads an absolute link of a host tree as the host would', () => {
    file('hosts/a/etc/nginx/sites-available/site', 'of the tree')
    mkdirSync(join(cwd, 'hosts/a/etc/nginx/sites-enabled'))
    symlinkSync('/etc/nginx/sites-available/site', join(cwd, 'hosts/a/etc/nginx/sites-enabled/site'))
    expect(textOf('hosts/a/etc/nginx/sites-enabled/site')).toBe('of the tree')
    expect(store.resolveLink?.('hosts/a/etc/nginx/sites-enabled/site')).toBe('hosts/a/etc/nginx/sites-available/site')
  })

  it('never leaves a host tree through an absolute link', () => {
    file('secret', 'of the machine')
    mkdirSync(join(cwd, 'hosts/a/etc'), { recursive: true })
    symlinkSync(join(cwd, 'secret'), join(cwd, 'hosts/a/etc/x.conf'))
    expect(codeOf('hosts/a/etc/x.conf')).toBe('missing')
  })
})

describe('what is known beyond the text', () => {
  it('tells modes and owners of the files of this machine, behind links', () => {
    file('key.pem', 'x')
    chmodSync(join(cwd, 'key.pem'), 0o640)
    mkdirSync(join(cwd, 'spool'))
    chmodSync(join(cwd, 'spool'), 0o1777)
    symlinkSync('key.pem', join(cwd, 'link.pem'))
    const own = diskStore({ cwd, complete: true })
    const { uid, gid } = statSync(join(cwd, 'key.pem'))
    expect(own.status?.('key.pem')).toEqual({ kind: 'file', mode: 0o640, user: uid, group: gid })
    expect(own.status?.('link.pem')).toEqual(own.status?.('key.pem'))
    expect(own.status?.('spool')).toMatchObject({ kind: 'directory', mode: 0o1777 })
    expect(own.status?.('none')).toBeUndefined()
  })

  it('says nothing about modes in a copy', () => {
    expect(store.status).toBeUndefined()
  })

  it('asks git what it tracks', () => {
    const git = (...args: string[]): unknown => execFileSync('git', args, { cwd })
    file('clients/a b.conf', 'x')
    file('clients/new.conf', 'x')
    expect(store.tracked?.('clients/a b.conf')).toBeUndefined()
    git('init', '-q')
    git('add', 'clients/a b.conf')
    const fresh = diskStore({ cwd })
    expect(fresh.tracked?.('clients/a b.conf')).toBe(true)
    expect(fresh.tracked?.('clients/new.conf')).toBe(false)
    expect(diskStore({ cwd: join(cwd, 'clients') }).tracked?.('a b.conf')).toBe(true)
  })
})
