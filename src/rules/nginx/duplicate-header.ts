import type { Handler, Level, NginxModel, Server } from '../../formats/nginx/model.ts'
import { readAddress } from '../../formats/nginx/resolve/address.ts'
import { argumentAt } from '../../formats/nginx/syntax.ts'
import { insertAt } from '../../remedies/nginx/set-at.ts'
import { type Directive, insertAfter } from '../../tree/index.ts'
import { defineRule, type Fix, type Observation, placeOf, type Rule, type Witness } from '../rule.ts'
import { affected, summary } from './affected.ts'
import { gather } from './gather.ts'
import { headerName } from './header-name.ts'
import { lately } from './lately.ts'
import { answeredRequest, firstOf, handlerAt, passedRequest } from './request-to.ts'
import { type Pass, passes } from './targets.ts'

interface Options {
  /** Headers that the applications behind nginx are known to send, lower case. */
  readonly upstreamSends: readonly string[]
}

/** Several lines of these mean something else than one, or no harm. */
const plural = new Set([
  'set-cookie',
  'link',
  'vary',
  'via',
  'warning',
  'server-timing',
  'www-authenticate',
  'content-security-policy',
  'content-security-policy-report-only',
  'cache-control',
  'alt-svc',
])

export const rule: Rule<NginxModel, Options> = defineRule<NginxModel, Options>({
  id: 'nginx/duplicate-header',
  format: 'nginx',
  title: { en: 'a response header that is sent twice', zh: '重复发送的响应头' },
  severity: 'low',
  confidence: 'medium',
  tags: ['headers'],
  messages: {
    upstream: {
      en: '`add_header {header}` adds a second line to answers of {targets}, which send it too, for {levels}',
      zh: '{targets} 的响应已带有 {header}，`add_header {header}` 又加一行，作用于 {levels}',
    },
    twice: {
      en: '`add_header {header}` stands twice in the list in force for {levels}',
      zh: '对 {levels} 生效的列表中有两条 `add_header {header}`',
    },
  },
  schema: {
    type: 'object',
    properties: { upstreamSends: { type: 'array', items: { type: 'string' } } },
    additionalProperties: false,
  },
  defaults: { upstreamSends: [] },
  *check(model, { upstreamSends }) {
    if (model.writers('add_header').length === 0) return
    yield* twice(model)
    yield* besideUpstream(model, upstreamSends)
  },
})

const names = (entry: Directive): boolean => !plural.has(headerName(entry)) && isSent(entry)

/** An empty value sends nothing; one with variables may be empty when the other is not. */
const isSent = (entry: Directive): boolean => !/^$|\$/.test(argumentAt(entry, 1))

function* twice(model: NginxModel): Iterable<Observation> {
  const found = new Map<Directive, Level[]>()
  const keys = new Map<Directive, string | undefined>()
  const repeats = onceEach(entries => repeated(entries, keys))
  const differ = lately(allDiffer)
  for (const server of model.servers)
    for (const { level } of model.handlers(server)) {
      const { entries } = model.list(level, 'add_header')
      for (const entry of differ(entries) ? [] : repeats(entries)) gather(found, entry, level)
    }
  for (const [entry, levels] of found)
    yield {
      at: placeOf(entry),
      subject: `${levels[0]!.subject} ${headerName(entry)} twice`,
      message: { id: 'twice', params: paramsOf(entry, levels) },
      related: affected(levels),
      witness: () => firstOf(levels, level => doubled(model, entry, level)),
    }
}

/** Both lines are sent whatever the status, or the status is one that they are for. */
function doubled(model: NginxModel, entry: Directive, level: Level): Witness | undefined {
  const handler = handlerAt(model, level)
  const found = handler && !('authority' in handler.serve) ? answeredRequest(model, handler) : undefined
  const name = argumentAt(entry, 0)
  if (found?.shows.status !== 200) return undefined
  const summary = { en: `the answer has ${name} more than once`, zh: `响应中 ${name} 出现不止一次` }
  return { ...found.request, provokes: { repeatedHeader: name, summary } }
}

/** A look at a short list is enough. */
function allDiffer(entries: readonly Directive[]): boolean {
  if (entries.length < 2) return true
  if (entries.length > 8) return false
  const all = entries.map(headerName)
  return all.every((name, at) => all.indexOf(name) === at)
}

/** Levels that share a list share the answer. */
function onceEach(judge: (entries: readonly Directive[]) => Directive[]): typeof judge {
  const known = new Map<
    Directive | undefined,
    { readonly entries: readonly Directive[]; readonly answer: Directive[] }
  >()
  return entries => {
    const before = known.get(entries[0])
    if (before?.entries.length === entries.length && before.entries.at(-1) === entries.at(-1)) return before.answer
    const answer = judge(entries)
    known.set(entries[0], { entries, answer })
    return answer
  }
}

/** `keys`: the names of entries that count, looked at once: merged lists hold the same ones over and over. */
function repeated(entries: readonly Directive[], keys: Map<Directive, string | undefined>): Directive[] {
  const seen = new Set<string>()
  return entries.filter(entry => {
    if (!keys.has(entry)) keys.set(entry, names(entry) ? headerName(entry) : undefined)
    const key = keys.get(entry)
    return key !== undefined && seen.size === seen.add(key).size
  })
}

const paramsOf = (entry: Directive, levels: readonly Level[]): { header: string; levels: string } => ({
  header: argumentAt(entry, 0),
  levels: summary(levels, ({ subject }) => subject),
})

/** Places with the same entry and the same list of hidden headers: one fix mends them all. */
interface Doubled {
  readonly entry: Directive
  readonly hidden: Level
  readonly uses: Pass[]
}

function* besideUpstream(model: NginxModel, upstreamSends: readonly string[]): Iterable<Observation> {
  const sent = new Sent(model, upstreamSends)
  const found = new Map<Directive, Map<Level, Doubled>>()
  for (const pass of passes(model)) {
    if (!hiding.has(pass.family) || !sent.anything(pass)) continue
    for (const entry of openEntries(model, pass))
      if (sent.by(pass, headerName(entry))) note(model, found, { entry, pass })
  }
  for (const places of found.values())
    for (const one of places.values()) yield { ...observation(one), witness: () => sentTwice(model, one) }
}

const hiding: ReadonlySet<string> = new Set(['proxy', 'fastcgi', 'uwsgi', 'scgi', 'grpc'])

/** Headers added where the backend's line of that name would get through. */
function openEntries(model: NginxModel, { family, handler: { level } }: Pass): Directive[] {
  const candidates = model.list(level, 'add_header').entries.filter(names)
  if (candidates.length === 0) return candidates
  const hidden = new Set(model.list(level, `${family}_hide_header`).entries.map(headerName))
  return candidates.filter(entry => !hidden.has(headerName(entry)))
}

function note(
  model: NginxModel,
  found: Map<Directive, Map<Level, Doubled>>,
  { entry, pass }: { readonly entry: Directive; readonly pass: Pass },
): void {
  const { level, server } = pass.handler
  const hidden = model.list(level, `${pass.family}_hide_header`).at ?? server
  const places = found.get(entry) ?? new Map<Level, Doubled>()
  found.set(entry, places)
  const known = places.get(hidden)
  if (known) known.uses.push(pass)
  else places.set(hidden, { entry, hidden, uses: [pass] })
}

function observation({ entry, hidden, uses }: Doubled): Observation {
  const levels = uses.map(({ handler }) => handler.level)
  const targets = summary([...new Set(uses.map(({ serve }) => serve.authority))])
  return {
    at: placeOf(entry),
    subject: `${hidden.subject} ${headerName(entry)}`,
    message: { id: 'upstream', params: { ...paramsOf(entry, levels), targets } },
    related: affected(levels),
    fixes: [hide(hidden, `${uses[0]!.family}_hide_header`, entry.args[0]?.raw ?? '')],
  }
}

/** The application answers with its own line. */
function sentTwice(model: NginxModel, { entry, uses }: Doubled): Witness | undefined {
  const request = entry.args[2] && firstOf(uses, ({ handler }) => passedRequest(model, handler))
  const name = argumentAt(entry, 0)
  const summary = {
    en: `the answer has ${name} of the application and of nginx`,
    zh: `响应中有应用与 nginx 各一行 ${name}`,
  }
  return request ? { ...request, provokes: { repeatedHeader: name, summary } } : undefined
}

function hide(level: Level, directive: string, header: string): Fix {
  const last = level.written(directive).at(-1)
  const lines = [`${directive} ${header};`]
  return {
    title: { en: `hide ${header} of the backend`, zh: `隐藏后端的 ${header}` },
    safety: 'unsafe',
    edits: last ? [insertAfter(last, lines)] : insertAt(level, directive, lines),
    changes: [directive],
  }
}

const nothing: ReadonlySet<string> = new Set()

/** What backends are known to send: by option, because another place hides it, or because they are servers of ours. */
class Sent {
  private readonly model: NginxModel
  private readonly stated: ReadonlySet<string>
  private hidden: Map<string, Set<string>> | undefined
  private readonly own = new Map<string, ReadonlySet<string>>()

  constructor(model: NginxModel, upstreamSends: readonly string[]) {
    this.model = model
    this.stated = new Set(upstreamSends.map(name => name.toLowerCase()))
  }

  anything(pass: Pass): boolean {
    return this.stated.size > 0 || this.hiddenElsewhere().has(pass.serve.authority) || this.ours(pass).size > 0
  }

  by(pass: Pass, header: string): boolean {
    return (
      this.stated.has(header) ||
      this.hiddenElsewhere().get(pass.serve.authority)?.has(header) === true ||
      this.ours(pass).has(header)
    )
  }

  private hiddenElsewhere(): Map<string, Set<string>> {
    if (this.hidden) return this.hidden
    this.hidden = new Map()
    for (const { family, serve, handler } of passes(this.model)) {
      const { entries } = this.model.list(handler.level, `${family}_hide_header`)
      if (entries.length === 0) continue
      const known = this.hidden.get(serve.authority) ?? new Set<string>()
      this.hidden.set(serve.authority, known)
      for (const entry of entries) known.add(headerName(entry))
    }
    return this.hidden
  }

  /** Headers that every server of these files behind a loopback address adds at all its places. */
  private ours({ serve, targets }: Pass): ReadonlySet<string> {
    const [first] = targets
    if (targets.length !== 1 || first?.reach !== 'loopback') return nothing
    const known = this.own.get(serve.authority)
    if (known) return known
    const servers = this.serversAt(first.address)
    const lists = servers.flatMap(server => this.model.handlers(server).map(handler => this.adds(handler)))
    const all = new Set([...(lists[0] ?? [])].filter(name => lists.every(list => list.has(name))))
    this.own.set(serve.authority, all)
    return all
  }

  private serversAt(authority: string): readonly Server[] {
    const { address, from } = readAddress(authority, 80)
    const listener = this.model.listeners.find(
      one => one.world === 'http' && one.port === from && (one.address === address || one.address === '*'),
    )
    return listener?.servers ?? []
  }

  private adds({ level }: Handler): Set<string> {
    return new Set(this.model.list(level, 'add_header').entries.filter(isSent).map(headerName))
  }
}
