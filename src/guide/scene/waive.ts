import { withWaiver } from '../../engine/guided.ts'
import { waivableUntil } from '../../engine/suppress/waive.ts'
import type { WaiverEntry } from '../../engine/types.ts'
import type { Presented } from '../look.ts'
import type { Answer } from '../question.ts'
import { next } from '../queue.ts'
import { type Scene, type State, say } from '../state.ts'

type Waive = Scene & { readonly kind: 'waive' }

/** Reason, owner, last day: one after the other. */
export function presentWaive({ proposal: { finding }, reason, owner }: Waive, { today }: State): Presented {
  const id = (field: string): string => `waive ${field} ${finding.rule} ${finding.fingerprint}`
  if (reason === undefined) {
    const message = say('Why is it accepted?', '为何接受？')
    return { lines: [], question: { kind: 'text', id: id('reason'), message, usual: '', refuse: needsReason } }
  }
  if (owner === undefined) {
    const message = say('Who accepts it (empty: nobody is named)?', '由谁接受（可留空）？')
    return { lines: [], question: { kind: 'text', id: id('owner'), message, usual: '' } }
  }
  const message = say('Last day it is accepted (YYYY-MM-DD, at most 180 days)', '接受截止日（YYYY-MM-DD，最多 180 天）')
  const refuse = (text: string): ReturnType<typeof say> | undefined =>
    waivableUntil(text, today) ? undefined : say('no such day', '日期无效')
  return { lines: [], question: { kind: 'text', id: id('until'), message, usual: inDays(today, 90), refuse } }
}

const needsReason = (text: string): ReturnType<typeof say> | undefined =>
  text.trim() === '' ? say('a reason is required', '必须填写理由') : undefined

const inDays = (today: string, days: number): string =>
  new Date(Date.parse(today) + days * 86_400_000).toISOString().slice(0, 10)

export function answerWaive(scene: Waive, state: State, [text = '']: Answer): State {
  const { proposal, reason, owner } = scene
  if (reason === undefined) return { ...state, scene: { ...scene, reason: text.trim() } }
  if (owner === undefined) return { ...state, scene: { ...scene, owner: text.trim() } }
  const { rule, path, subject } = proposal.finding
  const entry: WaiverEntry = { rule, path, subject, reason, until: text, ...(owner !== '' && { owner }) }
  const before: State = { ...state, scene: { kind: 'step', proposal } }
  const waived = { ...state, before, standing: withWaiver(state.standing, entry), waivers: [...state.waivers, entry] }
  return next(waived, [say(`accepted until ${text}`, `已豁免至 ${text}`)])
}
