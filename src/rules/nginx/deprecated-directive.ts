import type { LoadProblem } from '../../formats/nginx/loads/index.ts'
import type { NginxModel, Server } from '../../formats/nginx/model.ts'
import { nameOf } from '../../formats/nginx/syntax.ts'
import { insertAfterWord } from '../../remedies/nginx/words.ts'
import type { Edit } from '../../text/index.ts'
import { type Directive, deleteDirective, insertAfter } from '../../tree/index.ts'
import type { Fix, Rule } from '../rule.ts'
import { loadRule, safe, siblings } from './load-problems.ts'

const has = (directive: Directive, word: string): boolean => directive.args.some(({ value }) => value === word)

/** A word with the blank before it. */
function without(directive: Directive, word: string): Edit[] {
  return directive.args.flatMap((one, at) => {
    const before = directive.args[at - 1] ?? directive.name
    const span = { start: before.span.end, end: one.span.end }
    return one.value === word ? [{ path: directive.file.path, span, text: '' }] : []
  })
}

/** `listen … http2` on every TLS socket of a server becomes `http2 on;`. */
function http2({ directive, id }: LoadProblem, model: NginxModel): Fix[] {
  if (!directive || id !== 'listen-http2-deprecated') return []
  const own = siblings(directive, model)
  const listens = own.filter(one => nameOf(one) === 'listen')
  const speaking = listens.filter(one => has(one, 'http2'))
  const others = listens.filter(one => !has(one, 'http2') && has(one, 'ssl'))
  const last = listens.at(-1)
  if (!last || speaking[0] !== directive || others.length > 0 || own.some(one => nameOf(one) === 'http2')) return []
  // `http2 on` is for all sockets of a server: of a snippet, too, where it holds them all.
  if (!directive.parent && !model.servers.every(one => listensBy(one, own))) return []
  const edits = [...speaking.flatMap(one => without(one, 'http2')), insertAfter(last, ['http2 on;'])]
  const title = { en: 'Write http2 on', zh: '改用 http2 on' }
  return [safe({ title, edits, changes: ['listen', 'http2'] })]
}

/** Are all of its sockets among these statements, or none? */
const listensBy = ({ listens }: Server, own: readonly Directive[]): boolean =>
  new Set(listens.map(({ directive }) => directive !== undefined && own.includes(directive))).size < 2

/** nginx reads it, warns, and does nothing else. */
function ignored({ directive, id }: LoadProblem): Fix[] {
  if (!directive || (id !== 'deprecated-obsolete' && id !== 'deprecated-replaced')) return []
  const { value: name } = directive.name
  const title = { en: `Delete ${name}, which is ignored`, zh: `删除被忽略的 ${name}` }
  return [safe({ title, edits: [deleteDirective(directive)], changes: [name] })]
}

/** `ssl on` becomes `ssl` on the sockets that it made speak TLS: those which the server is the default of. */
function sslOn({ directive, id }: LoadProblem, model: NginxModel): Fix[] {
  if (directive?.name.value !== 'ssl' || (id !== 'deprecated-ssl' && id !== 'unknown-removed')) return []
  const on = has(directive, 'on')
  // Of a snippet, or of http{}: all servers that go by it.
  const servers = model.servers.filter(one => one.lastOf(ssl) === directive || decidesFor(model, one, directive))
  if (servers.length === 0 || (on && !servers.every(hasOwnSockets))) return []
  const edits = on ? servers.flatMap(plainSockets).flatMap(listen => insertAfterWord(listen, 0, 'ssl')) : []
  const title = on
    ? { en: 'Write listen … ssl', zh: '改用 listen … ssl' }
    : { en: 'Delete ssl off', zh: '删除 ssl off' }
  return [safe({ title, edits: [...edits, deleteDirective(directive)], changes: ['*'] })]
}

const ssl: ReadonlySet<string> = new Set(['ssl'])

const decidesFor = ({ http }: NginxModel, server: Server, directive: Directive): boolean =>
  !server.writes('ssl') && http?.lastOf(ssl) === directive

/** Written in its block, for no other server. A host name that stands for several addresses is one statement too. */
const hasOwnSockets = ({ listens, directive }: Server): boolean =>
  listens.every(listen => listen.directive !== undefined && listen.directive.parent === directive)

/** Sockets that the server is the default of and that do not speak TLS yet. */
const plainSockets = (server: Server): Directive[] =>
  server.listeners
    .filter(one => one.defaultServer === server && !one.quic)
    .flatMap(one => one.listens.filter(listen => listen.server === server && !listen.ssl))
    .flatMap(({ directive }) => directive ?? [])

export const rule: Rule<NginxModel> = loadRule({
  id: 'nginx/deprecated-directive',
  title: { en: 'Spelling that nginx has given up', zh: '已被 nginx 弃用的写法' },
  codes: ['deprecated-directive'],
  severity: 'medium',
  warning: 'medium',
  // The sockets of a server change their spelling together.
  cause: ({ id, directive }) => (id === 'listen-http2-deprecated' ? (directive?.parent ?? directive?.file) : undefined),
  texts: {
    'unknown-removed': {
      en: 'unknown directive "{name}": removed in nginx {removed}, the target is {version}',
      zh: '未知指令 "{name}"：nginx {removed} 已移除，目标版本为 {version}',
    },
  },
  fixes: (problem, model) => [...http2(problem, model), ...ignored(problem), ...sslOn(problem, model)],
})
