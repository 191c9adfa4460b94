import { validators } from '../../baseline/options.gen.ts'
import { withOption } from '../../engine/guided.ts'
import type { Localized } from '../../message/index.ts'
import { rules } from '../../rules/registry.gen.ts'
import type { Ask as AskOf } from '../../rules/rule.ts'
import type { Presented } from '../look.ts'
import type { Answer } from '../question.ts'
import { next, sameFinding } from '../queue.ts'
import { type Scene, type State, say } from '../state.ts'

type Ask = Scene & { readonly kind: 'ask' }

/** One question of a fix. What is answered becomes an option of the rules, so that the plan goes by it. */
export function presentAsk({ proposal: { finding }, asks }: Ask): Presented {
  const [ask] = asks as [AskOf]
  return {
    lines: [],
    question: {
      kind: 'text',
      id: `ask ${ask.id} ${finding.rule} ${finding.fingerprint}`,
      message: ask.question,
      usual: ask.suggested ?? ask.default ?? '',
      refuse: text => refusal(finding.rule, ask, text),
    },
  }
}

function refusal(rule: string, { option = '', entry, refuse }: AskOf, text: string): Localized | undefined {
  const against = refuse?.(wordsOf(text))
  if (against) return against
  const validate = validators[rule]
  const value = optionValue(rule, option, text)
  if (!validate || validate({ [option]: entry === undefined ? value : { [entry]: value } })) return undefined
  const detail = validate.errors?.[0]?.message ?? ''
  return say(`${option} ${detail}`, `${option} 不合要求：${detail}`)
}

const wordsOf = (text: string): string[] => text.split(/[\s,]+/).filter(word => word !== '')

/** As the option is by default: a number, a list (also as an entry of a map), or a text. */
export function optionValue(rule: string, option: string, text: string): unknown {
  const { defaults = {}, schema } = rules.find(each => each.id === rule) ?? {}
  const usual = (defaults as Record<string, unknown>)[option]
  if (typeof usual === 'number') return Number(text)
  if (typeof usual !== 'object') return text.trim()
  const properties = schema?.properties as Record<string, { items?: { type?: string } }> | undefined
  const numeric = properties?.[option]?.items?.type === 'integer'
  const words = wordsOf(text)
  return numeric ? words.map(Number) : words
}

export function answerAsk({ proposal, asks }: Ask, state: State, [text = '']: Answer): State {
  const [ask, ...rest] = asks as [AskOf, ...AskOf[]]
  const value = optionValue(proposal.finding.rule, ask.option ?? '', text)
  const same = text === (ask.default ?? '')
  const changed = same ? state : { ...state, standing: withOption(state.standing, ask, value) }
  if (rest.length > 0) return { ...changed, scene: { kind: 'ask', proposal, asks: rest } }
  const finding = sameFinding(changed, proposal.finding)
  const planned = new Set([...changed.planned, ...(finding ? [finding.fingerprint] : [])])
  return next({ ...changed, before: beforeAsking(state, proposal), planned }, [say('noted for the plan', '已列入计划')])
}

/** The answers themselves stay: only that the steps are planned is taken back. */
const beforeAsking = (state: State, proposal: Ask['proposal']): State => ({
  ...state,
  scene: { kind: 'step', proposal },
})
