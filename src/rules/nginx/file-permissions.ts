import {
  dirname,
  type FileStatus,
  type FileStore,
  hostPath,
  hostRoot,
  isUnreadable,
  onHost,
} from '../../files/index.ts'
import type { NginxModel } from '../../formats/nginx/model.ts'
import { argumentAt, nameOf } from '../../formats/nginx/syntax.ts'
import { octal, type Permissions, setPermissions } from '../../remedies/permissions.ts'
import type { Directive } from '../../tree/index.ts'
import { defineRule, type Fix, type Observation, type Place, placeOf, type Rule } from '../rule.ts'
import { namedPaths } from './named-file.ts'
import { rightsForWorkers } from './password-rights.ts'

export const rule: Rule<NginxModel> = defineRule<NginxModel>({
  id: 'nginx/file-permissions',
  format: 'nginx',
  title: { en: 'files with too many rights', zh: '文件权限过宽' },
  severity: 'medium',
  confidence: 'high',
  tags: ['host'],
  messages: {
    secret: {
      en: '"{path}" of `{directive}` can be read by {who}: its mode is {mode}',
      zh: '`{directive}` 的 "{path}" 可被 {who} 读取：权限为 {mode}',
    },
    writable: {
      en: '"{path}" can be written by every local user: its mode is {mode}',
      zh: '"{path}" 可被任何本地用户写入：权限为 {mode}',
    },
    passwords: {
      en: '"{path}" of `auth_basic_user_file` can be read by every local user: its mode is {mode}',
      zh: '`auth_basic_user_file` 的 "{path}" 可被任何本地用户读取：权限为 {mode}',
    },
    folder: {
      en: 'Every local user may place and replace files in "{path}", where `{directive}` writes: its mode is {mode}',
      zh: '任何本地用户都能在 `{directive}` 写入的目录 "{path}" 中放置和替换文件：权限为 {mode}',
    },
  },
  defaults: {},
  *check(model, _options, { store }) {
    if (!store.status) return
    const seen = new Set<string>()
    const root = hostRoot(model.root)
    for (const subject of subjects(model, store)) {
      if (seen.has(subject.path)) continue
      seen.add(subject.path)
      const status = store.status(subject.path)
      const found = status && observation({ ...subject, shown: hostPath(root, subject.path) }, status, { model, store })
      if (found) yield found
    }
  },
})

type Kind = 'secret' | 'public' | 'passwords' | 'folder'

interface Subject {
  readonly kind: Kind
  /** In the store. */
  readonly path: string
  readonly at: Place
  readonly directive: string
}

const kinds: Readonly<Record<string, Kind>> = {
  ssl_certificate_key: 'secret',
  proxy_ssl_certificate_key: 'secret',
  grpc_ssl_certificate_key: 'secret',
  uwsgi_ssl_certificate_key: 'secret',
  ssl_password_file: 'secret',
  ssl_session_ticket_key: 'secret',
  auth_basic_user_file: 'passwords',
  ssl_certificate: 'public',
  ssl_client_certificate: 'public',
  ssl_trusted_certificate: 'public',
  ssl_dhparam: 'public',
  pid: 'folder',
  access_log: 'folder',
  error_log: 'folder',
}

/** The files of the configuration itself, and what they name. */
function* subjects(model: NginxModel, store: FileStore): Generator<Subject> {
  for (const { file } of model.forest.trees)
    yield { kind: 'public', path: file.path, at: { file, span: { start: 0, end: 0 } }, directive: '' }
  for (const [name, kind] of Object.entries(kinds))
    for (const level of model.writers(name))
      for (const entry of level.written(name)) yield* named(entry, kind, { model, store })
}

function* named(
  entry: Directive,
  kind: Kind,
  { model, store }: { model: NginxModel; store: FileStore },
): Generator<Subject> {
  const written = argumentAt(entry, 0)
  if (kind === 'folder' && !written.startsWith('/')) return
  for (const path of namedPaths(model, store, kind === 'folder' ? dirname(written) : written))
    yield { kind, path, at: placeOf(entry), directive: nameOf(entry) }
}

function observation(
  { kind, path, at, directive, shown }: Subject & { readonly shown: string },
  status: FileStatus,
  scene: { readonly model: NginxModel; readonly store: FileStore },
): Observation | undefined {
  const found = excess(kind, path, { status, store: scene.store })
  if (!found) return undefined
  const params = { path: shown, directive, mode: octal(status.mode), who: found.who }
  const rights = found.id === 'passwords' ? rightsForWorkers(scene, status) : { mode: status.mode & ~found.bits }
  return {
    at,
    subject: shown,
    message: { id: found.id, params },
    fixes: repairs(shown, status, rights),
  }
}

interface Excess {
  readonly id: 'secret' | 'writable' | 'passwords' | 'folder'
  /** Bits that are too much. */
  readonly bits: number
  readonly who: string
}

function excess(
  kind: Kind,
  path: string,
  { status, store }: { status: FileStatus; store: FileStore },
): Excess | undefined {
  const { mode } = status
  if (kind === 'folder')
    return status.kind === 'directory' && mode & 0o002 ? { id: 'folder', bits: 0o002, who: 'others' } : undefined
  if (status.kind !== 'file') return undefined
  if (mode & 0o002) return { id: 'writable', bits: kind === 'secret' ? 0o077 : 0o002, who: 'others' }
  if (kind === 'passwords' && mode & 0o004) return { id: 'passwords', bits: 0o007, who: 'others' }
  if (kind !== 'secret') return undefined
  if (mode & 0o004) return { id: 'secret', bits: 0o077, who: 'others' }
  const group = mode & 0o040 ? groupName(path, status.group, store) : undefined
  return group !== undefined && !keyGroups.has(group) ? { id: 'secret', bits: 0o077, who: `group ${group}` } : undefined
}

/** Groups that exist so that daemons can read keys, and root's own. */
const keyGroups: ReadonlySet<string> = new Set(['root', 'ssl-cert', 'ssl'])

/** Undefined when the host's list of groups is not given. */
function groupName(path: string, number: number, store: FileStore): string | undefined {
  const file = store.read(onHost(hostRoot(path), '/etc/group'))
  if (isUnreadable(file)) return number === 0 ? 'root' : undefined
  const line = file.text.split('\n').find(each => each.split(':')[2] === String(number))
  return line?.split(':')[0]
}

/** None where nobody can tell who must go on reading the file. */
function repairs(path: string, status: FileStatus, rights: Pick<Permissions, 'mode' | 'group'> | undefined): Fix[] {
  if (!rights) return []
  const { group } = rights
  const mode = octal(rights.mode)
  const title = {
    en: `set the mode of ${path} to ${mode}${group === undefined ? '' : ` and its group to ${group}`}`,
    zh: `将 ${path} 的权限设为 ${mode}${group === undefined ? '' : `，所属组设为 ${group}`}`,
  }
  return [{ title, safety: 'unsafe', edits: [], changes: [], steps: [setPermissions({ path, status, ...rights })] }]
}
