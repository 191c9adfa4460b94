import type { Localized } from '../message/index.ts'
import { type Look, penOf } from './look.ts'
import type { Answer, Choice, Question } from './question.ts'
import { say } from './state.ts'

/** The person went away: Ctrl-C, or the end of the terminal's input. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted'
}

type Prompts = typeof import('./inquirer.ts')

const words = {
  move: say('move', '移动'),
  take: say('choose', '选择'),
  all: say('all', '全选'),
  invert: say('invert', '反选'),
  go: say('go on', '继续'),
  enter: say('(Enter)', '（回车）'),
  unknown: say('there is no such answer', '没有这个选项'),
}

/** Puts questions to the person at the terminal. */
export async function prompter(look: Look): Promise<(question: Question) => Promise<Answer>> {
  if (!look.color) bleach()
  const prompts = await import('./inquirer.ts')
  return async question => {
    process.once('beforeExit', leave)
    try {
      return await put(prompts, question, look)
    } catch (error) {
      if (error instanceof Error && error.name === 'ExitPromptError') throw new Interrupted()
      throw error
    } finally {
      process.off('beforeExit', leave)
    }
  }
}

/** The prompts ask the environment only. */
function bleach(): void {
  process.env.NO_COLOR = '1'
  delete process.env.FORCE_COLOR
}

/** Nothing can answer any more, because the terminal's input has ended: the prompt would wait for ever. */
const leave = (): never => process.exit(130)

function put(prompts: Prompts, question: Question, look: Look): Promise<Answer> {
  const draw = penOf({ ...look, color: false })
  const text = (words: Localized): string => draw(words[look.lang])
  const message = text(question.message)
  const named = ({ value, name }: Choice): { value: string; name: string } => ({ value, name: text(name) })
  const pageSize = Math.max(5, (process.stdout.rows ?? 24) - 6)
  switch (question.kind) {
    case 'key': {
      const usual = (each: { value: string; name: string }): { value: string; name: string } =>
        each.value === question.usual ? { ...each, name: `${each.name} ${text(words.enter)}` } : each
      return prompts
        .expand({
          message,
          default: question.usual as 'y',
          expanded: true,
          choices: question.choices.map(each => ({ ...usual(named(each)), key: each.value as 'y' })),
          theme: { style: { error: () => text(words.unknown) } },
        })
        .then(one)
    }
    case 'one':
      return prompts
        .select({ message, pageSize, loop: false, choices: question.choices.map(named), theme: themeOf(look) })
        .then(one)
    case 'many': {
      const choices = question.choices.map(each => ({ ...named(each), checked: question.chosen.includes(each.value) }))
      return prompts.checkbox({ message, pageSize, loop: false, choices, theme: themeOf(look) })
    }
    case 'text': {
      const validate = (typed: string): string | true => {
        const against = question.refuse?.(typed)
        return against ? text(against) : true
      }
      return prompts.input({ message, default: draw(question.usual), prefill: 'editable', validate }).then(one)
    }
  }
}

const one = (answer: string): Answer => [answer]

interface Theme {
  readonly style: {
    readonly keysHelpTip: (keys: [key: string, action: string][]) => string
    readonly renderSelectedChoices: (chosen: readonly unknown[]) => string
  }
}

const actions: Readonly<Record<string, Localized>> = {
  navigate: words.move,
  select: words.take,
  all: words.all,
  invert: words.invert,
  submit: words.go,
}

const keyNames: Readonly<Record<string, Localized>> = { space: say('space', '空格') }

const themeOf = ({ lang }: Look): Theme => ({
  style: {
    keysHelpTip: keys =>
      keys.map(([key, action]) => `${keyNames[key]?.[lang] ?? key} ${actions[action]?.[lang] ?? action}`).join(' • '),
    renderSelectedChoices: chosen => String(chosen.length),
  },
})
