import type { Plan, PlanStep } from '../../engine/types.ts'
import { hostRoot } from '../../files/index.ts'
import type { Lang } from '../../message/index.ts'
import type { Check, Command } from '../../rules/rule.ts'
import { editsByPath, encode, type SourceFile } from '../../text/index.ts'
import { visible } from '../medium/plain.ts'
import { changed, type Followed, followed } from './followed.ts'
import { keptPatterns } from './kept.ts'
import { commandLine, printfs, quote } from './quote.ts'
import { splice } from './splice.ts'

/** The bodies of one step's functions. */
export interface ShellStep {
  readonly step: PlanStep
  readonly files: readonly FileChange[]
  readonly act: readonly string[]
  readonly verify: readonly string[]
  readonly undo: readonly string[]
}

type CommandStep = PlanStep & { readonly kind: 'command' }
type Texts = Map<string, Followed | undefined>

/**
 * So many bytes are digested for one file. Where it changes so often that its states are more than that, those between
 * the first and the last are known by what the script notes of them.
 */
const digestible = 32e6

/** Every step as shell, with the texts of the files followed from step to step. */
export function shellSteps(plan: Plan, lang: Lang, most: number = digestible): ShellStep[] {
  const texts: Texts = new Map()
  for (const { path, before, encoding = 'utf8' } of plan.files)
    texts.set(path, before === undefined ? undefined : followed({ path, text: before, encoding }))
  const noted = notedStates(plan, texts, most)
  return plan.steps.map((step, index) => ({ step, ...shell(step, index + 1, { texts, noted, lang }) }))
}

/** For each file the steps after which nobody digests it. */
function notedStates({ steps }: Plan, texts: Texts, most: number): Map<string, Set<PlanStep>> {
  const changing = new Map<string, Set<PlanStep>>()
  for (const step of steps)
    for (const { path } of step.kind === 'edit' ? step.edits : [])
      changing.set(path, (changing.get(path) ?? new Set()).add(step))
  for (const [path, all] of changing) {
    if (all.size * (texts.get(path)?.size ?? 0) <= most) all.clear()
    for (const last of [...all].slice(-1)) all.delete(last)
  }
  return changing
}

interface Context {
  readonly texts: Texts
  readonly noted: ReadonlyMap<string, ReadonlySet<PlanStep>>
  readonly lang: Lang
}

/** The bodies that come from the step alone. */
type Bodies = Omit<ShellStep, 'step' | 'files'>

function shell(step: PlanStep, number: number, context: Context): Omit<ShellStep, 'step'> {
  const files = changes(step, number, context)
  const body = bodyOf({ step, number, files }, context)
  const why = step.why ? [`say ${quote(`  ${visible(step.why[context.lang])}`)}`] : []
  return { ...body, files, act: [...why, ...body.act] }
}

interface Numbered {
  readonly step: PlanStep
  readonly number: number
  readonly files: readonly FileChange[]
}

function bodyOf({ step, number, files }: Numbered, context: Context): Bodies {
  const checks = (step.verify ?? []).map(check => checkLine(check, context.lang))
  const verify = checks.length > 0 ? checks : files.map(file => file.verify)
  const undo = [...files.map(file => file.undo), ...(step.undo ?? []).map(commandOf), ...undone(step, context)]
  switch (step.kind) {
    case 'command':
      return command(step, { act: step.commands.map(commandOf), verify, undo }, { number, lang: context.lang })
    case 'check':
      return { act: [], verify: [...step.checks.map(check => checkLine(check, context.lang)), ...verify], undo }
    case 'decide':
      return { act: decision(step, context.lang), verify, undo }
    default:
      return { act: files.flatMap(file => file.act), verify, undo }
  }
}

interface Place {
  readonly number: number
  readonly lang: Lang
}

const command = (step: CommandStep, body: Bodies, place: Place): Bodies =>
  guarded(step, kept(step, renewing(step, body, place), place.number), place.number)

/** What a person does, or why nobody has to: said when the script comes to it. */
const undone = ({ undone: text }: PlanStep, { lang }: Context): string[] =>
  text ? [`say ${quote(`  ${visible(text[lang])}`)}`] : []

/** Live values and the state of units are kept before anything is done, and given back before anything else is undone. */
function kept(step: CommandStep, body: Bodies, number: number): Bodies {
  const { keeps = [], units = [] } = step
  const patterns = keptPatterns(keeps).map(quote).join(' ')
  const names = units.map(quote).join(' ')
  return {
    act: [
      ...(keeps.length > 0 ? [`keep ${number} ${patterns} || return 1`] : []),
      ...(units.length > 0 ? [`note_units ${number} ${names} || return 1`] : []),
      ...body.act,
    ],
    verify: body.verify,
    undo: [
      ...(keeps.length > 0 ? [`give_back ${number}`] : []),
      ...(units.length > 0 ? [`give_back_units ${number} ${names} || return 1`] : []),
      ...body.undo,
    ],
  }
}

/** Noted each time before anything is done: what a former run noted is long gone. */
function renewing({ renews }: CommandStep, body: Bodies, { number, lang }: Place): Bodies {
  if (!renews) return body
  const check = `renewed ${number} ${quote(visible(renews.says[lang]))} || return 1`
  return { ...body, act: [`note_workers ${number} || return 1`, ...body.act], verify: [check, ...body.verify] }
}

/** Not repeated, and not undone, when what it brings was there before. */
function guarded(step: CommandStep, body: Bodies, number: number): Bodies {
  const tests = (step.creates ?? []).map(path => `[ -e ${quote(path)} ]`)
  if (step.unless) tests.push(silent(step.unless.argv))
  if (tests.length === 0) return body
  const there = tests.join(' && ')
  const mark = `"$state/${number}.created"`
  return {
    act: [`if ${there}; then`, "  say '  It is there already.'", 'else', ...inner(body.act), `  : > ${mark}`, 'fi'],
    verify: body.verify,
    undo: [`if [ -e ${mark} ]; then`, ...inner(body.undo), `  rm -f ${mark}`, 'fi'],
  }
}

/** `test` prints nothing, and shellcheck takes a redirection behind it for a comparison. */
const silent = (argv: readonly string[]): string =>
  argv[0] === 'test' ? commandLine(argv) : `${commandLine(argv)} > /dev/null 2>&1`

const inner = (lines: readonly string[]): string[] => lines.map(line => `  ${line}`)

const commandOf = ({ argv }: Command): string => `run ${commandLine(argv)} || return 1`

function checkLine(check: Check, lang: Lang): string {
  const { equals = '', contains = '', or = '', lacks = '', fails = false } = check.expect ?? {}
  const words = [visible(check.says[lang]), equals, contains, or, lacks, fails ? 'fails' : 'succeeds']
  return `check ${words
    .map(quote)
    .map(word => (word === '' ? "''" : word))
    .join(' ')} ${commandLine(check.argv)} || return 1`
}

const decision = (step: PlanStep & { kind: 'decide' }, lang: Lang): string[] => [
  `say ${quote(visible(step.question[lang]))}`,
  ...(step.options ?? []).map(option => `say ${quote(`  - ${visible(option[lang])}`)}`),
  `die 4 ${quote(`decide, then: accept ${visible(step.id)}`)}`,
]

/** One file that a step changes. Path and states are words of the script. */
export interface FileChange {
  readonly path: string
  readonly before: string
  readonly after: string
  readonly act: readonly string[]
  readonly verify: string
  readonly undo: string
}

function changes(step: PlanStep, number: number, { texts, noted }: Context): FileChange[] {
  if (step.kind === 'write') {
    const old = texts.get(step.path)
    const file: SourceFile = { path: step.path, text: step.text, encoding: old?.encoding ?? 'utf8' }
    const made = followed(file)
    texts.set(step.path, made)
    return [change(`${number}.1`, { old, made, mode: step.mode }, printfs(encode(file)))]
  }
  if (step.kind !== 'edit') return []
  return [...editsByPath(step.edits)].map(([path, edits], index) => {
    const old = texts.get(path)
    const source = old ?? followed({ path, text: '', encoding: 'utf8' })
    const content = splice(source, edits, onMachine(path))
    const key = `${number}.${index + 1}`
    const made = changed(source, { edits, key, digested: !noted.get(path)?.has(step) })
    texts.set(path, made)
    return change(key, { old, made }, content)
  })
}

type Pair = { readonly old: Followed | undefined; readonly made: Followed; readonly mode?: string | undefined }

function change(key: string, { old, made, mode }: Pair, content: readonly string[]): FileChange {
  const path = quote(onMachine(made.path))
  const [before, now] = [old?.state ?? 'none', made.state]
  return {
    path,
    before,
    after: now,
    act: [
      '{',
      ...inner(content.length === 0 ? [':'] : content),
      `} | change ${key} ${path} ${before} ${now}${mode ? ` ${quote(mode)}` : ''} || return 1`,
    ],
    verify: `as_left ${path} ${now} || return 1`,
    undo: `restore ${key} ${path} ${before} ${now} || return 1`,
  }
}

/** Where a file lies on the machine the script runs on: `hosts/a/etc/nginx/nginx.conf` → `/etc/nginx/nginx.conf`. */
export function onMachine(path: string): string {
  const root = hostRoot(path)
  const rest = root === undefined || root === '/' ? path : path.slice(root.length)
  if (root === undefined) return path.startsWith('-') ? `./${path}` : path
  return rest.startsWith('/') ? rest : `/${rest}`
}
