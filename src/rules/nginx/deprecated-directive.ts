import type { LoadProblem } from '../../formats/nginx/loads/index.ts'
import type { Listen, NginxModel } from '../../formats/nginx/model.ts'
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
function http2({ directive, id }: LoadProblem): Fix[] {
  if (!directive || id !== 'listen-http2-deprecated') return []
  const own = siblings(directive)
  const listens = own.filter(one => nameOf(one) === 'listen')
  const speaking = listens.filter(one => has(one, 'http2'))
  const others = listens.filter(one => !has(one, 'http2') && has(one, 'ssl'))
  const last = listens.at(-1)
  if (!last || speaking[0] !== directive || others.length > 0 || own.some(one => nameOf(one) === 'http2')) return []
  if (own.some(one => one.file !== directive.file)) return []
  const edits = [...speaking.flatMap(one => without(one, 'http2')), insertAfter(last, ['http2 on;'])]
  const title = { en: 'Write http2 on', zh: '改用 http2 on' }
  return [safe({ title, edits, changes: ['listen', 'http2'] })]
}

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
  const server = model.servers.find(one => one.directive === directive.parent)
  const on = has(directive, 'on')
  if (!server || (on && !server.listens.every(listen => isOwn(listen, directive)))) return []
  const sockets = server.listeners.filter(one => one.defaultServer === server && !one.quic)
  const plain = sockets.flatMap(one => one.listens.filter(listen => listen.server === server && !listen.ssl))
  const edits = on ? plain.flatMap(listen => (listen.directive ? insertAfterWord(listen.directive, 0, 'ssl') : [])) : []
  const title = on
    ? { en: 'Write listen … ssl', zh: '改用 listen … ssl' }
    : { en: 'Delete ssl off', zh: '删除 ssl off' }
  return [safe({ title, edits: [...edits, deleteDirective(directive)], changes: ['*'] })]
}

/** Written in the same block of the same file. A host name that stands for several addresses is one statement too. */
const isOwn = (listen: Listen, { parent, file }: Directive): boolean =>
  listen.directive?.parent === parent && listen.directive?.file === file

export const rule: Rule<NginxModel> = loadRule({
  id: 'nginx/deprecated-directive',
  title: { en: 'Spelling that nginx has given up', zh: '已被 nginx 弃用的写法' },
  codes: ['deprecated-directive'],
  severity: 'medium',
  warning: 'medium',
  // The sockets of a server change their spelling together.
  cause: ({ id, directive }) => (id === 'listen-http2-deprecated' ? directive?.parent : undefined),
  texts: {
    'unknown-removed': {
      en: 'unknown directive "{name}": removed in nginx {removed}, the target is {version}',
      zh: '未知指令 "{name}"：nginx {removed} 已移除，目标版本为 {version}',
    },
  },
  fixes: (problem, model) => [...http2(problem), ...ignored(problem), ...sslOn(problem, model)],
})
