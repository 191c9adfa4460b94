import { type FileStatus, type FileStore, hostPath, hostRoot, isUnreadable, onHost } from '../../files/index.ts'
import { isPrivate, type OpenvpnModel } from '../../formats/openvpn/index.ts'
import { octal, setPermissions } from '../../remedies/permissions.ts'
import { defineRule, type Fix, type Observation, type Place, placeOf, type Rule } from '../rule.ts'
import { unsafe } from './placing.ts'

export const rule: Rule<OpenvpnModel> = defineRule<OpenvpnModel>({
  id: 'openvpn/secret-file-mode',
  format: 'openvpn',
  title: { en: 'Keys that others can read', zh: '他人可读的密钥' },
  severity: 'high',
  confidence: 'high',
  tags: ['secrets'],
  messages: {
    mode: {
      en: '"{path}" of {name} is accessible to group or others: its mode is {mode}',
      zh: '{name} 的 "{path}" 可被组或其他用户访问：权限为 {mode}',
    },
    owner: {
      en: '"{path}" of {name} belongs to user number {user}, neither root nor the user of the daemon',
      zh: '{name} 的 "{path}" 属于编号为 {user} 的用户，既非 root 也非守护进程的用户',
    },
    inline: {
      en: '"{path}" holds a secret inline and can be read by every local user: its mode is {mode}',
      zh: '"{path}" 内含密钥且可被任何本地用户读取：权限为 {mode}',
    },
  },
  defaults: {},
  *check(model, _options, { store }) {
    if (!store.status) return
    const seen = new Set<string>()
    const root = hostRoot(model.root)
    for (const { path, ...subject } of [...namedSecrets(model), ...inlineSecrets(model)]) {
      const status = seen.has(path) ? undefined : store.status(path)
      seen.add(path)
      if (status?.kind !== 'file') continue
      const found = observation({ ...subject, path: hostPath(root, path) }, status, daemonUser(model, store))
      if (found) yield found
    }
  },
})

interface Subject {
  readonly name: string
  readonly path: string
  readonly at: Place
  readonly inline: boolean
}

const namedSecrets = (model: OpenvpnModel): Subject[] =>
  model.files
    .filter(({ secret }) => secret)
    .map(({ line, path }) => ({ name: line.name, path, at: placeOf(line.directive), inline: false }))

/** Each file once, at the first block. */
const inlineSecrets = (model: OpenvpnModel): Subject[] =>
  model.lines
    .filter(line => line.inline && isPrivate(line.name))
    .map(({ name, directive: { file, name: tag } }) => ({
      name,
      path: file.path,
      at: { file, span: tag.span },
      inline: true,
    }))

/** Number of the account that rights are dropped to; 0 when none is, undefined when that cannot be told. */
function daemonUser(model: OpenvpnModel, store: FileStore): number | undefined {
  const name = model.privileges.user.value
  if (name === undefined || name === 'root') return 0
  const accounts = store.read(onHost(hostRoot(model.root), '/etc/passwd'))
  if (isUnreadable(accounts)) return undefined
  const line = accounts.text.split('\n').find(each => each.startsWith(`${name}:`))
  return line === undefined ? undefined : Number(line.split(':')[2])
}

function observation(subject: Subject, status: FileStatus, user: number | undefined): Observation | undefined {
  const { name, path, at, inline } = subject
  const open = (status.mode & (inline ? 0o004 : 0o077)) !== 0
  const foreign = !inline && status.user !== 0 && user !== undefined && status.user !== user
  if (!open && !foreign) return undefined
  const params = { path, name, mode: octal(status.mode), user: status.user }
  const id = open ? (inline ? 'inline' : 'mode') : 'owner'
  return { at, subject: path, message: { id, params }, fixes: [repair(path, status, foreign)] }
}

/** Group and others lose everything; what the owner may do stays. */
function repair(path: string, status: FileStatus, foreign: boolean): Fix {
  const mode = status.mode & 0o700
  return unsafe({
    title: { en: `Set the mode of ${path} to ${octal(mode)}`, zh: `将 ${path} 的权限设为 ${octal(mode)}` },
    edits: [],
    changes: [],
    steps: [setPermissions({ path, status, mode, ...(foreign && { owner: 'root' }) })],
  })
}
