import type { Plan, PlanStep } from '../engine/types.ts'
import { sha256 } from '../text/sha256.ts'
import { visible } from './medium/plain.ts'
import { type About, leftTexts } from './plan-left.ts'
import { placeForScript } from './plan-place.ts'
import { filesReady } from './sh/files-ready.ts'
import { quote } from './sh/quote.ts'
import { runtime } from './sh/runtime.ts'
import { type ShellStep, shellSteps } from './sh/steps.ts'

/**
 * A plan as a POSIX shell script. Without a verb it only prints its usage; `list` shows the steps, `apply` does them in
 * order and stops at the first check that fails, `undo` takes back what was done. Edits are bound to the digest of the
 * file they were made for: done already, they are skipped; met by another text, the script stops.
 * @param most bytes that may be digested for one file
 */
export function planSh(plan: Plan, about: About = { lang: 'en' }, most?: number): string {
  const steps = shellSteps(plan, about.lang, most)
  const { lang } = about
  const body = [
    table('title', steps, ({ step }) => [`say ${quote(visible(step.title[lang]))}`]),
    table('step_id', steps, ({ step }) => [`say ${quote(visible(step.id))}`]),
    guarded(steps),
    filesReady(steps),
    table('ready_step', steps, readyLines),
    table('do_step', steps, step => step.act),
    table('verify_step', steps, step => step.verify),
    table('undo_step', steps, step => step.undo),
  ].join('\n')
  const identity = sha256(new TextEncoder().encode(body)).slice(0, 12)
  return `${headOf(plan, about)}\n${left(plan, about)}plan=${identity}\ncount=${steps.length}\n\n${body}${runtime}`
}

function headOf(plan: Plan, { lang }: About): string {
  const place = placeForScript(plan)
  return `${title}${place ? `# ${visible(place[lang])}\n` : ''}${settings}`
}

const title = `#!/bin/sh
# A plan made by confward. It does nothing until it is told to: list, apply, verify, confirm, accept, undo.
# Read it first; run it as root on the host it was made for. Every step is checked, and can be taken back.
`

const settings = `# shellcheck disable=SC2016,SC2015  # dollar signs in quotes are text of the configuration; && || || is meant
set -u
LC_ALL=C
export LC_ALL
`

/** Comments: one line each, whatever the texts hold. */
function left(plan: Plan, about: About): string {
  if (plan.left.length === 0) return ''
  const title =
    about.lang === 'zh' ? '本脚本不处理、须由人处理的发现：' : 'Findings that this script leaves to a person: '
  const lines = [`${title}${plan.left.length}`, ...leftTexts(plan, about).map(line => `  ${line}`)]
  return `${lines.map(line => `# ${visible(line)}\n`).join('')}\n`
}

const readyLines = ({ files }: ShellStep): string[] =>
  files.map(({ path, before, after }) => `untouched ${path} ${before} ${after} || return 1`)

type Part = (step: ShellStep) => readonly string[]

function table(name: string, steps: readonly ShellStep[], part: Part): string {
  const cases = steps.flatMap((step, index) => {
    const lines = part(step)
    return lines.length === 0 ? [] : [`    ${index + 1})`, ...lines.map(line => `      ${line}`), '      ;;']
  })
  return `${name}() {\n  case $1 in\n${[...cases, '    *) ;;'].join('\n')}\n  esac\n}\n`
}

const cuts = ({ risk }: PlanStep): boolean => risk === 'lockout'

function guarded(steps: readonly ShellStep[]): string {
  const numbers = steps.flatMap(({ step }, index) => (cuts(step) ? [index + 1] : []))
  const cases = numbers.length === 0 ? '' : `    ${numbers.join(' | ')}) ;;\n`
  return `guarded() {\n  case $1 in\n${cases}    *) return 1 ;;\n  esac\n}\n`
}
