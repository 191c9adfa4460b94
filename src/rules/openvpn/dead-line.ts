import { every, hasLetter, type OpenvpnModel, type OptionLine } from '../../formats/openvpn/index.ts'
import type { Rule } from '../rule.ts'
import { deletion, type Fault, lineRule } from './line-rule.ts'
import { safe, unsafe } from './placing.ts'

/** Two values of these mean that somebody believes in the wrong one. */
const weighty = new Set([
  'cipher',
  'data-ciphers',
  'auth',
  'verify-x509-name',
  'remote-cert-tls',
  'tls-version-min',
  'user',
  'allow-compression',
])

const same = (a: OptionLine, b: OptionLine): boolean =>
  !a.inline && !b.inline && a.params.length === b.params.length && a.params.every((word, at) => word === b.params[at])

const fault = (line: OptionLine, decides: OptionLine): Fault => {
  const equal = same(line, decides)
  return {
    line,
    id: equal ? 'repeated' : 'overridden',
    params: { winner: [decides.name, ...decides.params].join(' ') },
    severity: equal ? 'info' : weighty.has(line.name) ? 'high' : 'low',
    fixes: [deletion(line, equal ? safe : unsafe)],
  }
}

function* overridden(model: OpenvpnModel): Iterable<Fault> {
  for (const [name, all] of model.byName) {
    const lines = hasLetter(name, 'a') ? [] : all.filter(line => !line.connection)
    const decides = lines.at(-1)
    for (const line of lines.slice(0, -1)) if (decides && line.params[0] !== '[inline]') yield fault(line, decides)
  }
}

function* unread(model: OpenvpnModel): Iterable<Fault> {
  const late = new Set(
    model.problems.filter(({ code }) => code === 'ignored-after-connection').map(({ span }) => span.start),
  )
  for (const line of model.lines)
    if (line.effect === 'forgiven' && !line.connection && late.has(line.directive.span.start))
      yield { line, id: 'late', fixes: line.inline ? [] : [deletion(line, unsafe)] }
  const blocks = every(model, 'connection').some(line => line.inline)
  for (const line of blocks ? every(model, 'remote').filter(each => !each.connection) : [])
    yield { line, id: 'remote', fixes: [deletion(line, unsafe)] }
}

export const rule: Rule<OpenvpnModel> = lineRule({
  id: 'openvpn/dead-line',
  title: { en: 'Line without effect', zh: '不起作用的行' },
  severity: 'low',
  tags: ['clarity'],
  messages: {
    overridden: {
      en: '"{text}" has no effect: "{winner}" comes later and wins',
      zh: '"{text}" 不起作用：后面的 "{winner}" 生效',
    },
    repeated: { en: '"{text}" stands twice', zh: '"{text}" 重复出现' },
    late: {
      en: '"{name}" stands behind a <connection> block and is ignored',
      zh: '"{name}" 写在 <connection> 块之后，被忽略',
    },
    remote: {
      en: '"{text}" is ignored: the file has <connection> blocks',
      zh: '"{text}" 被忽略：文件中有 <connection> 块',
    },
  },
  *faults(model) {
    yield* overridden(model)
    yield* unread(model)
  },
})
