import type { Handler, NginxModel, Server } from '../../formats/nginx/model.ts'
import { argumentAt, nameOf, valuesOf } from '../../formats/nginx/syntax.ts'
import { ownText } from '../../text/index.ts'
import type { Directive } from '../../tree/index.ts'
import { dependsOn } from './depends-on.ts'
import { statements } from './statements.ts'
import { passes } from './targets.ts'

/** A statement that uses the name of the user, where it takes effect. */
export interface UserSink {
  readonly entry: Directive
  readonly handler: Pick<Handler, 'level' | 'server'>
}

const sent = ['proxy_set_header', 'grpc_set_header', 'fastcgi_param', 'uwsgi_param', 'scgi_param'] as const

/** What is sent to an application, put into a response, or decided by. Logs are no concern of this. */
export function* userSinks(model: NginxModel): Generator<UserSink> {
  const uses = mentioning(model)
  if (uses.size === 0) return
  for (const { handler, family } of passes(model)) {
    const directive = sent.find(name => name.startsWith(`${family}_`))
    for (const entry of directive ? model.list(handler.level, directive).entries : [])
      if (uses.has(entry)) yield { entry, handler }
  }
  const kinds = new Set([...uses].map(entry => nameOf(entry)))
  for (const name of ['add_header', 'add_trailer']) if (kinds.has(name)) yield* responses(model, uses, name)
  if (kinds.has('if')) yield* decisions(model, uses)
  if (places.some(name => kinds.has(name))) yield* leading(model, uses)
}

/** What the name leads to: a path of the upstream, a directory, a redirect. */
const places = ['proxy_pass', 'root', 'alias', 'return', 'rewrite'] as const

function* leading(model: NginxModel, uses: ReadonlySet<Directive>): Generator<UserSink> {
  for (const server of model.servers)
    for (const handler of model.handlers(server)) {
      const { serve } = handler
      const entry = serve.kind === 'static' ? (serve.alias ?? serve.root.origin) : serve.directive
      if (entry !== 'default' && uses.has(entry)) yield { entry, handler }
    }
}

/** The statements, each once. Most files do not even spell the name. */
function mentioning(model: NginxModel): ReadonlySet<Directive> {
  const uses = new Set<Directive>()
  if (!model.forest.trees.some(({ file }) => /[rR][eE][mM][oO][tT][eE]_[uU][sS][eE][rR]/.test(ownText(file))))
    return uses
  const carried = isCarried(model)
  for (const { entry } of statements(model, ...sent, ...places, 'add_header', 'add_trailer', 'if'))
    if (entry.args.some(({ value }) => direct.test(value) || (carried && named(model, value)))) uses.add(entry)
  return uses
}

export const direct: RegExp = /\$\{?remote_user\b/i

const named = (model: NginxModel, value: string): boolean => dependsOn(model, value).has('remote_user')

/** Most files make nothing of the name: then only its own spelling has to be looked for. */
function isCarried(model: NginxModel): boolean {
  const inTables = model.tables.some(
    ({ source, entries }) => direct.test(source) || entries.some(({ args }) => direct.test(args[0]?.value ?? '')),
  )
  const values = [...statements(model, 'set')].map(({ entry }) => argumentAt(entry, 1))
  return inTables || values.some(value => direct.test(value)) || conditions(model).some(value => direct.test(value))
}

const conditions = (model: NginxModel): string[] => [...statements(model, 'if')].flatMap(({ entry }) => valuesOf(entry))

function* responses(model: NginxModel, uses: ReadonlySet<Directive>, name: string): Generator<UserSink> {
  for (const server of model.servers)
    for (const handler of model.handlers(server))
      for (const entry of model.list(handler.level, name).entries) if (uses.has(entry)) yield { entry, handler }
}

function* decisions(model: NginxModel, uses: ReadonlySet<Directive>): Generator<UserSink> {
  for (const level of model.writers('if'))
    for (const entry of level.written('if')) {
      let outer: typeof level | undefined = level
      while (outer && outer.context !== 'server') outer = outer.parent
      if (uses.has(entry) && outer) yield { entry, handler: { level, server: outer as Server } }
    }
}
