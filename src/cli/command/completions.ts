import { builtinNames } from '../../baseline/index.ts'
import type { Lang } from '../../message/index.ts'
import { rules } from '../../rules/registry.gen.ts'
import type { Arguments } from '../arguments.ts'
import { unknownChoice } from '../arguments.ts'
import { completionScript, type Shell, shells, type Words } from '../completion.ts'
import { exit } from '../exit.ts'
import { formatsOf } from '../formats.ts'
import type { Session } from '../session.ts'
import { UsageError } from '../usage-error.ts'

export function run(given: Arguments, session: Session): number {
  const shell = given.operands[0]
  if (shell === undefined)
    throw new UsageError({ en: 'completions needs the name of a shell', zh: 'completions 需要 shell 名称' })
  if (!shells.includes(shell as Shell)) throw unknownChoice('completions', shell, shells)
  session.stdout.write(completionScript(shell as Shell, wordsFor(session.lang)))
  return exit.clean
}

const wordsFor = (lang: Lang): Words => ({
  lang,
  rules: rules.map(rule => rule.id),
  baselines: builtinNames,
  formats: formatsOf,
})
