import { inkFilled, isAllInk } from '../../text/index.ts'
import type { Directive, Word } from '../../tree/index.ts'
import type { Filler, World } from '../worlds.ts'
import { twoOf } from './filling-kinds.ts'
import { some } from './filling-values.ts'
import { optionInfo } from './options.ts'

/** Puts values into a line. A word that is one placeholder may stand for all that the option wants. */
export const fill: Filler = (directive, filling) => {
  const { name, args } = directive
  if (directive.block) return directive
  const filled = args.map((word, at) => wordIn(word, name.value, [at, filling]))
  const least = optionInfo(name.value)?.arity([2, 6])?.min ?? 0
  const last = args.at(-1)
  if (last && isAllInk(last.ink ?? ''))
    for (let at = filled.length; at < least; at++)
      filled.push({ span: last.span, raw: '', value: putIn(name.value, [at, filling]) })
  return { ...directive, args: filled } satisfies Directive
}

type Which = readonly [at: number, filling: World['filling']]

function wordIn(word: Word, option: string, [at, filling]: Which): Word {
  const { ink } = word
  if (ink === undefined) return word
  if (isAllInk(ink)) return { ...word, value: putIn(option, [at, filling]) }
  const value =
    option === 'push'
      ? pushIn(ink, filling)
      : inkFilled(ink, before => (before === '' ? putIn(option, [at, filling]) : partOf(before, filling)))
  return { ...word, value }
}

/** What is pushed is a line of its own. */
function pushIn(ink: string, filling: World['filling']): string {
  const [name = '', ...words] = ink.split(' ')
  const filled = words.map((word, at) =>
    isAllInk(word) ? putIn(name, [at, filling]) : inkFilled(word, before => partOf(before, filling)),
  )
  return [inkFilled(name, () => some[filling]), ...filled].join(' ')
}

/** A part of a word, by what stands in front of it. */
const partOf = (before: string, filling: World['filling']): string =>
  (/\d$|\d\.$/.test(before) ? ['1', '2'] : ['', 'filled-b'])[filling] as string

const putIn = (option: string, [at, filling]: Which): string => twoOf(option, at)[filling]
