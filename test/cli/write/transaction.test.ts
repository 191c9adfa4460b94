import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Disk, machineDisk } from '../../../src/cli/write/disk.ts'
import { journals, save } from '../../../src/cli/write/journal.ts'
import {
  commit,
  type Place,
  type Replacement,
  recover,
  revert,
  WriteError,
} from '../../../src/cli/write/transaction.ts'

let folder: string
let place: Place
const ours = ['a.conf', 'sub/b.conf', 'sub/c.conf']
/** Two that come to be, in folders that come to be. */
const names = [...ours, 'made/deep/d.conf', 'made/e.conf']

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'confward-write-'))
  mkdirSync(join(folder, 'tree/sub'), { recursive: true })
  for (const name of ours) writeFileSync(join(folder, 'tree', name), `old ${name}\n`)
  place = { disk: machineDisk, state: join(folder, 'state') }
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const path = (name: string): string => join(folder, 'tree', name)
const replacements = (): Replacement[] =>
  names.map(name => ({ path: path(name), before: bytesOf(name), after: Buffer.from(`new ${name}\n`) }))
const bytesOf = (name: string) => (existsSync(path(name)) ? readFileSync(path(name)) : undefined)
/** For every file `old`, `new` or what else it holds. */
const contents = (): string[] =>
  names.map(name => {
    const text = bytesOf(name)?.toString() ?? (ours.includes(name) ? 'gone' : `old ${name}\n`)
    return text === `old ${name}\n` ? 'old' : text === `new ${name}\n` ? 'new' : text
  })
/** Everything in the tree: no stage may be left. */
const tree = (): string[] => readdirSync(join(folder, 'tree'), { recursive: true }).map(String).sort()
const clean = ['a.conf', 'sub', 'sub/b.conf', 'sub/c.conf']
const made = ['made', 'made/deep', 'made/deep/d.conf', 'made/e.conf']
const whole = (): string[] => (contents()[0] === 'new' ? [...clean, ...made].sort() : clean)
const all = (state: string): string[] => names.map(() => state)
const latest = () => journals(machineDisk, place.state)[0]!

describe('commit', () => {
  it('replaces all files, keeps their modes and can be reverted byte for byte', () => {
    chmodSync(path('a.conf'), 0o640)
    commit(replacements(), place, 1)
    expect(contents()).toEqual(all('new'))
    expect(statSync(path('a.conf')).mode & 0o7777).toBe(0o640)
    expect(statSync(path('made/e.conf')).mode & 0o7777).toBe(0o644)
    expect(tree()).toEqual(whole())
    revert(latest(), place)
    expect(contents()).toEqual(all('old'))
    expect(statSync(path('a.conf')).mode & 0o7777).toBe(0o640)
    expect(tree()).toEqual(clean)
    expect(readdirSync(place.state)).toEqual([])
  })

  it('replaces a file whose name is as long as names can be', () => {
    const long = path(`${'配'.repeat(84)}.c`)
    writeFileSync(long, 'old')
    commit([{ path: long, before: Buffer.from('old'), after: Buffer.from('new') }], place, 1)
    expect(readFileSync(long, 'utf8')).toBe('new')
  })

  it('finds files by their names in bytes, also when an interrupted run is finished', () => {
    const name = Buffer.concat([Buffer.from(path('sub/')), Buffer.of(0xc4, 0xe3)])
    const bytes = name.toString('hex')
    writeFileSync(name, 'old')
    const read = (): string => readFileSync(name, 'utf8')
    commit([{ path: path('sub/\xc4\xe3'), bytes, before: Buffer.from('old'), after: Buffer.from('new') }], place, 1)
    expect(read()).toBe('new')
    save(machineDisk, place.state, { ...latest(), state: 'undoing' })
    recover(place)
    expect(read()).toBe('old')
    expect(readdirSync(path('sub'))).toHaveLength(3)
  })

  it('keeps former files where only their owner can read them', () => {
    const { id } = commit(replacements(), place, 1)
    expect(statSync(join(place.state, id)).mode & 0o777).toBe(0o700)
    expect(statSync(join(place.state, id, '0.before')).mode & 0o777).toBe(0o600)
  })

  it('writes nothing when one file has changed since it was read', () => {
    const planned = replacements()
    writeFileSync(path('sub/c.conf'), 'by somebody else\n')
    expect(() => commit(planned, place, 1)).toThrow(WriteError)
    expect(contents()).toEqual(['old', 'old', 'by somebody else\n', 'old', 'old'])
    expect(tree()).toEqual(clean)
  })

  it('writes nothing when somebody else made a new file first', () => {
    const planned = replacements()
    mkdirSync(path('made'))
    writeFileSync(path('made/e.conf'), 'by somebody else\n')
    expect(() => commit(planned, place, 1)).toThrow(WriteError)
    expect(tree()).toEqual([...clean, 'made', 'made/e.conf'].sort())
    expect(contents()).toEqual(['old', 'old', 'old', 'old', 'by somebody else\n'])
  })

  it('brings everything back when the disk refuses in the middle', () => {
    let renames = 0
    const disk: Disk = {
      ...machineDisk,
      rename: (from, to) => {
        if (String(to).startsWith(join(folder, 'tree')) && ++renames === 2)
          throw Object.assign(new Error('no'), { code: 'EPERM', path: to })
        machineDisk.rename(from, to)
      },
    }
    expect(() => commit(replacements(), { ...place, disk }, 1)).toThrow(/not permitted; nothing was written/)
    expect(contents()).toEqual(all('old'))
    expect(tree()).toEqual(clean)
  })
})

describe('revert', () => {
  it('keeps a folder that others have put something into', () => {
    commit(replacements(), place, 1)
    writeFileSync(path('made/theirs.conf'), '')
    revert(latest(), place)
    expect(tree()).toEqual([...clean, 'made', 'made/theirs.conf'].sort())
  })

  it('touches nothing when a file was edited since', () => {
    commit(replacements(), place, 1)
    writeFileSync(path('sub/b.conf'), 'edited\n')
    expect(() => revert(latest(), place)).toThrow(/has changed since it was written; nothing was undone/)
    expect(contents()).toEqual(['new', 'edited\n', 'new', 'new', 'new'])
  })
})

/**
 * A disk that dies at the nth call: that call and all later ones fail, as nothing runs after a kill.
 * A file that is being created then is left half written.
 */
function dying(nth: number): { disk: Disk; calls: () => number } {
  let calls = 0
  const entries = Object.entries(machineDisk).map(([name, call]) => [
    name,
    (...args: unknown[]) => {
      if (++calls === nth && name === 'create') half(String(args[0]), args[1] as Uint8Array)
      if (calls >= nth) throw new Error('killed')
      return (call as (...given: unknown[]) => unknown)(...args)
    },
  ])
  return { disk: Object.fromEntries(entries) as Disk, calls: () => calls }
}

const half = (file: string, bytes: Uint8Array): void => writeFileSync(file, bytes.subarray(0, bytes.length / 2))

const attempt = (work: () => unknown): void => {
  try {
    work()
  } catch {}
}

function callsOf(work: (disk: Disk) => unknown): number {
  const { disk, calls } = dying(Number.POSITIVE_INFINITY)
  work(disk)
  return calls()
}

describe('a kill at any call', () => {
  it('of commit leaves whole files, and a second run finishes', () => {
    const total = callsOf(disk => commit(replacements(), { ...place, disk }, 1))
    revert(latest(), place)
    const outcomes = new Set<string>()
    for (let nth = 1; nth <= total; nth++) {
      const { disk } = dying(nth)
      attempt(() => commit(replacements(), { ...place, disk }, nth))
      expect(contents().every(each => each === 'old' || each === 'new')).toBe(true)
      recover(place)
      expect(tree()).toEqual(whole())
      expect(new Set(contents()).size).toBe(1)
      outcomes.add(contents().join())
      if (contents()[0] === 'new') revert(latest(), place)
      expect(readdirSync(place.state)).toEqual([])
    }
    expect(outcomes).toEqual(new Set([all('old').join(), all('new').join()]))
  })

  it('of revert leaves whole files, and reverting again finishes', () => {
    commit(replacements(), place, 1)
    const total = callsOf(disk => revert(latest(), { ...place, disk }))
    for (let nth = 1; nth <= total; nth++) {
      commit(replacements(), place, nth)
      const { disk } = dying(nth)
      attempt(() => revert(latest(), { ...place, disk }))
      expect(contents().every(each => each === 'old' || each === 'new')).toBe(true)
      const rest = journals(machineDisk, place.state)[0]
      if (rest) revert(rest, place)
      recover(place)
      expect(contents()).toEqual(all('old'))
      expect(tree()).toEqual(clean)
      expect(readdirSync(place.state)).toEqual([])
    }
  })

  it('of recovery itself can be recovered', () => {
    const total = callsOf(disk => commit(replacements(), { ...place, disk }, 1))
    revert(latest(), place)
    for (let nth = 1; nth <= total; nth += 3)
      for (let second = 1; second <= 25; second += 2) {
        attempt(() => commit(replacements(), { ...place, disk: dying(nth).disk }, 1))
        attempt(() => recover({ ...place, disk: dying(second).disk }))
        recover(place)
        expect(tree()).toEqual(whole())
        expect(new Set(contents()).size).toBe(1)
        if (contents()[0] === 'new') revert(latest(), place)
      }
  })
})
