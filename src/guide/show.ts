import { textBy } from '../engine/guided.ts'
import { sequence } from '../engine/plan/sequence.ts'
import type { EffectiveChange, Finding } from '../engine/types.ts'
import { isUnreadable } from '../files/index.ts'
import type { Localized } from '../message/index.ts'
import { codeFrame, place } from '../report/frame.ts'
import { columns } from '../report/medium/plain.ts'
import { wrap } from '../report/medium/wrap.ts'
import { sectionsFor } from '../report/page.ts'
import { patchLines, patchOf } from '../report/patch.ts'
import { redactReport } from '../report/redact-report.ts'
import { guess, severityText } from '../report/summary.ts'
import type { Fix } from '../rules/rule.ts'
import { fitted, type Look, penOf, ruler, sentences, shown } from './look.ts'
import { type Proposal, type State, say, waysOf } from './state.ts'

const words = {
  why: say('why', '原因'),
  involved: say('involved', '涉及'),
  safe: say('fix', '修复'),
  unsafe: say('unsafe fix', '不安全的修复'),
  steps: say('plan', '计划'),
  force: say('in force', '生效值'),
  breaks: say('could break', '可能影响'),
}

/** Everything somebody has to know before deciding about a finding. */
export function proposalLines(state: State, proposal: Proposal, look: Look): string[] {
  const { fix } = proposal
  const { finding, file } = harmless(state, proposal.finding)
  const draw = penOf(look)
  const number = state.chosen - state.queue.length
  const severity = severityText[finding.severity][look.lang]
  return [
    '',
    ruler(`${number}/${state.chosen} ${severity} ${finding.rule}`, look),
    ...wrap(draw(finding.message[look.lang]), Math.max(narrow, look.columns)).map(line => draw(line, 'bold')),
    `  ${draw('-->', 'blue')} ${draw(place(finding))}`,
    ...(file ? codeFrame(file, finding, { pen: draw, style: 'red' }) : []),
    ...(finding.confidence === 'low' ? [`  ${draw('=', 'blue')} ${draw(guess[look.lang])}`] : []),
    ...labelled(words.why, prose(finding.rule, ['Why', '说明'], look), look),
    ...affected(finding, look),
    ...(fix ? fixLines(state, { ...proposal, fix }, look) : [shown(look, noWay)]),
  ]
}

const noWay = say(
  'No rule can repair this: read the explanation (x), then change the file or accept it',
  '没有可用的自动修复：请查看说明（x），然后修改文件或接受该发现',
)

function fixLines(state: State, proposal: Proposal & { readonly fix: Fix }, look: Look): string[] {
  const { fix, trial, finding, way } = proposal
  const ways = waysOf(finding).length
  const kind = fix.edits.length === 0 ? words.steps : words[fix.safety]
  const title = say(...numbered(fix.title, ways > 1 ? ` (${way}/${ways})` : ''))
  const diff = trial ? patchOf(fix.edits, textBy(state.standing)).map(({ text }) => text.trimEnd()) : []
  return [
    ...labelled(kind, title, look),
    ...diff.flatMap(text => patchLines(text, penOf(look)).map(line => `    ${line}`)),
    ...(fix.edits.length === 0 ? steps(fix, look) : []),
    ...effective(trial?.applied.flatMap(({ changes }) => changes) ?? [], look),
    ...labelled(words.breaks, risk(fix, finding, look), look),
  ]
}

const numbered = ({ en, zh }: Localized, number: string): [string, string] => [en + number, zh + number]

/** The finding without secrets, with its file as it is by now. */
function harmless(state: State, finding: Finding): { finding: Finding; file: ReturnType<typeof source> } {
  const { report } = state.standing.analysis
  const clean = redactReport({ ...report, findings: [finding], problems: [], verdicts: [] }, path =>
    source(state, path),
  )
  return { finding: clean.findings[0] as Finding, file: source(state, finding.path) }
}

function source({ standing }: State, path: string) {
  const entry = textBy(standing).read(path)
  return isUnreadable(entry) ? undefined : entry
}

/** Nothing is broken into shorter lines than that. */
const narrow = 24

function labelled(label: Localized, text: Localized | undefined, look: Look): string[] {
  if (!text) return []
  const lead = `${label[look.lang]}:`
  const [first = '', ...more] = wrap(`${lead} ${shown(look, text)}`, Math.max(narrow, look.columns - 4))
  const rest = first.slice(lead.length)
  return [`  ${penOf(look)(lead, 'cyan')}${rest}`, ...more.map(line => `    ${line}`)]
}

const shownPlaces = 6

function affected({ related }: Finding, look: Look): string[] {
  const draw = penOf(look)
  const lines = related
    .slice(0, shownPlaces)
    .flatMap(each => labelled(words.involved, say(...numbered(each.message, ` (${place(each)})`)), look))
  const more = related.length - shownPlaces
  return more > 0 ? [...lines, `    ${draw(`… +${more}`, 'dim')}`] : lines
}

const shownSteps = 8
const hanging = (line: string, nth: number): string => `    ${nth === 0 ? '- ' : '  '}${line}`

function steps({ steps = [] }: Fix, look: Look): string[] {
  const draw = penOf(look)
  const lines = sequence(steps)
    .slice(0, shownSteps)
    .flatMap(step => wrap(shown(look, step.title), Math.max(narrow, look.columns - 6)).map(hanging))
  return steps.length > shownSteps ? [...lines, `    ${draw(`… +${steps.length - shownSteps}`, 'dim')}`] : lines
}

const shownChanges = 8

function effective(changes: readonly EffectiveChange[], look: Look): string[] {
  const value = (text: string | undefined): string => (text === undefined ? '–' : fitted(text, 60))
  const lines = changes.slice(0, shownChanges).flatMap(({ scope, setting, before, after }) => {
    const text = `${scope === '' ? '' : `${scope}: `}${setting} ${value(before)} → ${value(after)}`
    return labelled(words.force, say(text, text), look)
  })
  const more = changes.length - shownChanges
  return more > 0 ? [...lines, `    ${penOf(look)(`… +${more}`, 'dim')}`] : lines
}

/** What the page says about the fix; that a fix is safe stands before it. */
function risk(fix: Fix, { rule }: Finding, look: Look): Localized {
  const own = prose(rule, ['Fix', '修复'], look)
  const lead =
    fix.safety === 'safe'
      ? say('nothing for clients that behave.', '行为正常的客户端不受影响。')
      : say('clients may notice.', '客户端可能察觉到变化。')
  return say(`${lead.en} ${own?.en ?? ''}`.trim(), `${lead.zh}${own?.zh ?? ''}`.trim())
}

/** The first sentences of a section of the rule's page. */
function prose(id: string, headings: readonly string[], look: Look): Localized | undefined {
  const section = sectionsFor(look.page(id) ?? '', look.lang).find(({ heading }) => headings.includes(heading))
  const end = section?.lines.findIndex(line => line.startsWith('```')) ?? -1
  const lines = section?.lines.slice(0, end === -1 ? undefined : end) ?? []
  const text = sentences(
    lines.filter(line => line.trim() !== '').join(' '),
    3 * Math.max(80, Math.min(look.columns, 120)),
  )
  return text === '' ? undefined : say(text, text)
}

/** One line for a list: rule, place, message. */
export function findingLine(state: State, finding: Finding, look: Look): string {
  const clean = harmless(state, finding).finding
  const kind = kindOf(finding)[look.lang]
  const lead = `${severityText[clean.severity][look.lang]} ${clean.rule} [${kind}] ${clean.path}:${clean.line} `
  const room = Math.max(20, look.columns - 6 - columns(lead))
  return penOf({ ...look, color: false })(lead + fitted(clean.message[look.lang], room))
}

const kinds = { safe: say('safe', '安全'), unsafe: say('unsafe', '不安全'), none: say('decision', '需决定') }

export function kindOf(finding: Finding): Localized {
  const [best] = waysOf(finding)
  if (!best) return kinds.none
  return best.edits.length === 0 ? words.steps : kinds[best.safety]
}
