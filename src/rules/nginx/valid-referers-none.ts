import type { Level, NginxModel } from '../../formats/nginx/model.ts'
import type { Directive } from '../../tree/index.ts'
import { defineRule, type Fix, type Observation, placeOf, type Rule, type Witness } from '../rule.ts'
import { isMedia, refererGuard, referers } from './referer-checks.ts'
import { answeredRequest, handlerOf } from './request-to.ts'
import { asLocation } from './statements.ts'

export const rule: Rule<NginxModel> = defineRule<NginxModel>({
  id: 'nginx/valid-referers-none',
  format: 'nginx',
  title: { en: 'a referer check that lets requests without Referer pass', zh: '放行无 Referer 请求的来源检查' },
  severity: 'medium',
  confidence: 'high',
  tags: ['headers', 'access'],
  messages: {
    passes: {
      en: '`valid_referers {words}` lets every request that sends no Referer into {level}, which `if ($invalid_referer)` guards',
      zh: '`valid_referers {words}` 会放行所有不带 Referer 的请求进入由 `if ($invalid_referer)` 保护的 {level}',
    },
  },
  defaults: {},
  *check(model) {
    if (model.writers('valid_referers').length === 0) return
    const seen = new Set<Directive>()
    for (const level of model.writers('if')) {
      const guard = refererGuard(level)
      const lines = guard ? referers(level) : []
      const line = lines.find(one => loose(one).length > 0)
      if (!guard || !line || seen.has(line) || isMedia(level)) continue
      seen.add(line)
      yield observation(model, { level, guard, line, lines })
    }
  },
})

const loose = (line: Directive): readonly Directive['args'][number][] =>
  line.args.filter(({ value }) => value === 'none' || value === 'blocked')

interface Found {
  readonly level: Level
  readonly guard: Directive
  readonly line: Directive
  readonly lines: readonly Directive[]
}

function observation(model: NginxModel, found: Found): Observation {
  const { level, guard, line } = found
  const fix = fixOf(found)
  const witness = witnessOf(model, level)
  return {
    at: placeOf(line),
    subject: level.subject,
    message: { id: 'passes', params: { words: line.args.map(({ raw }) => raw).join(' '), level: level.subject } },
    related: [{ at: placeOf(guard), message: { en: 'the check', zh: '该检查' } }],
    ...(witness && { witness }),
    fixes: fix ? [fix] : [],
  }
}

/** With nothing else in the list the daemon refuses it. */
function fixOf({ line, lines }: Found): Fix | undefined {
  if (lines.length > 1 || loose(line).length === line.args.length) return undefined
  const { path } = line.file
  const edits = loose(line).map(word => {
    const before = line.args[line.args.indexOf(word) - 1] ?? line.name
    return { path, span: { start: before.span.end, end: word.span.end }, text: '' }
  })
  const title = { en: 'ask every request for a Referer', zh: '要求每个请求都带 Referer' }
  return { title, safety: 'unsafe', edits, changes: ['valid_referers'] }
}

function witnessOf(model: NginxModel, level: Level): Witness | undefined {
  const location = asLocation(level)
  if (!location || /regex|named/.test(location.match.kind)) return undefined
  const { serve, match } = location
  const path = match.kind === 'exact' ? match.pattern : `${match.pattern}x`
  if (serve.kind !== 'static' && serve.kind !== 'proxy') return undefined
  const passing = ({ directive }: Level): boolean =>
    directive?.args.some(({ value }) => /\$\{?invalid_referer\b/i.test(value)) ?? false
  const found = answeredRequest(model, handlerOf(location), { path, passing })
  const summary = { en: 'served without any Referer', zh: '不带任何 Referer 即被应答' }
  return found && { ...found.request, provokes: { ...found.shows, summary } }
}
