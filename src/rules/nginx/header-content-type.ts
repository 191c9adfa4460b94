import type { Handler, Level, NginxModel, Server } from '../../formats/nginx/model.ts'
import type { Serve } from '../../formats/nginx/serve.ts'
import { argumentAt } from '../../formats/nginx/syntax.ts'
import { type Directive, replaceDirective } from '../../tree/index.ts'
import { defineRule, type Fix, placeOf, type Rule, type Witness } from '../rule.ts'
import { headerName } from './header-name.ts'
import { answeredRequest, firstOf, handlerAt } from './request-to.ts'
import { asLocation, statements } from './statements.ts'

export const rule: Rule<NginxModel> = defineRule<NginxModel>({
  id: 'nginx/header-content-type',
  format: 'nginx',
  title: { en: 'second Content-Type line', zh: '重复的 Content-Type' },
  severity: 'low',
  confidence: 'high',
  tags: ['headers'],
  messages: {
    second: {
      en: '`add_header Content-Type` in {level} adds a second Content-Type line to each response',
      zh: '{level} 中的 `add_header Content-Type` 使每个响应多出一行 Content-Type',
    },
  },
  defaults: {},
  *check(model) {
    for (const { level, entry } of statements(model, 'add_header')) {
      if (headerName(entry) !== 'content-type' || argumentAt(entry, 1) === '') continue
      const uses = usesOf(model, level)
      if (uses.length > 0 && uses.every(({ serve, level: at }) => hidesType(model, serve, at))) continue
      const alone = !level.writes('default_type')
      const value = entry.args[1]?.raw ?? ''
      yield {
        at: placeOf(entry),
        subject: level.subject,
        message: { id: 'second', params: { level: level.subject } },
        witness: () => firstOf(model.inheritors(level, 'add_header'), place => twice(model, place)),
        fixes: alone && !value.includes('$') ? [instead(entry, value, onlyReturns(uses))] : [],
      }
    }
  },
})

/** Places that answer with the list of a level. */
function usesOf(model: NginxModel, level: Level): Handler[] {
  const levels = new Set(model.inheritors(level, 'add_header'))
  const own = asServer(level)
  return (own ? [own] : model.servers).flatMap(server => model.handlers(server).filter(one => levels.has(one.level)))
}

function asServer(level: Level): Server | undefined {
  for (let at: Level | undefined = level; at; at = at.parent) if (at.context === 'server') return at as Server
  return undefined
}

/** What the backend says is not passed on then: one line is left (measured). */
const hidesType = (model: NginxModel, { kind }: Serve, level: Level): boolean =>
  model.list(level, `${kind}_hide_header`).entries.some(entry => headerName(entry) === 'content-type')

/** For files, for paths with an ending (measured) and for backends somebody else decides: `types`, or the backend. */
const onlyReturns = (uses: readonly Handler[]): boolean =>
  uses.length > 0 &&
  uses.every(({ serve, level }) => {
    const match = asLocation(level)?.match
    return serve.kind === 'return' && match?.kind === 'exact' && !/\.[^/]*$/.test(match.pattern)
  })

const instead = (entry: Directive, value: string, safe: boolean): Fix => ({
  title: { en: 'set default_type instead', zh: '改用 default_type' },
  safety: safe ? 'safe' : 'unsafe',
  edits: [replaceDirective(entry, [`default_type ${value};`])],
  changes: ['add_header', 'default_type'],
})

function twice(model: NginxModel, level: Level): Witness | undefined {
  const handler = handlerAt(model, level)
  const found = handler && answeredRequest(model, handler)
  const typed = found?.shows.status === 200
  const summary = { en: 'the answer has two lines Content-Type', zh: '应答有两行 Content-Type' }
  return typed ? { ...found.request, provokes: { repeatedHeader: 'Content-Type', summary } } : undefined
}
