import type { Finding } from '../../engine/types.ts'
import type { Look, Presented } from '../look.ts'
import type { Answer } from '../question.ts'
import { next } from '../queue.ts'
import { findingLine } from '../show.ts'
import { openOnes, type Scene, type State, say } from '../state.ts'

type Pick = Scene & { readonly kind: 'pick' }
type Choose = Scene & { readonly kind: 'choose' }

const keyOf = (by: Pick['by'], { path, rule }: Finding): string => (by === 'file' ? path : rule)

export function presentPick({ by }: Pick, state: State): Presented {
  const groups = new Map<string, number>()
  for (const finding of openOnes(state)) groups.set(keyOf(by, finding), (groups.get(keyOf(by, finding)) ?? 0) + 1)
  const choices = [...groups].map(([key, count]) => ({
    value: key,
    name: say(`${key} (${count})`, `${key}（${count}）`),
  }))
  const message = by === 'file' ? say('Which file?', '哪个文件？') : say('Which rule?', '哪条规则？')
  return { lines: [], question: { kind: 'one', id: `pick ${by}`, message, choices } }
}

export function answerPick({ by }: Pick, state: State, [key]: Answer): State {
  const among = openOnes(state).filter(finding => keyOf(by, finding) === key)
  return { ...state, scene: { kind: 'choose', among } }
}

/** All are chosen already: nothing happens before each was seen. */
export function presentChoose({ among }: Choose, state: State, look: Look): Presented {
  const choices = among.map(finding => {
    const line = findingLine(state, finding, look)
    return { value: finding.fingerprint, name: say(line, line) }
  })
  const chosen = among.map(({ fingerprint }) => fingerprint)
  const message = say('Which of them?', '处理哪些？')
  return { lines: [], question: { kind: 'many', id: 'choose', message, choices, chosen } }
}

export function answerChoose({ among }: Choose, state: State, answer: Answer): State {
  const queue = among.map(({ fingerprint }) => fingerprint).filter(print => answer.includes(print))
  if (queue.length === 0) return { ...state, scene: { kind: 'overview' }, said: [noneChosen] }
  return next({ ...state, queue, chosen: queue.length })
}

const noneChosen = say('none was chosen', '未选择任何发现')
