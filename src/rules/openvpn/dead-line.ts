import { every, hasLetter, type OpenvpnModel, type OptionLine } from '../../formats/openvpn/index.ts'
import { placeOf, type Rule } from '../rule.ts'
import { deletion, type Fault, lineRule } from './line-rule.ts'
import { removeLines, safe, unsafe } from './placing.ts'

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

/** All lines of one option that lose to the same winner, in one finding. */
function fault(lines: readonly OptionLine[], decides: OptionLine, equal: boolean): Fault[] {
  const [first, ...rest] = lines
  if (!first) return []
  const title = { en: `Delete what does not count of ${first.name}`, zh: `删除不起作用的 ${first.name}` }
  const fix = (equal ? safe : unsafe)({ title, edits: removeLines(lines), changes: [first.name] })
  return [
    {
      line: first,
      id: equal ? 'repeated' : 'overridden',
      subject: `${first.name} ${equal ? 'again' : 'before'}`,
      params: { winner: [decides.name, ...decides.params].join(' ') },
      severity: equal ? 'info' : weighty.has(first.name) ? 'high' : 'low',
      related: rest.slice(0, 20).map(line => ({
        at: placeOf(line.directive),
        message: { en: `${line.name} has no effect here either`, zh: `此处的 ${line.name} 同样不起作用` },
      })),
      fixes: [fix],
    },
  ]
}

/** How many `<connection>` blocks stand before a line: an option between two blocks is the default of the second. */
function blocksBefore(model: OpenvpnModel): ReadonlyMap<OptionLine['directive'], number> {
  const counts = new Map<OptionLine['directive'], number>()
  let count = 0
  for (const line of model.lines) {
    counts.set(line.directive, count)
    if (line.name === 'connection' && line.inline) count++
  }
  return counts
}

function* overridden(model: OpenvpnModel): Iterable<Fault> {
  const before = every(model, 'connection').length > 1 ? blocksBefore(model) : undefined
  for (const [name, all] of model.byName) {
    const lines = hasLetter(name, 'a') ? [] : all.filter(line => !line.connection)
    const decides = lines.at(-1)
    const place = (line: OptionLine): number | undefined => (hasLetter(name, 'c') ? before?.get(line.directive) : 0)
    const dead = lines
      .slice(0, -1)
      .filter((line, at) => line.params[0] !== '[inline]' && place(line) === place(lines[at + 1] as OptionLine))
    if (!decides || dead.length === 0) continue
    yield* fault(
      dead.filter(line => same(line, decides)),
      decides,
      true,
    )
    yield* fault(
      dead.filter(line => !same(line, decides)),
      decides,
      false,
    )
  }
}

/** The daemon says nothing about this one, and asks for the password. */
const isSilent = ({ name }: OptionLine): boolean => name === 'http-proxy-user-pass'

function* unread(model: OpenvpnModel): Iterable<Fault> {
  const late = new Set(
    model.problems.filter(({ code }) => code === 'ignored-after-connection').map(({ span }) => span.start),
  )
  for (const line of model.lines)
    if (line.effect === 'forgiven' && !line.connection && (late.has(line.directive.span.start) || isSilent(line)))
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
