import { type FileStatus, type FileStore, hostPath, hostRoot } from '../../files/index.ts'
import { type ClientFile, last, type OpenvpnModel } from '../../formats/openvpn/index.ts'
import { octal, setPermissions } from '../../remedies/permissions.ts'
import type { Problem } from '../../tree/index.ts'
import { defineRule, type Observation, type Place, placeOf, type Rule } from '../rule.ts'
import { unsafe } from './placing.ts'

export const rule: Rule<OpenvpnModel> = defineRule<OpenvpnModel>({
  id: 'openvpn/client-config-dir',
  format: 'openvpn',
  title: { en: 'Files of single clients', zh: '单个客户端的文件' },
  severity: 'high',
  confidence: 'medium',
  tags: ['server'],
  messages: {
    writable: {
      en: '"{path}" of client-config-dir can be written by every local user: its mode is {mode}',
      zh: 'client-config-dir 的 "{path}" 可被任何本地用户写入：权限为 {mode}',
    },
    unknown: {
      en: 'The server skips "{name}" when "{client}" connects: it knows no such option',
      zh: '"{client}" 连接时服务器会跳过 "{name}"：没有这个选项',
    },
    arguments: {
      en: 'The server skips "{name}" when "{client}" connects: its number of parameters is wrong (a push stands in quotes)',
      zh: '"{client}" 连接时服务器会跳过 "{name}"：参数个数错误（push 的内容须加引号）',
    },
    value: {
      en: 'The server skips "{name}" when "{client}" connects: it does not take the value',
      zh: '"{client}" 连接时服务器会跳过 "{name}"：不接受该值',
    },
    syntax: {
      en: 'The server skips a line when "{client}" connects: it cannot be read',
      zh: '"{client}" 连接时服务器会跳过一行：无法读取',
    },
  },
  defaults: {},
  *check(model, _options, { store }) {
    if (!last(model, 'client-config-dir')) return
    yield* writable(model, store)
    for (const file of model.clientFiles) yield* skipped(file)
  },
})

const ids: Readonly<Record<string, string>> = {
  'unknown-option': 'unknown',
  'removed-option': 'unknown',
  'option-arguments': 'arguments',
  'option-inline': 'arguments',
  'invalid-value': 'value',
}

/** Options in the wrong place are the business of another rule. */
function* skipped({ commonName, lines, problems }: ClientFile): Iterable<Observation> {
  for (const problem of problems) {
    if (problem.warning || problem.code === 'option-context') continue
    const name = lines.find(({ directive }) => within(problem, directive.span))?.name ?? ''
    const id = ids[problem.code] ?? 'syntax'
    yield {
      at: problem,
      subject: `${commonName} ${name}`.trim(),
      message: { id, params: { name: name.slice(0, 40), client: commonName } },
      severity: 'medium',
    }
  }
}

const within = ({ span }: Problem, { start, end }: Problem['span']): boolean => start <= span.start && span.start <= end

/** The folder and its files: who writes there gives a client any route and any address. */
function* writable(model: OpenvpnModel, store: FileStore): Iterable<Observation> {
  const line = last(model, 'client-config-dir')
  const folder = model.files.find(file => file.line === line)?.path
  if (!store.status || !line || folder === undefined) return
  const places: [string, Place][] = [[folder, placeOf(line.directive)]]
  for (const { file } of model.clientFiles) places.push([file.path, { file, span: { start: 0, end: 0 } }])
  for (const [path, at] of places) {
    const status = store.status(path)
    if (status && status.mode & 0o002) yield open(hostPath(hostRoot(model.root), path), status, at)
  }
}

function open(path: string, status: FileStatus, at: Place): Observation {
  const mode = status.mode & ~0o002
  const title = { en: `Set the mode of ${path} to ${octal(mode)}`, zh: `将 ${path} 的权限设为 ${octal(mode)}` }
  return {
    at,
    subject: path,
    message: { id: 'writable', params: { path, mode: octal(status.mode) } },
    fixes: [unsafe({ title, edits: [], changes: [], steps: [setPermissions({ path, status, mode })] })],
  }
}
