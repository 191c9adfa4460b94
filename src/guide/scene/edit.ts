import { attemptOwn } from '../../engine/guided.ts'
import { visible } from '../../report/medium/plain.ts'
import type { Fix } from '../../rules/rule.ts'
import type { Presented } from '../look.ts'
import type { Answer } from '../question.ts'
import { type Proposal, type Scene, type State, say } from '../state.ts'

type Edit = Scene & { readonly kind: 'edit' }

/** The texts a fix writes that somebody can type: one line each, nothing hidden in them. */
export const editable = ({ edits = [] }: Partial<Fix>): number[] =>
  [...edits.keys()].filter(at => {
    const text = (edits[at]?.text ?? '').trim()
    return text !== '' && !text.includes('\n') && visible(text) === text
  })

export function presentEdit({ proposal, typed }: Edit): Presented {
  const fix = proposal.fix as Fix
  const { finding } = proposal
  const usual = fix.edits[editable(fix)[typed.length] ?? -1]?.text.trim() ?? ''
  const id = `edit ${typed.length + 1} ${finding.rule} ${finding.fingerprint}`
  return { lines: [], question: { kind: 'text', id, message: say('Write instead', '改为写入'), usual, refuse } }
}

const refuse = (text: string): ReturnType<typeof say> | undefined => {
  if (text.trim() === '') return say('nothing is written by leaving the fix out', '如不写入，请跳过该修复')
  return visible(text) === text ? undefined : say('one line of characters that can be seen', '须为单行可见字符')
}

/** Asks for one text after the other; the result is verified like any fix. */
export function answerEdit({ proposal, typed }: Edit, state: State, [text = '']: Answer): State {
  const fix = proposal.fix as Fix
  const places = editable(fix)
  const all = [...typed, text]
  if (all.length < places.length) return { ...state, scene: { kind: 'edit', proposal, typed: all } }
  const own = written(fix, new Map(places.map((at, nth) => [at, all[nth] as string])))
  const trial = attemptOwn(state.standing, proposal.finding, own)
  if (trial.applied.length > 0) {
    const edited: Proposal = { ...proposal, fix: own, trial }
    return { ...state, scene: { kind: 'step', proposal: edited }, said: [say('verified', '已验证')] }
  }
  const because = trial.rejected[0]?.because ?? say('it changes nothing', '没有变化')
  const said = [say(`not taken: ${because.en}`, `未采用：${because.zh}`)]
  return { ...state, scene: { kind: 'step', proposal }, said }
}

/** The blanks around a text belong to the file. */
function written(fix: Fix, texts: ReadonlyMap<number, string>): Fix {
  const edits = fix.edits.map((edit, at) => {
    const text = texts.get(at)
    return text === undefined ? edit : { ...edit, text: edit.text.replace(edit.text.trim(), () => text.trim()) }
  })
  return { ...fix, edits }
}
