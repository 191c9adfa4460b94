import { conditionOf } from '../../formats/nginx/condition-words.ts'
import type { Level, NginxModel } from '../../formats/nginx/model.ts'
import { nameOf } from '../../formats/nginx/syntax.ts'
import { directive } from '../../formats/nginx/tables/index.ts'
import { argument, type Directive } from '../../tree/index.ts'
import { defineRule, type Observation, placeOf, type Rule, type Witness } from '../rule.ts'
import { headerName } from './header-name.ts'
import { leaves } from './leaving.ts'
import { handlerOf, openRequestTo } from './request-to.ts'
import { asLocation } from './statements.ts'

export const rule: Rule<NginxModel> = defineRule<NginxModel>({
  id: 'nginx/if-is-evil',
  format: 'nginx',
  title: { en: 'an if that replaces the location it stands in', zh: '取代所在 location 的 if' },
  severity: 'medium',
  confidence: 'high',
  tags: ['injection'],
  messages: {
    other: {
      en: '`{condition}` in {level} holds {names}: when it matches, its own configuration answers in place of the location’s',
      zh: '{level} 中的 `{condition}` 含有 {names}：匹配时由它自身的配置取代 location 应答',
    },
    several: {
      en: '{count} ifs in {level} hold {names}: when several match, only the last one counts',
      zh: '{level} 中有 {count} 个 if 含有 {names}：同时匹配时只有最后一个起作用',
    },
    'try-files': {
      en: '`{condition}` in {level} switches `try_files` off when it matches',
      zh: '{level} 中的 `{condition}` 匹配时会使 `try_files` 失效',
    },
  },
  defaults: {},
  *check(model) {
    for (const level of model.writers('if')) if (level.context === 'location') yield* judge(model, level)
  },
})

/** What the rewrite phase does by itself, without handing the request to the configuration of the `if`. */
const plain = new Set(['return', 'rewrite', 'set', 'break', 'if'])

function* judge(model: NginxModel, level: Level): Generator<Observation> {
  const blocks = level.children.filter(child => child.context === 'if-in-location')
  const holding = blocks
    .map(block => ({ block, others: others(model, block) }))
    .filter(({ others }) => others.length > 0)
  const names = [...new Set(holding.flatMap(one => one.others.map(nameOf)))]
  const [first, ...further] = holding
  if (first && further.length > 0)
    yield {
      ...about(level, first.block),
      message: { id: 'several', params: { level: level.subject, count: holding.length, names } },
      related: further.flatMap(({ block: { directive } }) =>
        directive ? [{ at: placeOf(directive), message: { en: 'the next one', zh: '下一个' } }] : [],
      ),
    }
  else if (first) yield single(model, first.block, names)
  const tried = level.written('try_files')[0]
  const skips = blocks.find(block => !leaves(block) && others(model, block).length === 0)
  if (tried && skips)
    yield {
      ...about(level, skips),
      subject: `${level.subject} try_files`,
      message: { id: 'try-files', params: { condition: shown(skips), level: level.subject } },
      related: [{ at: placeOf(tried), message: { en: 'not asked then', zh: '此时不会执行' } }],
    }
}

/**
 * Statements whose effect is that of a configuration of its own. Where the request ends in the block, headers of the
 * location are all that can be missed (nginx/header-inheritance).
 */
const others = (model: NginxModel, block: Level): readonly Directive[] =>
  leaves(block) ? [] : block.own.filter(one => !plain.has(nameOf(one)) && mayStand(model, nameOf(one)))

/** What nginx refuses there has no effect at all. */
const mayStand = ({ target }: NginxModel, name: string): boolean =>
  directive(name, 'if-in-location', target) !== undefined || directive(name, undefined, target) === undefined

/** A header that the location sends and that is gone when the `if` matches. */
function lostHeader(model: NginxModel, block: Level): Directive | undefined {
  const own = block.written('add_header').map(headerName)
  if (own.length === 0 || !block.parent) return undefined
  return model.list(block.parent, 'add_header').entries.find(one => !own.includes(headerName(one)) && argument(one, 1))
}

const shown = ({ directive }: Level): string => `if ${directive ? conditionOf(directive) : ''}`

const about = (level: Level, block: Level): Pick<Observation, 'at' | 'subject'> => ({
  at: placeOf(block.directive as Directive),
  subject: level.subject,
})

function single(model: NginxModel, block: Level, names: readonly string[]): Observation {
  const level = block.parent as Level
  const witness = witnessOf(model, level, block)
  return {
    ...about(level, block),
    message: { id: 'other', params: { condition: shown(block), level: level.subject, names } },
    ...(names.every(name => settings.test(name)) && keepsPlace(level, block) && { severity: 'low' as const }),
    ...(witness && { witness }),
  }
}

/** One value each, which takes nothing of the location away: what nginx allows in an `if` for good reason. */
const settings =
  /^(?:expires|limit_rate(?:_after)?|access_log|log_not_found|gzip(?:_\w+)?|etag|charset|default_type|sendfile)$/

/** Neither `try_files` is skipped, nor are the groups of the location's pattern replaced by those of a condition. */
const keepsPlace = (level: Level, block: Level): boolean =>
  level.written('try_files').length === 0 &&
  !(/regex/.test(asLocation(level)?.match.kind ?? '') && /~/.test(shown(block)))

/** A header of the location is missing as soon as an `if` with a header of its own matches. */
function witnessOf(model: NginxModel, level: Level, block: Level): Witness | undefined {
  const location = asLocation(level)
  const asked = /^\(\$arg_(\w+)\)$/i.exec(block.directive?.args.map(({ value }) => value).join('') ?? '')?.[1]
  const lost = lostHeader(model, block)
  if (!location || !asked || !lost || /regex|named/.test(location.match.kind)) return undefined
  if (location.serve.kind !== 'static' || leaves(block)) return undefined
  const path = `${location.match.pattern}x?${asked}=1`
  const request = openRequestTo(model, handlerOf(location), { path, passing: one => one === block })
  const name = argument(lost, 0) ?? ''
  const summary = { en: `the response lacks ${name}`, zh: `响应中缺少 ${name}` }
  return request && { ...request, provokes: { absentHeader: name, status: 200, summary } }
}
