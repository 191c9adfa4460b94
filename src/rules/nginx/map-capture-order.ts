import type { Level, NginxModel } from '../../formats/nginx/model.ts'
import { nameOf } from '../../formats/nginx/syntax.ts'
import { parseTemplate } from '../../formats/nginx/variables/index.ts'
import type { Directive } from '../../tree/index.ts'
import { defineRule, type Fix, type Observation, placeOf, type Rule } from '../rule.ts'
import { type Clash, nameTheGroup, replayClash } from './capture-clash.ts'
import { type EvaluatedValue, evaluatedValues } from './evaluated-values.ts'
import { type RegexMap, type RegexMaps, regexMaps, variablesIn } from './regex-maps.ts'
import { upgrade } from './upgrade.ts'
import { type Risk, riskOf } from './version-risk.ts'

export const rule: Rule<NginxModel> = defineRule<NginxModel>({
  id: 'nginx/map-capture-order',
  format: 'nginx',
  title: { en: 'a map that overwrites a capture of the same string', zh: 'map 覆盖了同一字符串中的捕获组' },
  severity: 'high',
  confidence: 'high',
  tags: ['version', 'injection'],
  messages: {
    overflow: {
      en: '`{directive}` reads {capture} in front of {variable}, whose map overwrites it while the string is made: {cve} overflows a buffer below nginx {fixed}',
      zh: '`{directive}` 在 {variable} 之前读取 {capture}，而该变量的 map 会在拼接过程中覆盖它：nginx {fixed} 之前存在缓冲区溢出 {cve}',
    },
    refused: {
      en: '`{directive}` reads {capture} in front of {variable}, whose map overwrites it while the string is made: the request fails with 500',
      zh: '`{directive}` 在 {variable} 之前读取 {capture}，而该变量的 map 会在拼接过程中覆盖它：请求以 500 失败',
    },
  },
  defaults: {},
  *check(model) {
    const maps = regexMaps(model)
    if (maps.none) return
    let risk: Risk | undefined
    for (const value of evaluatedValues(model, twoVariables)) {
      const clash = clashIn(value, maps)
      if (!clash || known(clash, value)) continue
      risk ??= riskOf(model, 'CVE-2026-42533')
      if (risk.exposure !== 'fixed' || clash.map.keys.some(({ groups }) => groups > 0))
        yield observation(model, clash, risk)
    }
  },
})

const twoVariables = /\$[^$]*\$/

/** A capture with a variable behind it whose map sets captures itself. */
function clashIn(value: EvaluatedValue, maps: RegexMaps): Clash | undefined {
  const before: string[] = []
  for (const part of parseTemplate(value.word.value)) {
    if (part.kind === 'text') continue
    for (const map of maps.behind(part.name)) {
      const capture = before.find(name => /^[1-9]$/.test(name) || map.names.has(name))
      if (capture) return { ...value, capture, variable: part.name, map }
    }
    before.push(part.name)
  }
  return undefined
}

/** Was the variable certainly worked out before, by a statement of the rewrite phase that runs for every request here? */
function known({ variable, map }: { variable: string; map: RegexMap }, { level, directive }: EvaluatedValue): boolean {
  if (map.volatile) return false
  let end: Directive | undefined = directive
  for (let outer: Level | undefined = level; outer && outer.context !== 'http'; outer = outer.parent) {
    if (readsBefore(outer, end, variable)) return true
    end = outer.context.startsWith('if-') ? outer.directive : undefined
  }
  return false
}

const script = new Set(['set', 'if', 'return', 'rewrite', 'break'])

function readsBefore({ own }: Level, end: Directive | undefined, variable: string): boolean {
  const stop = end && script.has(nameOf(end)) ? own.indexOf(end) : -1
  for (const one of stop === -1 ? own : own.slice(0, stop)) {
    const name = nameOf(one)
    if ((name === 'set' || name === 'if') && reads(one, variable)) return true
    if (name === 'return' || name === 'break') return false
  }
  return false
}

/** The first argument of `set` is what it makes. */
const reads = (directive: Directive, variable: string): boolean =>
  directive.args.slice(nameOf(directive) === 'set' ? 1 : 0).some(({ value }) => variablesIn(value).includes(variable))

function observation(model: NginxModel, clash: Clash, risk: Risk): Observation {
  const { directive, level, capture, variable, map } = clash
  const fixed = risk.exposure === 'fixed'
  const witness = fixed ? replayClash(model, clash) : undefined
  const named = nameTheGroup(model, clash)
  const fixes: Fix[] = [...(fixed ? [] : [upgrade]), ...(named ? [named] : [])]
  return {
    at: placeOf(directive),
    subject: `${level.subject} ${nameOf(directive)} $${capture} $${variable}`,
    message: {
      id: fixed ? 'refused' : 'overflow',
      params: {
        directive: nameOf(directive),
        capture: `$${capture}`,
        variable: `$${variable}`,
        cve: risk.cve,
        fixed: risk.fixed,
      },
    },
    ...(fixed ? { severity: 'medium', confidence: 'high' } : risk.weight),
    related: [{ at: placeOf(map.table.directive), message: { en: 'the map with patterns', zh: '含正则的 map' } }],
    ...(witness && { witness }),
    fixes,
  }
}
