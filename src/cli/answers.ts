import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parse, stringify } from 'yaml'
import { type Answer, fits, type Question } from '../guide/question.ts'
import { visible } from '../report/medium/plain.ts'
import { reasonOf } from './reason.ts'
import type { Session } from './session.ts'
import { UsageError } from './usage-error.ts'

type Ask = (question: Question) => Promise<Answer>

interface Entry {
  readonly question: string
  readonly answer: string | readonly string[]
}

/** Answers of a guided session, kept in a file. */
export interface Answers {
  readonly ask: Ask
  /** Writes what was answered, when that is more than the file holds. */
  keep(): void
}

/**
 * Answers from a file where it has one for the question, else from `live`. Without `live` each question needs its answer.
 * @throws UsageError when the file is none of ours, or an answer does not fit.
 */
export function answersIn(path: string, session: Session, live: Ask | undefined): Answers {
  const recorded = read(path, session)
  const waiting = new Map<string, Answer[]>()
  for (const { question, answer } of recorded ?? [])
    waiting.set(question, [...(waiting.get(question) ?? []), [answer].flat().map(String)])
  const given: Entry[] = []
  let asked = recorded === undefined
  return {
    ask: async question => {
      const known = waiting.get(question.id)?.shift()
      if (known && !fits(question, known)) throw unfit(path, question, known)
      if (!known && !live) throw unanswered(path, question)
      if (known) session.stdout.write(echo(question, known, session))
      else asked = true
      const answer = known ?? (await (live as Ask)(question))
      given.push({ question: question.id, answer: question.kind === 'many' ? answer : (answer[0] ?? '') })
      return answer
    },
    keep: () => {
      if (asked) save(path, session, given)
    },
  }
}

function read(path: string, { cwd }: Session): Entry[] | undefined {
  let text: string
  try {
    text = readFileSync(resolve(cwd, path), 'utf8')
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return undefined
    const { en, zh } = reasonOf(code)
    throw new UsageError({ en: `--answers ${path}: ${en}`, zh: `--answers ${path}：${zh}` })
  }
  const entries = parsed(text)
  if (entries) return entries
  throw new UsageError({
    en: `--answers ${path}: no list of answers as a session records it`,
    zh: `--answers ${path}：不是会话记录的回答列表`,
  })
}

function parsed(text: string): Entry[] | undefined {
  try {
    const { answers } = parse(text, { maxAliasCount: 0 }) as { answers?: unknown }
    return Array.isArray(answers) && answers.every(isEntry) ? answers : undefined
  } catch {
    return undefined
  }
}

function isEntry(value: unknown): value is Entry {
  if (typeof value !== 'object' || value === null) return false
  const { question, answer } = value as Partial<Entry>
  const texts: readonly unknown[] = [answer].flat()
  return typeof question === 'string' && texts.every(each => typeof each === 'string' || typeof each === 'number')
}

function echo(question: Question, answer: Answer, { lang }: Session): string {
  const name = (value: string): string =>
    ('choices' in question ? question.choices.find(each => each.value === value)?.name[lang] : undefined) ?? value
  const said = question.kind === 'many' ? String(answer.length) : answer.map(name).join(', ')
  return `? ${visible(question.message[lang])} ${visible(said)}\n`
}

const unfit = (path: string, { id, message }: Question, answer: Answer): UsageError =>
  new UsageError({
    en: `--answers ${path}: "${answer.join(', ')}" is no answer to "${message.en}" (${id})`,
    zh: `--answers ${path}：“${answer.join('、')}” 不能回答 “${message.zh}”（${id}）`,
  })

const unanswered = (path: string, { id, message }: Question): UsageError =>
  new UsageError({
    en: `--answers ${path}: nothing answers "${message.en}" (${id}); nothing was written after it`,
    zh: `--answers ${path}：没有 “${message.zh}”（${id}）的回答；此后未写入任何内容`,
  })

function save(path: string, { cwd }: Session, answers: readonly Entry[]): void {
  const head = '# Answers of a guided session: "confward guide --answers" with this file gives them again.\n'
  try {
    writeFileSync(resolve(cwd, path), head + stringify({ answers }, { lineWidth: 0 }), { mode: 0o600 })
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    const { en, zh } = reasonOf(code)
    throw new UsageError({ en: `cannot write ${path}: ${en}`, zh: `无法写入 ${path}：${zh}` })
  }
}
