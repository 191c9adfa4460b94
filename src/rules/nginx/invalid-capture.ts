import type { Level, NginxModel, Server } from '../../formats/nginx/model.ts'
import { groupSpans } from '../../formats/nginx/regex/groups.ts'
import { matchRegex, sampleRegex } from '../../formats/nginx/regex/index.ts'
import { nameOf } from '../../formats/nginx/syntax.ts'
import {
  capturesAt,
  condition,
  locationSource,
  nameSources,
  rewriteSource,
  type Source,
} from '../../formats/nginx/variables/captures.ts'
import { ownText } from '../../text/index.ts'
import { argument, type Directive } from '../../tree/index.ts'
import { defineRule, type Observation, placeOf, type Rule, type Witness } from '../rule.ts'
import { type EvaluatedValue, evaluatedValues } from './evaluated-values.ts'
import { answeredRequest, handlerOf } from './request-to.ts'
import { positional } from './scripts.ts'
import { asLocation } from './statements.ts'

export const rule: Rule<NginxModel> = defineRule<NginxModel>({
  id: 'nginx/invalid-capture',
  format: 'nginx',
  title: { en: 'a capture that is always empty', zh: '始终为空的捕获组' },
  severity: 'low',
  confidence: 'high',
  tags: ['injection'],
  messages: {
    missing: {
      en: '`{directive}` in {level} reads {capture}, but no pattern that runs before it has so many groups: the value is empty',
      zh: '{level} 中的 `{directive}` 读取 {capture}，但此前执行的正则都没有这么多分组：其值为空',
    },
    map: {
      en: '`{directive}` of map {level} reads {capture}, but the pattern of the line has {groups} groups: the value is empty',
      zh: 'map {level} 的 `{directive}` 读取 {capture}，但该行正则只有 {groups} 个分组：其值为空',
    },
    tenth: {
      en: '`{directive}` in {level} reads {capture}: that is ${first} with a digit behind it, there are nine captures',
      zh: '{level} 中的 `{directive}` 读取 {capture}：其含义是 ${first} 后接一个数字，捕获组只有九个',
    },
  },
  defaults: {},
  *check(model) {
    if (!model.forest.trees.some(({ file }) => /\$\{?[1-9]/.test(ownText(file)))) return
    const groups = new Groups(model)
    for (const value of evaluatedValues(model, /\$\{?[1-9]/)) {
      const found = judge(value, groups)
      if (found) yield { ...found, witness: () => emptied(model, value) }
    }
    yield* mapValues(model)
  },
})

/** Statements with a pattern of their own, whose groups their other argument reads. */
const ownPattern = /^proxy_(?:redirect|cookie_path|cookie_domain)$/

const countGroups = (pattern: string): number => groupSpans(pattern)?.length ?? Number.POSITIVE_INFINITY

/** How many groups the patterns have that can have run. */
class Groups {
  private readonly model: NginxModel
  private readonly servers = new Map<Server, number>()
  private maps: number | undefined

  constructor(model: NginxModel) {
    this.model = model
    this.maps = undefined
  }

  /** Maps run whenever their variable is read, which may be anywhere before. */
  private ofMaps(): number {
    const patterns = this.model.tables.flatMap(({ entries }) => entries.map(nameOf).filter(key => key.startsWith('~')))
    this.maps ??= patterns.reduce((most, key) => Math.max(most, countGroups(key.slice(1))), 0)
    return this.maps
  }

  /** Where a request may come from another location, with the captures of that one. */
  private ofServer(server: Server): number {
    const known = this.servers.get(server)
    if (known !== undefined) return known
    let most = 0
    const stack: Level[] = [server]
    for (let level = stack.pop(); level; level = stack.pop()) {
      for (const source of sourcesOf(level)) most = Math.max(most, countGroups(source.pattern))
      for (const child of level.children) stack.push(child)
    }
    this.servers.set(server, most)
    return most
  }

  at({ level, directive }: EvaluatedValue): number | undefined {
    const server = serverOf(level)
    if (!server) return undefined
    if (nameOf(directive) === 'rewrite') return countGroups(argument(directive, 0) ?? '')
    const location = asLocation(level.context === 'if-in-location' && level.parent ? level.parent : level)
    const certain = location !== undefined && location.nested.length === 0 && /regex/.test(location.match.kind)
    // Of a server in another file the names, rewrites and locations around these lines may have captured something.
    if (!certain) return server.directive && Math.max(this.ofServer(server), this.ofMaps())
    const sources = capturesAt({ level, before: directive })
    return sources.reduce((most, { pattern }) => Math.max(most, countGroups(pattern)), this.ofMaps())
  }
}

function serverOf(level: Level): Server | undefined {
  for (let outer: Level | undefined = level; outer; outer = outer.parent)
    if (outer.context === 'server') return outer as Server
  return undefined
}

function sourcesOf(level: Level): readonly Source[] {
  const location = asLocation(level)
  const own = location && locationSource(location)
  const script = level.own.flatMap(one => (nameOf(one) === 'rewrite' ? rewriteSource(one) : (condition(one) ?? [])))
  return [...(level.context === 'server' ? nameSources(level as Server) : []), ...(own ? [own] : []), ...script]
}

function judge(value: EvaluatedValue, groups: Groups): Observation | undefined {
  const { level, directive, word } = value
  const captures = positional(word.value)
  if (captures.length === 0 || ownPattern.test(nameOf(directive))) return undefined
  const params = { directive: nameOf(directive), level: level.subject }
  const tenth = /\$([1-9])\d/.exec(word.value)
  const about = { at: placeOf(directive), subject: `${level.subject} ${nameOf(directive)} ${word.value.slice(0, 60)}` }
  if (tenth)
    return { ...about, message: { id: 'tenth', params: { ...params, capture: tenth[0], first: tenth[1] ?? '' } } }
  const most = groups.at(value)
  const missing = most === undefined ? undefined : captures.find(number => number > most)
  return missing === undefined
    ? undefined
    : { ...about, message: { id: 'missing', params: { ...params, capture: `$${missing}` } } }
}

/** A line with a pattern sets the captures itself; without groups in it there are none. */
/** A redirect that loses what stood behind the place of the capture. */
function emptied(model: NginxModel, { level, directive }: EvaluatedValue): Witness | undefined {
  const location = asLocation(level)
  const { serve, server, match } = location ?? {}
  if (!location || !server || serve?.kind !== 'redirect' || serve.directive !== directive) return undefined
  const [head = '', ...rest] = serve.url.split(/\$\{?\d\}?/)
  if (match?.kind !== 'regex' || rest.join('') !== '' || rest.length !== 1 || !/^https?:\/\/[^$]+$/.test(head))
    return undefined
  const path = sampleRegex(match.pattern, '/')
  const longer = typeof path === 'string' && matchRegex(match.pattern, `${path}page`) ? `${path}page` : path
  if (typeof longer !== 'string') return undefined
  const found = answeredRequest(model, handlerOf(location), { path: longer })
  const summary = {
    en: 'the redirect leads to the start, whatever was asked for',
    zh: '无论请求什么，重定向都指向起始地址',
  }
  return found && { ...found.request, provokes: { ...found.shows, headerIs: ['Location', head], summary } }
}

function* mapValues(model: NginxModel): Generator<Observation> {
  for (const { kind, variable, entries } of model.tables)
    for (const entry of kind === 'map' ? entries : []) {
      const found = nameOf(entry).startsWith('~') ? lacking(entry) : undefined
      if (found) yield inMap(entry, variable, found)
    }
}

function lacking(entry: Directive): { missing: number; groups: number } | undefined {
  const groups = countGroups(nameOf(entry).slice(1))
  const missing = positional(argument(entry, 0) ?? '').find(one => one > groups)
  return missing === undefined ? undefined : { missing, groups }
}

const inMap = (entry: Directive, variable: string, found: { missing: number; groups: number }): Observation => ({
  at: placeOf(entry),
  subject: `map $${variable} ${nameOf(entry)}`,
  message: {
    id: 'map',
    params: {
      directive: entry.args[0]?.raw ?? '',
      level: `$${variable}`,
      capture: `$${found.missing}`,
      groups: found.groups,
    },
  },
})
