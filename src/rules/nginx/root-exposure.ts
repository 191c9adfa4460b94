import { dirname, hostPath, hostRoot, join } from '../../files/path.ts'
import type { Handler, NginxModel, Server } from '../../formats/nginx/model.ts'
import { argumentAt, nameOf } from '../../formats/nginx/syntax.ts'
import { leading } from '../../text/index.ts'
import type { Directive } from '../../tree/index.ts'
import { defineRule, type Observation, placeOf, type Rule } from '../rule.ts'
import { affected, summary } from './affected.ts'
import { bareServers, letsNobodyIn } from './bare-servers.ts'
import { chosenFile } from './chosen-file.ts'
import { chosenPaths } from './chosen-paths.ts'
import { gather } from './gather.ts'
import { openRequestTo } from './request-to.ts'
import { scriptFiles } from './script-files.ts'
import { shownScripts } from './shown-scripts.ts'
import { statements } from './statements.ts'
import { type StaticTree, staticTrees, uriOf } from './static-trees.ts'

export const rule: Rule<NginxModel> = defineRule<NginxModel>({
  id: 'nginx/root-exposure',
  format: 'nginx',
  title: { en: 'keys, passwords or system files are served', zh: '对外提供密钥、口令文件或系统文件' },
  severity: 'high',
  confidence: 'high',
  tags: ['files'],
  messages: {
    served: {
      en: '`{directive} {path}` hands out {file} as {uri}, in {levels}',
      zh: '`{directive} {path}` 会以 {uri} 提供 {file}，位于 {levels}',
    },
    source: {
      en: '`{directive} {path}` hands out {file}, which is to be run, as {uri}: its source, in {levels}',
      zh: '`{directive} {path}` 会以 {uri} 提供本应执行的 {file}：客户端得到其源代码，位于 {levels}',
    },
    unrun: {
      en: '`{script}` runs nothing: `{by}` takes its scripts and hands out their source, as {path}',
      zh: '`{script}` 不会执行任何脚本：`{by}` 先匹配并以 {path} 等路径提供其源代码',
    },
    chosen: {
      en: '`{statement}` takes {variable} of the client into the path of a file: with `../` in it any file that nginx may read is handed out, in {level}',
      zh: '`{statement}` 把客户端的 {variable} 写入文件路径：其中含 `../` 时，nginx 可读的任何文件都会被提供，位于 {level}',
    },
    beside: {
      en: '`{statement}` takes {variable} of the client into the path of a file: `../` in it leads to other directories, in {level}',
      zh: '`{statement}` 把客户端的 {variable} 写入文件路径：其中的 `../` 可通往其他目录，位于 {level}',
    },
    default: {
      en: 'no root is written for {levels}: the `html` directory that nginx was built with is served',
      zh: '没有为 {levels} 写 root：提供的是 nginx 编译时内置的 `html` 目录',
    },
  },
  defaults: {},
  *check(model) {
    const causes = new Map<Directive, Exposed[]>()
    const named = { secrets: secretFiles(model), scripts: scriptFiles(model) }
    for (const tree of staticTrees(model)) {
      const found = exposed(model, tree, named)
      if (found) gather(causes, tree.directive, found)
    }
    for (const found of causes.values()) yield observation(model, found)
    yield* shownScripts(model)
    for (const path of chosenPaths(model)) yield chosenFile(model, path)
    for (const { server, at, bare } of bareServers(model)) yield bareServer(server, at, bare)
  },
})

/** Directories of the system, and a file in each that is never meant for clients. */
const systemFiles: readonly (readonly [directory: string, file: string])[] = [
  ['/etc/', '/etc/passwd'],
  ['/etc/nginx/', '/etc/nginx/nginx.conf'],
  ['/etc/openresty/', '/etc/openresty/nginx.conf'],
  ['/usr/local/nginx/conf/', '/usr/local/nginx/conf/nginx.conf'],
  ['/usr/local/etc/nginx/', '/usr/local/etc/nginx/nginx.conf'],
  ['/root/', '/root/backup'],
  ['/home/', '/home/user/backup'],
  ['/var/', '/var/log/syslog'],
  ['/proc/', '/proc/self/environ'],
  ['/sys/', '/sys/kernel/vmcoreinfo'],
  ['/usr/', '/usr/lib/os-release'],
]

const longest = Math.max(...systemFiles.map(([directory]) => directory.length))

const secretDirectives = [
  ...['ssl_certificate_key', 'ssl_password_file', 'ssl_session_ticket_key', 'auth_basic_user_file'],
  ...['proxy_ssl_certificate_key', 'grpc_ssl_certificate_key', 'uwsgi_ssl_certificate_key'],
  ...['access_log', 'error_log'],
]

/** Absolute paths of files that nobody may fetch, sorted: those the configuration names, and its own. */
function secretFiles(model: NginxModel): readonly string[] {
  const host = hostRoot(model.root)
  const found = new Set(model.forest.trees.map(({ file }) => hostPath(host, file.path)).filter(isAbsolute))
  const folder = dirname(hostPath(host, model.root))
  for (const { entry } of statements(model, ...secretDirectives)) {
    const written = argumentAt(entry, 0)
    if (/\$|^\/dev\/|^\w+:/.test(written)) continue
    const path = written.startsWith('/') || /_log$/.test(nameOf(entry)) ? written : join(folder, written)
    if (isAbsolute(path)) found.add(path)
  }
  return [...found].sort()
}

const isAbsolute = (path: string): boolean => path.startsWith('/')

const bareServer = (server: Server, at: Observation['at'], bare: readonly Handler[]): Observation => ({
  at,
  subject: `${server.subject} html`,
  message: {
    id: 'default',
    params: { server: server.subject, levels: summary(bare, ({ level }) => level.subject) },
  },
  severity: 'info',
  related: affected(bare.map(({ level }) => level).filter(level => level !== server)),
})

interface Exposed {
  readonly tree: StaticTree
  readonly file: string
  readonly uri: string
  /** What is told of it. */
  readonly id: 'served' | 'source'
}

/** Files that a configuration names and that are not for clients. */
interface Named {
  readonly secrets: readonly string[]
  readonly scripts: readonly string[]
}

function exposed(model: NginxModel, tree: StaticTree, { secrets, scripts }: Named): Exposed | undefined {
  const { files } = tree
  const found =
    firstServed(model, tree, systemCandidates(files), 'served') ??
    firstServed(model, tree, below(files, secrets), 'served') ??
    firstServed(model, tree, below(files, scripts), 'source')
  return found && !closed(model, tree) ? found : undefined
}

function firstServed(
  model: NginxModel,
  tree: StaticTree,
  files: readonly string[],
  id: Exposed['id'],
): Exposed | undefined {
  for (const file of files) {
    const uri = uriOf(model, tree, file)
    if (uri !== undefined) return { tree, file, uri, id }
  }
  return undefined
}

/** So many named files of one tree are tried until one is found that its location answers for. */
const tries = 20

const none: readonly string[] = []

const systemCandidates = (files: string): readonly string[] =>
  files.length > longest
    ? none
    : systemFiles.filter(([directory]) => directory.startsWith(files)).map(([, file]) => file)

/** Those of a sorted list that lie below a folder. */
function below(files: string, sorted: readonly string[]): readonly string[] {
  const start = leading(sorted, each => each < files)
  let end = start
  while (end < start + tries && sorted[end]?.startsWith(files)) end++
  return start === end ? none : sorted.slice(start, end)
}

const closed = (model: NginxModel, { handler, entrance }: StaticTree): boolean =>
  letsNobodyIn(model, handler.level) || letsNobodyIn(model, entrance)

function observation(model: NginxModel, found: readonly Exposed[]): Observation {
  const { tree, file, uri, id } = found[0]!
  const { directive, handler } = tree
  const provokes = { status: 200, summary: { en: `${file} is handed out`, zh: `${file} 被直接提供` } }
  return {
    at: placeOf(directive),
    subject: `${handler.level.subject} ${nameOf(directive)}`,
    message: {
      id,
      params: {
        directive: nameOf(directive),
        path: argumentAt(directive, 0),
        file,
        uri,
        levels: summary(found, one => one.tree.handler.level.subject),
      },
    },
    ...(id === 'source' && { confidence: 'medium' }),
    related: affected(found.map(one => one.tree.handler.level)),
    witness: () => {
      const request = openRequestTo(model, handler, { path: uri })
      return request && { ...request, provokes }
    },
  }
}
