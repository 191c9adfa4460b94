import type { Finding, Report } from '../../engine/types.ts'
import type { Localized } from '../../message/index.ts'
import { type Block, code, heading, type Inline, paragraph } from '../document/block.ts'
import { place } from '../frame.ts'
import { severityText } from '../summary.ts'
import { say, type View } from '../view.ts'
import { witnessLines } from '../witness-lines.ts'
import type { Framework } from './framework.ts'
import { type Clause, clausesOf, frameworks, type Standing } from './mapping.ts'
import { words } from './words.ts'

/** A finding with its number in this report. */
export interface Numbered {
  readonly number: string
  readonly finding: Finding
}

export const numbered = ({ findings }: Report): Numbered[] =>
  findings.map((finding, at) => ({ number: `F${at + 1}`, finding }))

export const standingText: Readonly<Record<Standing, Localized>> = {
  source: { en: 'text read', zh: '已读原文' },
  secondary: { en: 'secondary sources', zh: '二手资料' },
  unverified: { en: 'not verified', zh: '未核实' },
  derived: { en: 'derived', zh: '推导' },
  baseline: { en: 'as the baseline states', zh: '依基线所述' },
}

/** The clauses of a rule under the baseline of this run. */
export const ruleClauses = (rule: string, view: View): Clause[] =>
  clausesOf(rule, view.behind?.baseline?.controls[rule]?.refs ?? [])

/** Findings by rule, each rule with the clauses it speaks to. */
export function findingBlocks(all: readonly Numbered[], view: View): Block[] {
  const title = heading(2, say(view, words.findings))
  if (all.length === 0) return [title, paragraph(say(view, words.noFinding))]
  const rules = [...new Set(all.map(({ finding }) => finding.rule))]
  return [
    title,
    ...rules.flatMap(rule =>
      ruleBlocks(
        rule,
        all.filter(({ finding }) => finding.rule === rule),
        view,
      ),
    ),
  ]
}

const most = 200

function ruleBlocks(rule: string, found: readonly Numbered[], view: View): Block[] {
  const known = view.rule(rule)
  const title = known ? `${say(view, known.title)} (${rule})` : rule
  const head = [words.number, words.severity, words.finding, words.where, words.state].map(word => say(view, word))
  const rows = found.slice(0, most).map(each => row(each, view))
  const more = found.length - rows.length
  return [
    heading(3, title),
    { kind: 'table', head, rows },
    ...(more > 0 ? [paragraph(say(view, words.cut).replace('{count}', String(more)))] : []),
    ...requestBlocks(found, view),
    clauseBlock(ruleClauses(rule, view), view),
  ]
}

/** One request shows what a rule is about; a few more show where. */
const mostRequests = 5

/** Requests that show findings, as commands that anybody can repeat. */
function requestBlocks(found: readonly Numbered[], view: View): Block[] {
  const shown = found.filter(({ finding }) => finding.witness)
  const blocks = shown.slice(0, mostRequests).flatMap(({ number, finding }): Block[] => {
    const [says = '', ...commands] = witnessLines(finding, view)
    return [paragraph(`${number}, ${says}`), { kind: 'code', text: commands.join('\n'), language: 'text' }]
  })
  const more = shown.length - mostRequests
  return more > 0 ? [...blocks, paragraph(say(view, words.cut).replace('{count}', String(more)))] : blocks
}

const row = ({ number, finding }: Numbered, view: View): Inline[][] => [
  [number],
  [say(view, severityText[finding.severity])],
  [say(view, finding.message)],
  [code(place(finding))],
  [say(view, stateOf(finding, view))],
]

function stateOf({ waived, fingerprint }: Finding, view: View): Localized {
  if (waived) return words.accepted
  const fresh = view.behind?.since?.comparison.fresh.some(each => each.fingerprint === fingerprint)
  return fresh ? words.fresh : words.open
}

function clauseBlock(clauses: readonly Clause[], view: View): Block {
  if (clauses.length === 0) return paragraph(`${say(view, words.clauses)}: ${say(view, words.noClause)}`)
  const items = frameworks.flatMap(framework => {
    const own = clauses.filter(each => each.framework === framework)
    return own.length === 0
      ? []
      : [[`${say(view, framework.name)}: ${own.map(each => clauseText(each, view)).join('; ')}`]]
  })
  return { kind: 'list', items }
}

const clauseText = ({ number, standing }: Clause, view: View): string =>
  `${number} (${say(view, standingText[standing])})`

/** The same turned round: for each framework its clauses with the numbers of the findings. */
export function frameworkBlocks(all: readonly Numbered[], view: View): Block[] {
  const byRule = new Map(all.map(({ finding }) => [finding.rule, ruleClauses(finding.rule, view)]))
  const rows = frameworks.flatMap(framework => frameworkRows(framework, { all, byRule, view }))
  const head = [words.framework, words.clause, words.standing, words.findings].map(word => say(view, word))
  const bases = frameworks.map(framework => [`${say(view, framework.name)}: ${say(view, framework.basis)}`])
  return [
    heading(2, say(view, words.frameworks)),
    paragraph(say(view, words.frameworkNote)),
    { kind: 'table', head: [...head.slice(0, 3), say(view, words.finding)], rows },
    heading(3, say(view, words.basis)),
    { kind: 'list', items: bases },
  ]
}

interface Turned {
  readonly all: readonly Numbered[]
  readonly byRule: ReadonlyMap<string, readonly Clause[]>
  readonly view: View
}

/** `4.2.1` before `4.10`. */
const order = new Intl.Collator('en', { numeric: true })

function frameworkRows(framework: Framework, { all, byRule, view }: Turned): Inline[][][] {
  const clauses = new Map<string, { readonly clause: Clause; readonly numbers: string[] }>()
  const own = all.flatMap(({ number, finding }) =>
    (byRule.get(finding.rule) ?? []).flatMap(clause => (clause.framework === framework ? [{ number, clause }] : [])),
  )
  for (const { number, clause } of own) {
    const key = `${clause.number} ${clause.standing}`
    const known = clauses.get(key)
    if (known) known.numbers.push(number)
    else clauses.set(key, { clause, numbers: [number] })
  }
  const name = say(view, framework.name)
  if (clauses.size === 0) return [[[name], ['–'], ['–'], [say(view, words.none)]]]
  const byNumber = [...clauses.values()].sort((a, b) => order.compare(a.clause.number, b.clause.number))
  return byNumber.map(({ clause, numbers }) => [
    [name],
    [clause.number],
    [say(view, standingText[clause.standing])],
    [listed(numbers)],
  ])
}

const listed = (numbers: readonly string[]): string =>
  numbers.length <= 12 ? numbers.join(', ') : `${numbers.slice(0, 12).join(', ')} +${numbers.length - 12}`
