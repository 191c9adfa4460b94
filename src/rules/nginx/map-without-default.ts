import type { Level, NginxModel, Table } from '../../formats/nginx/model.ts'
import { nameOf, valuesOf } from '../../formats/nginx/syntax.ts'
import { variablesOf } from '../../formats/nginx/variables/index.ts'
import { argument, type Directive } from '../../tree/index.ts'
import { defineRule, type Observation, placeOf, type Rule, type Witness } from '../rule.ts'
import { headerName } from './header-name.ts'
import { lookedUp } from './map-lookup.ts'
import { openToForeignNames } from './open-names.ts'
import { variablesIn } from './regex-maps.ts'
import { answeredAll } from './repeated-request.ts'
import { answeredRequest, firstOf } from './request-to.ts'
import { statements } from './statements.ts'

export const rule: Rule<NginxModel> = defineRule<NginxModel>({
  id: 'nginx/map-without-default',
  format: 'nginx',
  title: { en: 'a decision about values that nobody listed', zh: '对未列出取值的判断' },
  severity: 'info',
  confidence: 'medium',
  tags: ['injection'],
  messages: {
    limit: {
      en: '`{kind}` of {variable} has no default: for everything else the key of `{use}` is empty, and nothing is limited',
      zh: '{variable} 的 `{kind}` 没有默认值：其余情况下 `{use}` 的键为空，不受任何限制',
    },
    refusal: {
      en: '`{kind}` of {variable} has no default: everything else is empty and passes `{use}`',
      zh: '{variable} 的 `{kind}` 没有默认值：其余取值为空，会通过 `{use}`',
    },
    target: {
      en: '`{kind}` of {variable} has no default: for everything else `{use}` has no host, and the request fails with 500',
      zh: '{variable} 的 `{kind}` 没有默认值：其余情况下 `{use}` 没有主机，请求以 500 失败',
    },
    host: {
      en: '`{kind}` of {variable} has no default: for everything else `{use}` sends none, and the backend takes its default site',
      zh: '{variable} 的 `{kind}` 没有默认值：其余情况下 `{use}` 不发送该头，后端会选用其默认站点',
    },
  },
  defaults: {},
  *check(model) {
    const open = model.tables.filter(table => table.world === 'http' && !complete(table) && !covered(model, table))
    if (open.length === 0) return
    const all = [...hosts(model), ...targets(model), ...limits(model), ...refusals(model)]
    const uses = new Map(all.map(use => [use.variable, use] as const))
    for (const table of open) {
      const use = uses.get(table.variable)
      if (use) yield { ...observation(table, use), witness: () => uncounted(model, table, use) }
    }
  },
})

interface Use {
  readonly id: 'limit' | 'refusal' | 'target' | 'host'
  readonly variable: string
  readonly directive: Directive
}

const complete = ({ kind, entries }: Table): boolean =>
  entries.some(entry => nameOf(entry) === 'default' || (kind === 'split_clients' && nameOf(entry) === '*'))

/** Every value that can be looked up stands among the keys. */
function covered(model: NginxModel, table: Table): boolean {
  if (table.kind !== 'map' || !model.http) return false
  const values = namesOf(model, table.source) ?? variablesOf(model).contents(table.source, { level: model.http }).values
  return values?.every(value => lookedUp(table, value)) ?? false
}

/** The values of `$server_name`; those of `$host` where no server that answers is open to other names. */
function namesOf(model: NginxModel, source: string): readonly string[] | undefined {
  const variable = /^\$\{?(server_name|host)\}?$/i.exec(source)?.[1]?.toLowerCase()
  if (variable === 'server_name') return model.servers.map(({ names }) => names[0]?.value ?? '')
  if (variable !== 'host') return undefined
  const answering = model.servers.filter(({ serve }) => serve?.kind !== 'return' || serve.code < 400)
  if (answering.some(server => openToForeignNames(model, server))) return undefined
  return answering.flatMap(({ names }) => names.map(({ value }) => value))
}

/** A request whose key is empty is not counted. */
function* limits(model: NginxModel): Generator<Use> {
  for (const { entry } of statements(model, 'limit_req_zone', 'limit_conn_zone')) {
    const [variable, ...more] = variablesIn(argument(entry, 0) ?? '')
    if (variable && more.length === 0) yield { id: 'limit', variable, directive: entry }
  }
}

/** `proxy_pass http://$backend`: nothing else makes the host. */
function* targets(model: NginxModel): Generator<Use> {
  for (const { entry } of statements(model, ...passing)) {
    const target = argument(entry, 0) ?? ''
    const [, variable] = /^(?:\w+:\/\/)?\$\{?(\w+)\}?(?::\d+)?(?:$|[/?])/.exec(target) ?? []
    if (variable) yield { id: 'target', variable: variable.toLowerCase(), directive: entry }
  }
}

const passing = ['proxy_pass', 'grpc_pass', 'fastcgi_pass', 'uwsgi_pass', 'scgi_pass']

/** A header whose value is empty is not sent. */
function* hosts(model: NginxModel): Generator<Use> {
  for (const { entry } of statements(model, 'proxy_set_header', 'grpc_set_header')) {
    const [variable, ...more] = variablesIn(argument(entry, 1) ?? '')
    const plain = /^\$\{?\w+\}?$/.test(argument(entry, 1) ?? '')
    if (variable && more.length === 0 && plain && /^(?:host|x-forwarded-host)$/.test(headerName(entry)))
      yield { id: 'host', variable, directive: entry }
  }
}

/** More requests than the limit lets through, by somebody whom the table does not list. */
function uncounted(model: NginxModel, table: Table, { id, directive }: Use): Witness | undefined {
  const zone = /zone=([\w-]+)/.exec(valuesOf(directive).join(' '))?.[1]
  if (id !== 'limit' || nameOf(directive) !== 'limit_req_zone' || !emptyFor(table)) return undefined
  const places = model.servers
    .flatMap(server => model.handlers(server))
    .filter(({ level }) => {
      const { entries } = model.list(level, 'limit_req')
      return entries.length === 1 && entries[0]?.args.some(({ value }) => value === `zone=${zone}`)
    })
  const found = firstOf(places, handler => answeredRequest(model, handler))
  return found && answeredAll(found)
}

/** Nothing in the table is about this machine, or about a client that says nothing. */
function emptyFor({ kind, source, entries }: Table): boolean {
  const keys = entries.map(nameOf)
  if (kind === 'geo')
    return (
      /^\$\{?remote_addr\}?$/i.test(source) &&
      keys.every(key => /^(?!127\.|0\.)\d+(?:\.\d+){3}(?:\/(?:[89]|[123]\d))?$/.test(key))
    )
  return (
    kind === 'map' && /^\$\{?(?:http|arg|cookie)_\w+\}?$/i.test(source) && keys.every(key => !/^(?:~|"|'|$)/.test(key))
  )
}

/** `if ($allowed = 0) { return 403; }` asks for a value that is not there. */
function* refusals(model: NginxModel): Generator<Use> {
  for (const level of model.writers('if'))
    for (const directive of level.written('if')) {
      const words = valuesOf(directive)
      const [variable] = variablesIn(words[0] ?? '')
      const asked = words[2]?.replace(/\)$/, '') ?? ''
      if (variable && words[1] === '=' && asked !== '' && refuses(level, directive))
        yield { id: 'refusal', variable, directive }
    }
}

const refuses = (level: Level, directive: Directive): boolean =>
  level.children
    .find(child => child.directive === directive)
    ?.own.some(one => nameOf(one) === 'return' && /^4\d\d$/.test(argument(one, 0) ?? '')) ?? false

const observation = ({ kind, variable, directive }: Table, use: Use): Observation => ({
  at: { ...placeOf(directive), lacks: directive.block?.span ?? 'anywhere' },
  subject: `${kind} $${variable}`,
  message: {
    id: use.id,
    params: {
      kind,
      variable: `$${variable}`,
      use: [use.directive.name, ...use.directive.args]
        .map(({ raw }) => raw)
        .join(' ')
        .slice(0, 80),
    },
  },
  related: [{ at: placeOf(use.directive), message: { en: 'decides by it', zh: '据此判断' } }],
})
