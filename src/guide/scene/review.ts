import { outcome, planFrom } from '../../engine/guided.ts'
import { severalHosts } from '../../engine/machines.ts'
import { score } from '../../engine/score.ts'
import type { Fingerprint } from '../../engine/types.ts'
import { patchLines, patchOf } from '../../report/patch.ts'
import { type Look, type Presented, penOf, ruler, shown } from '../look.ts'
import type { Answer, Choice } from '../question.ts'
import { openOnes, type Scene, type State, say } from '../state.ts'

export function presentReview(state: State, look: Look): Presented {
  const draw = penOf(look)
  const { edits } = outcome(state.standing)
  const patches = patchOf(edits, state.standing.session.store)
  const lines = [
    '',
    ruler(look.lang === 'zh' ? '复核' : 'review', look),
    ...patches.flatMap(({ text }) => patchLines(text.trimEnd(), draw)),
    ...state.waivers.map(({ rule, path = '', reason, until }) =>
      shown(
        look,
        say(`waived until ${until}: ${rule} ${path} (${reason})`, `豁免至 ${until}：${rule} ${path}（${reason}）`),
      ),
    ),
    draw(summary(state, patches.length)[look.lang], 'bold'),
  ]
  const message = say('What now?', '接下来？')
  return { lines, question: { kind: 'one', id: 'review', message, choices: choicesOf(state, edits.length > 0) } }
}

function summary(state: State, files: number): ReturnType<typeof say> {
  const before = score(state.start).value
  const after = score(state.standing.analysis.report).value
  const { fixes, waivers, planned } = state
  return say(
    `${many(fixes, 'fix', 'fixes')} in ${many(files, 'file', 'files')}, ${waivers.length} waived, ${planned.size} for the plan; score ${before} → ${after}`,
    `${files} 个文件，${fixes} 个修复，豁免 ${waivers.length} 个，列入计划 ${planned.size} 个；评分 ${before} → ${after}`,
  )
}

const many = (count: number, one: string, more: string): string => `${count} ${count === 1 ? one : more}`

const choices = {
  write: { value: 'write', name: say('write the files, all or none', '写入文件（全部或全不）') },
  patch: { value: 'patch', name: say('save as a patch', '另存为补丁') },
  plan: { value: 'plan', name: say('go on to the plan', '查看计划') },
  undo: { value: 'undo', name: say('undo the last answer', '撤销上一个回答') },
  back: { value: 'back', name: say('go on with other findings', '继续处理其他发现') },
  discard: { value: 'discard', name: say('leave everything as it is', '放弃所有更改') },
} as const

function choicesOf(state: State, edits: boolean): Choice[] {
  const touched = edits || state.waivers.length > 0
  return [
    ...(touched ? [choices.write] : []),
    ...(!touched && state.planned.size > 0 ? [choices.plan] : []),
    ...(edits ? [choices.patch] : []),
    ...(state.before ? [choices.undo] : []),
    ...(openOnes(state).length > 0 ? [choices.back] : []),
    choices.discard,
  ]
}

export function answerReview(state: State, [choice]: Answer): State {
  if (choice === 'discard') return { ...state, scene: { kind: 'end', discarded: true } }
  if (choice === 'back') return { ...state, queue: [], scene: { kind: 'overview' }, said: [] }
  if (choice === 'undo' && state.before) return { ...state.before, said: [say('taken back', '已撤销')] }
  if (choice === 'patch') return { ...state, scene: { kind: 'patch' }, said: [] }
  return choice === 'write' ? { ...state, scene: { kind: 'write' }, said: [] } : toPlan(state)
}

export const presentPatch = (): Presented => ({
  lines: [],
  question: {
    kind: 'text',
    id: 'patch',
    message: say('Name of the patch', '补丁文件名'),
    usual: 'confward.patch',
    refuse,
  },
})

const refuse = (text: string): ReturnType<typeof say> | undefined =>
  text.trim() === '' ? say('a name is required', '必须填写文件名') : undefined

export const answerPatch = (_: Scene, state: State, [name = '']: Answer): State => ({
  ...state,
  scene: { kind: 'write', patch: name.trim() },
})

/** What files alone cannot do: findings that were skipped stay out of it. */
export function toPlan(state: State): State {
  const several = severalHosts(state.standing.analysis.report)
  if (several) return { ...state, scene: { kind: 'end', discarded: false }, said: [...state.said, several] }
  const without = new Set<Fingerprint>(openOnes(state).map(each => each.fingerprint))
  for (const print of state.planned) without.delete(print)
  const plan = planFrom(state.standing, without)
  return plan.steps.length === 0
    ? { ...state, scene: { kind: 'end', discarded: false }, said: state.planned.size > 0 ? [noSteps] : [] }
    : { ...state, scene: { kind: 'plan', plan } }
}

const noSteps = say('nothing is left to be done by hand', '没有需要手动执行的步骤')
