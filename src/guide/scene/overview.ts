import { attempt, outcome } from '../../engine/guided.ts'
import { score } from '../../engine/score.ts'
import type { Finding } from '../../engine/types.ts'
import { severityText } from '../../report/summary.ts'
import { type Severity, severities } from '../../rules/rule.ts'
import { type Look, type Presented, penOf, ruler } from '../look.ts'
import type { Answer, Choice } from '../question.ts'
import { openOnes, type State, say, waysOf } from '../state.ts'

export function presentOverview(state: State, look: Look): Presented {
  const draw = penOf(look)
  const lines = [
    ruler(look.lang === 'zh' ? 'confward 引导' : 'confward guide', look),
    draw(scoreLine(state)[look.lang], 'bold'),
    ...score(state.standing.analysis.report).caps.map(
      ({ limit, because }) => `  ${draw(`≤ ${limit}: ${because[look.lang]}`, 'dim')}`,
    ),
    draw(counts(openOnes(state))[look.lang]),
    draw(remedies(openOnes(state))[look.lang]),
    '',
  ]
  return {
    lines,
    question: {
      kind: 'one',
      id: 'overview',
      message: say('How do you want to go through them?', '如何处理这些发现？'),
      choices: choicesOf(state),
    },
  }
}

const ways = {
  risk: { value: 'risk', name: say('by risk', '按风险') },
  file: { value: 'file', name: say('file by file', '按文件') },
  rule: { value: 'rule', name: say('rule by rule', '按规则') },
  safe: { value: 'safe', name: say('take all safe fixes, then review', '采用全部安全修复，然后复核') },
  review: { value: 'review', name: say('review what was done', '复核已做的更改') },
  quit: { value: 'quit', name: say('leave everything as it is', '不做任何更改') },
} as const

const choicesOf = (state: State): Choice[] => {
  const touched = outcome(state.standing).edits.length > 0 || state.waivers.length > 0 || state.planned.size > 0
  return [ways.risk, ways.file, ways.rule, ways.safe, ...(touched ? [ways.review] : []), ways.quit]
}

function scoreLine(state: State): ReturnType<typeof say> {
  const now = score(state.standing.analysis.report).value
  return say(`score ${now} now, ${state.reachable} reachable`, `当前评分 ${now}，可达 ${state.reachable}`)
}

function counts(open: readonly Finding[]): ReturnType<typeof say> {
  const of = (severity: Severity): number => open.filter(finding => finding.severity === severity).length
  const present = severities.filter(severity => of(severity) > 0)
  const en = present.map(severity => `${of(severity)} ${severity}`).join(', ')
  const zh = present.map(severity => `${severityText[severity].zh} ${of(severity)}`).join('，')
  return say(`${open.length} findings${en && `: ${en}`}`, `${open.length} 个发现${zh && `：${zh}`}`)
}

function remedies(open: readonly Finding[]): ReturnType<typeof say> {
  const best = open.map(finding => waysOf(finding)[0])
  const safe = best.filter(fix => fix?.safety === 'safe' && fix.edits.length > 0).length
  const unsafe = best.filter(fix => fix?.safety === 'unsafe' && fix.edits.length > 0).length
  const steps = best.filter(fix => fix?.edits.length === 0).length
  const none = best.filter(fix => !fix).length
  return say(
    `${safe + unsafe} have a fix (${safe} safe, ${unsafe} unsafe), ${steps} need commands, ${none} a decision`,
    `${safe + unsafe} 个可修复（安全 ${safe}，不安全 ${unsafe}），${steps} 个需要执行命令，${none} 个需要决定`,
  )
}

export function answerOverview(state: State, [way]: Answer): State {
  if (way === 'quit') return { ...state, scene: { kind: 'end', discarded: true } }
  if (way === 'review') return { ...state, scene: { kind: 'review' } }
  if (way === 'file' || way === 'rule') return { ...state, scene: { kind: 'pick', by: way } }
  if (way === 'risk') return { ...state, scene: { kind: 'choose', among: openOnes(state) } }
  const trial = attempt(state.standing, (_, fix) => fix.safety === 'safe', false)
  const done = trial.applied.length
  return {
    ...state,
    before: state,
    standing: trial.standing,
    fixes: state.fixes + done,
    scene: { kind: 'review' },
    said: [say(`${done} safe fixes, each verified`, `${done} 个安全修复，均已验证`)],
  }
}
