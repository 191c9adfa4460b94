import {
  knows,
  type OpenvpnModel,
  type OptionLine,
  optionInfo,
  optionNames,
  shownName,
} from '../../formats/openvpn/index.ts'
import { nearest } from '../../text/index.ts'
import { replaceWord } from '../../tree/index.ts'
import type { Fix, Rule } from '../rule.ts'
import { safe, unsafe } from './placing.ts'
import { refusalRule } from './refusals.ts'

const misplacedBlank = /[\u00a0\ufeff]/

interface Guess {
  readonly name: string
  /** Only the writing differs: case, underscores, hyphens. */
  readonly exact: boolean
}

/** Guesses by name. A file of garbage gets no more than this many. */
const mostGuesses = 200
const guesses = new WeakMap<OpenvpnModel, Map<string, Guess | undefined>>()

function guessOf(line: OptionLine, model: OpenvpnModel): Guess | undefined {
  const known = guesses.get(model) ?? new Map<string, Guess | undefined>()
  guesses.set(model, known)
  const key = `${line.name} ${line.params.length}`
  if (!known.has(key)) known.set(key, known.size < mostGuesses ? makeGuess(line, model) : undefined)
  return known.get(key)
}

function makeGuess(line: OptionLine, model: OpenvpnModel): Guess | undefined {
  const exact = spelling(line, model)
  const name = exact ?? suggestion(line, model)
  return name === undefined ? undefined : { name, exact: exact !== undefined }
}

/** Another spelling of the same words. */
function spelling(line: OptionLine, model: OpenvpnModel): string | undefined {
  const plain = line.name.toLowerCase().replace(/[-_]/g, '')
  const joined = [...optionNames()].find(name => name.replaceAll('-', '') === plain)
  return joined !== undefined && joined !== line.name && fits(joined, line, model) ? joined : undefined
}

function fits(name: string, line: OptionLine, model: OpenvpnModel): boolean {
  const arity = optionInfo(name)?.arity(model.target.openvpn)
  return (
    arity !== undefined &&
    knows(name, model.target.openvpn) &&
    line.params.length >= arity.min &&
    line.params.length <= arity.max
  )
}

function suggestion(line: OptionLine, model: OpenvpnModel): string | undefined {
  const near = [...optionNames()].filter(name => Math.abs(name.length - line.name.length) <= 2)
  const names = near.filter(name => fits(name, line, model))
  return nearest(line.name, names, line.name.length < 5 ? 1 : 2)
}

const isWindows = (line: OptionLine): boolean => optionInfo(line.name)?.letters.includes('W') ?? false

const nameWord = (line: OptionLine) =>
  line.directive.name.value === line.name ? line.directive.name : line.directive.args[0]

function repairs(line: OptionLine, model: OpenvpnModel): readonly Fix[] {
  const word = nameWord(line)
  if (!word || line.inline) return []
  const { file } = line.directive
  if (isWindows(line))
    return [
      unsafe({
        title: { en: `Write setenv opt ${line.name}`, zh: `改写为 setenv opt ${line.name}` },
        edits: [replaceWord(file, word, `setenv opt ${line.name}`)],
        changes: ['*'],
      }),
    ]
  const guess = guessOf(line, model)
  if (guess === undefined) return []
  const title = { en: `Write ${guess.name}`, zh: `改写为 ${guess.name}` }
  return [(guess.exact ? safe : unsafe)({ title, edits: [replaceWord(file, word, guess.name)], changes: ['*'] })]
}

export const rule: Rule<OpenvpnModel> = refusalRule({
  id: 'openvpn/unknown-option',
  title: { en: 'Unknown option', zh: '未知选项' },
  codes: ['unknown-option'],
  claims: (problem, line) => problem.code === 'unknown-option' && !misplacedBlank.test(line?.name ?? ''),
  messages: {
    unknown: {
      en: 'Option "{name}" is unknown to OpenVPN {version}: the daemon refuses the file',
      zh: 'OpenVPN {version} 不认识选项 "{name}"：守护进程拒绝整个文件',
    },
    similar: {
      en: 'Option "{name}" is unknown to OpenVPN {version}: the nearest known name is "{guess}"',
      zh: 'OpenVPN {version} 不认识选项 "{name}"：最接近的名字是 "{guess}"',
    },
    windows: {
      en: 'Option "{name}" exists on Windows only: the daemon refuses the file on Linux {version}',
      zh: '选项 "{name}" 只存在于 Windows:Linux 上的 {version} 拒绝整个文件',
    },
  },
  message: (_problem, line, model) => {
    const version = model.target.openvpn.slice(0, 2).join('.')
    const name = shownName(line?.name ?? '')
    const guess = line && name !== '…' ? guessOf(line, model)?.name : undefined
    if (line && isWindows(line)) return { id: 'windows', params: { name, version } }
    return guess === undefined
      ? { id: 'unknown', params: { name, version } }
      : { id: 'similar', params: { name, version, guess } }
  },
  fixes: (_problem, line, model) => (line ? repairs(line, model) : []),
})
