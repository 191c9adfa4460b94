import { type FileStore, isUnreadable, onHost } from '../../files/index.ts'
import type { SourceFile } from '../../text/index.ts'
import { wordsOf } from './integer.ts'
import { components, interfaceKey } from './key.ts'
import type { Snapshot, Statement } from './model.ts'

/** Values that are secret: never taken from a live system, never printed. */
export const isSecret = (key: string): boolean =>
  key === 'net.ipv4.tcp_fastopen_key' || interfaceKey(key)?.attribute === 'stable_secret'

/** Reads what `sysctl -a` printed, its lines about denied keys included. */
export function readSnapshot(file: SourceFile): Snapshot {
  const values = new Map<string, string>()
  const denied = new Set<string>()
  for (const line of file.text.split('\n')) {
    const refused = /^sysctl: (?:permission denied on|reading) key ["'‘]?([^"'’\s:]+)/.exec(line)
    if (refused?.[1]) denied.add(refused[1])
    const at = line.indexOf(' = ')
    const end = at === -1 && line.trimEnd().endsWith(' =') ? line.lastIndexOf(' =') : at
    if (refused || end <= 0) continue
    const key = line.slice(0, end).trim()
    if (!isSecret(key) && !values.has(key)) values.set(key, wordsOf(line.slice(end + 2).trim()).join(' '))
  }
  return { path: file.path, values, denied }
}

/** File names under which a snapshot may lie at the top of a host tree. */
const names = ['sysctl-a.txt', 'sysctl-a']

/** A saved `sysctl -a`, else the keys in question from /proc/sys, when the store has either. */
export function snapshotOn(root: string, store: FileStore, keys: () => Iterable<string>): Snapshot | undefined {
  for (const place of [...names.map(name => `/${name}`), '/proc/sys']) {
    const found = snapshotAt(onHost(root, place), store, keys)
    if (found) return found
  }
  return undefined
}

/** Live values from what `sysctl -a` printed, or from a folder such as /proc/sys: there only the keys in question. */
export function snapshotAt(place: string, store: FileStore, keys: () => Iterable<string>): Snapshot | undefined {
  const file = store.read(place)
  if (!isUnreadable(file)) return readSnapshot(file)
  if (store.list(place) === undefined) return undefined
  const values = new Map<string, string>()
  const denied = new Set<string>()
  for (const key of keys()) {
    if (isSecret(key) || acts.test(key)) continue
    const entry = store.read(`${place}/${components(key).join('/')}`)
    if (!isUnreadable(entry)) values.set(key, wordsOf(entry.text).join(' '))
    else if (entry.code !== 'missing') denied.add(key)
  }
  return { path: place, values, denied }
}

/** Keys whose reading does something: mounts a file system, waits for every processor, or clears what was counted. */
const acts = /^(?:fs\.binfmt_misc\.|vm\.stat_refresh$|kernel\.ns_last_pid$)|\.flush$/

/** Names of interfaces that statements or a live system mention. */
export function interfacesIn(statements: readonly Statement[], live: readonly string[]): string[] {
  const found = new Set(live)
  for (const { systemd, procps } of statements)
    for (const reading of [systemd, procps]) {
      const name = reading.key === undefined ? undefined : interfaceKey(reading.key)?.name
      if (name !== undefined) found.add(name)
    }
  found.delete('all')
  found.delete('default')
  return [...found].filter(name => !/[*?[{]/.test(name)).slice(0, 256)
}
