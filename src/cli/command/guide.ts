import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { guide, type Look, type World } from '../../guide/index.ts'
import { Interrupted, prompter } from '../../guide/prompts.ts'
import { pages } from '../../rules/pages.gen.ts'
import { rules } from '../../rules/registry.gen.ts'
import { type Answers, answersIn } from '../answers.ts'
import type { Arguments } from '../arguments.ts'
import { nearestFile, waiversName } from '../configuration.ts'
import { exit } from '../exit.ts'
import { type Input, readInput, sourceOf } from '../input.ts'
import { pageAddress } from '../page-address.ts'
import { partings } from '../partings.ts'
import { complain } from '../problems.ts'
import { progressLine } from '../progress.ts'
import { reasonOf } from '../reason.ts'
import { note, type Session } from '../session.ts'
import { UsageError } from '../usage-error.ts'
import { addWaivers } from '../waiver-file.ts'
import { linkedTo, withStore, writeAll } from '../write/index.ts'

/** Goes through the findings with a person, or with the answers of one. Nothing is written before the review. */
export async function run(given: Arguments, session: Session): Promise<number> {
  const file = given.value('answers')
  if (!session.interactive && file === undefined) throw noTerminal()
  if (given.operands.includes('-'))
    throw new UsageError({ en: 'a guided session cannot write to standard input', zh: '引导会话无法写回标准输入' })
  const input = await readInput(given, session)
  const look = lookOf(session)
  const live = session.interactive ? await prompter(look) : undefined
  const answers = file === undefined ? undefined : answersIn(file, session, live)
  try {
    return await hold(session, { input, look, answers, live })
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error
    note(session, { en: 'interrupted, nothing more was written', zh: '已中断，未再写入任何内容' })
    return exit.interrupted
  }
}

interface Means {
  readonly input: Input
  readonly look: Look
  readonly answers: Answers | undefined
  readonly live: World['ask'] | undefined
}

async function hold(session: Session, { input, look, answers, live }: Means): Promise<number> {
  const line = progressLine(session)
  const put = answers?.ask ?? (live as World['ask'])
  const ask: World['ask'] = async question => {
    const answer = await put(question)
    line.clear()
    return answer
  }
  const show = (lines: readonly string[]): void => {
    line.clear()
    if (lines.length > 0) session.stdout.write(`${lines.join('\n')}\n`)
  }
  const world: World = { ...writers(session, input), look, show, ask, attended: live !== undefined }
  const ending = await guide(line.heard(input), world)
  if (ending === 'unreadable') {
    note(session, { en: 'nothing was written', zh: '未写入任何内容' })
    return exit.unreadable
  }
  answers?.keep()
  return exit.clean
}

const noTerminal = (): UsageError =>
  new UsageError({
    en: `a guided session needs a terminal. Without one: "confward fix" prints what it would write, "confward fix --write" writes the safe fixes, "confward fix --write --rule RULE" those of one rule, "confward plan" prints the commands, "--answers FILE" replays a recorded session`,
    zh: `引导会话需要终端。没有终端时："confward fix" 输出补丁，"confward fix --write" 写入安全修复，"confward fix --write --rule RULE" 只写入某条规则的修复，"confward plan" 输出命令，"--answers FILE" 重放录制的会话`,
  })

const lookOf = ({ lang, stdout }: Session): Look => ({
  lang,
  color: stdout.color,
  get columns() {
    return (stdout.terminal && process.stdout.columns) || stdout.columns
  },
  rule: id => rules.find(rule => rule.id === id),
  page: id => pages[id],
  address: pageAddress,
})

function writers(session: Session, input: Input): Omit<World, 'look' | 'show' | 'ask' | 'attended'> {
  return {
    complain: report => complain(report, session, path => sourceOf(input.files, path)),
    today: input.today ?? session.today(),
    write: async edits => {
      const parted = partings(linkedTo(edits, session.cwd))
      const source = { files: input.files, named: input.roots, cwd: session.cwd }
      const written = await withStore(session, place => writeAll(edits, source, place))
      for (const line of parted) note(session, line)
      return written
    },
    accept: async waivers => {
      const path = input.waiverFile ?? nearestFile(session.cwd, waiversName) ?? waiversName
      for (const { rule, path: at = '', subject = '', reason, until, owner } of waivers)
        await addWaivers({ path, cwd: session.cwd }, [{ rule, path: at, subject }], {
          reason,
          until,
          ...(owner && { owner }),
        })
    },
    save: (name, content) => save(resolve(session.cwd, name), name, content),
  }
}

function save(path: string, name: string, content: string | Uint8Array): void {
  try {
    writeFileSync(path, content, { flag: 'wx' })
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    const { en, zh } = reasonOf(code)
    throw new UsageError({ en: `cannot write ${name}: ${en}`, zh: `无法写入 ${name}：${zh}` })
  }
}
