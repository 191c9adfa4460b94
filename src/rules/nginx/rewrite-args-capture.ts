import type { NginxModel } from '../../formats/nginx/model.ts'
import { nameOf } from '../../formats/nginx/syntax.ts'
import { capturesAt, condition } from '../../formats/nginx/variables/captures.ts'
import { argument, type Directive } from '../../tree/index.ts'
import { defineRule, type Fix, type Observation, placeOf, type Rule } from '../rule.ts'
import { byName } from './named-captures.ts'
import { hasNamed, isAbsolute, type Line, positional, repeats, type Script, scriptsWith } from './scripts.ts'
import { upgrade } from './upgrade.ts'
import { type Risk, riskOf } from './version-risk.ts'

export const rule: Rule<NginxModel> = defineRule<NginxModel>({
  id: 'nginx/rewrite-args-capture',
  format: 'nginx',
  title: { en: 'captures read after a rewrite with a query', zh: '在带查询串的 rewrite 之后读取捕获组' },
  severity: 'high',
  confidence: 'high',
  tags: ['version', 'injection'],
  messages: {
    overflow: {
      en: '`{rewrite}` leaves the script in query mode, and `{reader}` reads {captures} behind it: {cve} overflows a buffer below nginx {fixed}',
      zh: '`{rewrite}` 使脚本停留在查询串模式，其后的 `{reader}` 读取 {captures}：nginx {fixed} 之前存在缓冲区溢出 {cve}',
    },
  },
  defaults: {},
  *check(model) {
    if (model.writers('rewrite').length === 0) return
    const risk = riskOf(model, 'CVE-2026-42945')
    if (risk.exposure === 'fixed') return
    for (const script of scriptsWith(model, 'rewrite')) yield* judge(model, script, risk)
  },
})

/** The first rewrite that leaves its mark, and what reads a capture behind it before the script certainly ends. */
function* judge(model: NginxModel, { level, lines }: Script, risk: Risk): Generator<Observation> {
  const from = lines.findIndex(({ name, directive }) => name === 'rewrite' && opensQuery(directive))
  if (from === -1) return
  const readers: Line[] = []
  for (const line of lines.slice(from + 1)) {
    if (readsCapture(line)) readers.push(line)
    if (line.level === level && (line.name === 'return' || line.name === 'break')) break
  }
  const { directive } = lines[from] as Line
  const [first] = readers
  if (!first) return
  yield {
    at: placeOf(directive),
    subject: `${level.subject} rewrite ${argument(directive, 0)}`,
    message: {
      id: 'overflow',
      params: {
        rewrite: shown(directive),
        reader: shown(first.directive),
        captures: [...new Set(filledIn(first).match(/\$\{?[1-9]\}?/g) ?? [])],
        cve: risk.cve,
        fixed: risk.fixed,
      },
    },
    ...risk.weight,
    related: readers.slice(0, 20).map(reader => ({
      at: placeOf(reader.directive),
      message: { en: 'reads a capture behind it', zh: '在其后读取捕获组' },
    })),
    fixes: () => [upgrade, ...namedReaders(model, directive, readers)],
  }
}

/** Where nothing but this rewrite can have set the captures that are read. */
function namedReaders(model: NginxModel, rewrite: Directive, readers: readonly Line[]): Fix[] {
  const own = readers.every(({ directive, level }) => {
    const sources = nameOf(directive) === 'rewrite' ? [] : capturesAt({ level, before: directive })
    return sources.length === 1 && sources[0]?.directive === rewrite
  })
  const words = readers.flatMap(({ directive }) =>
    directive.args.filter(word => positional(word.value).length > 0).map(word => ({ directive, word })),
  )
  const edits = own ? byName(model, { source: rewrite, words }) : undefined
  if (!edits) return []
  const title = { en: 'read the captures by name, without line ends', zh: '按名称读取捕获组，且不含换行' }
  return [{ title, safety: 'unsafe', edits, changes: ['*'] }]
}

const shown = ({ name, args }: Directive): string =>
  [name, ...args]
    .map(({ raw }) => raw)
    .join(' ')
    .slice(0, 100)

/** A `?` that is not the last character, and nothing that ends the script. */
function opensQuery(rewrite: Directive): boolean {
  const replacement = argument(rewrite, 1) ?? ''
  const at = replacement.indexOf('?')
  return at !== -1 && at < replacement.length - 1 && argument(rewrite, 2) === undefined && !isAbsolute(replacement)
}

/** The text in which the script engine fills in captures; empty for statements that fill in none. */
function filledIn({ directive, name }: Line): string {
  if (name === 'set' || name === 'rewrite') return argument(directive, 1) ?? ''
  return name === 'if' && !condition(directive)
    ? directive.args
        .slice(1)
        .map(word => word.value)
        .join(' ')
    : ''
}

/** A plain rewrite sizes its captures as it writes them; with a variable or a repeated capture it does not. */
function readsCapture(line: Line): boolean {
  const value = filledIn(line)
  const captures = positional(value)
  if (captures.length === 0) return false
  return line.name !== 'rewrite' || hasNamed(value) || repeats(captures)
}
