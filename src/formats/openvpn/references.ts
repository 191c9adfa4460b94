import type { FileStore, Unreadable } from '../../files/index.ts'
import { basename, dirname, isUnreadable } from '../../files/index.ts'
import { atLeast } from '../../target/index.ts'
import type { SourceFile } from '../../text/index.ts'
import type { Problem } from '../../tree/index.ts'
import { lexLine } from './lexer.ts'
import { problem } from './messages.ts'
import type { FileReference, OptionLine } from './model.ts'
import { hasLetter, optionInfo } from './options.ts'
import { locate, type Place } from './paths.ts'
import type { Reading } from './reading.ts'

/** A path that an option names, before anybody looked whether it is there. */
export type Named = Omit<FileReference, 'found'>

/** Files that the deciding options of a reading name, in order. `cd` and `chroot` are taken into account. */
export function namedFiles(reading: Reading): Named[] {
  const applied = reading.lines.filter(line => line.effect === 'applies')
  const chroot = applied.findLast(line => line.name === 'chroot')?.params[0]
  const client = applied.some(line => line.name === 'client' || line.name === 'tls-client')
  const deciding = new Map<string | OptionLine, OptionLine>()
  for (const line of applied) deciding.set(line.connection || hasLetter(line.name, 'a') ? line : line.name, line)
  return [...deciding.values()].flatMap(line => {
    if (line.inline || (client && line.name === 'dh') || unlooked(line, reading)) return []
    return nameOf(line, reading.place, chroot) ?? []
  })
}

/** 2.7 asks for the password when the file is not there; a pid file is the service manager's business. */
const unlooked = ({ name, params }: OptionLine, { target }: Reading): boolean =>
  name === 'writepid' || (name === 'auth-user-pass' && atLeast(target.openvpn, '2.7') && !params[0]?.includes('/'))

function nameOf(line: OptionLine, place: Place, chroot: string | undefined): Named | undefined {
  const info = optionInfo(line.name)
  const written = line.params[(info?.path?.param ?? 0) - 1]
  if (!info?.path || written === undefined || line.name === 'config' || line.name === 'cd') return undefined
  if (written === '' || exempt(line, written, info.path.notes)) return undefined
  const first = info.path.access === 'execute' ? firstWord(written) : written
  const jailed = chroot !== undefined && info.path.notes.includes('chroot') ? `${chroot}/${first}` : first
  const { access } = info.path
  return { line, written: first, path: locate(place, jailed), access, secret: hasLetter(line.name, 's') || isKey(line) }
}

const isKey = ({ name }: OptionLine): boolean => name === 'key' || name === 'pkcs12'

/** Words that stand for no file. */
function exempt({ name, params }: OptionLine, written: string, notes: string): boolean {
  if (notes.includes('stdin') && written === 'stdin') return true
  if (name === 'dh') return written === 'none'
  if (name === 'dns-updown') return written === 'disable' || written === 'force'
  return name === 'management' && params[1] === 'unix' && written === ''
}

const firstWord = (command: string): string => lexLine(command, 0, command.length).words[0]?.value ?? command

/** Looks the file up without reading it when its content is secret or of no use. */
export function lookUp(store: FileStore, named: Named): SourceFile | Unreadable | undefined {
  if (named.access === 'write') return writable(store, named)
  if (named.line.name === 'capath') return directory(store, named.path) && entry(store, named.path)
  if (named.access === 'search' || isDirectoryOption(named)) return directory(store, named.path)
  if (isPublic(named)) return store.read(named.path)
  if (named.access === 'unchecked' || named.access === 'load') return undefined
  return entry(store, named.path, named.access === 'read' ? 'read' : undefined)
}

/** Something of that name stands in its folder; a folder itself cannot be read. */
function entry(store: FileStore, path: string, access?: 'read'): Unreadable | undefined {
  if (!store.list(dirname(path))?.includes(basename(path))) return missing(path)
  const folder = access === 'read' && store.list(path) !== undefined
  return folder ? { path, code: 'directory', detail: 'Is a directory' } : undefined
}

const publicOptions = new Set(['ca', 'cert', 'extra-certs', 'dh', 'crl-verify'])
const isPublic = ({ line }: Named): boolean => publicOptions.has(line.name)
const isDirectoryOption = ({ line }: Named): boolean => line.name === 'crl-verify' && line.params[1] === 'dir'

/** Directories that packages and units make at run time. */
const runtime = /^\/(?:var\/)?(?:run|log|tmp|cache|lib)\b/

function writable(store: FileStore, { line, path, written }: Named): Unreadable | undefined {
  if (runtime.test(written)) return undefined
  const itself = line.name === 'tmp-dir' || line.name === 'tls-export-cert'
  return itself || path.includes('/') ? directory(store, itself ? path : dirname(path)) : undefined
}

const missing = (path: string): Unreadable => ({ path, code: 'missing', detail: 'No such file or directory' })
const directory = (store: FileStore, path: string): Unreadable | undefined =>
  store.list(path) === undefined ? missing(path) : undefined

/** Is it certain that the daemon cannot read it either? It may have more rights, and waits for who writes to a FIFO. */
export const isLost = ({ found }: FileReference): boolean =>
  found !== undefined && isUnreadable(found) && ['missing', 'directory', 'loop'].includes(found.code)

/** Without a list of revoked certificates it goes on (measured with 2.6.14). */
const goesOn = ({ line, found }: FileReference): boolean =>
  line.name === 'crl-verify' && found !== undefined && isUnreadable(found) && found.code === 'directory'

/** Files without which the daemon does not start. */
export function missingFiles(files: readonly FileReference[]): Problem[] {
  return files
    .filter(file => file.found && isUnreadable(file.found) && file.access !== 'unchecked' && file.access !== 'load')
    .filter(file => !goesOn(file))
    .map(({ line, written }) => problem('missing-file', line.directive, { name: line.name, path: written }))
}
