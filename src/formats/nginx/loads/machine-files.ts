import { dirname, join } from '../../../files/index.ts'
import type { Directive } from '../../../tree/index.ts'
import { wordOf } from './finish/effective.ts'
import type { MessageId } from './messages/index.ts'
import { type Line, type LoadProblem, problemAt } from './problem.ts'
import { type Frame, report, type State } from './state.ts'

/** Nobody reads a longer list, and one is enough for a verdict. */
const most = 20

/** Why a file that is not there is refused, and the line the daemon names; without an id it is never refused. */
interface Refusal {
  readonly id?: MessageId
  readonly line?: number | null | Line
}

/** A file that the daemon opens when it tests the configuration. True when it is known to be missing. */
export function openedFile(directive: Directive, state: State, refusal: Refusal): boolean {
  const known = state.judged.get(directive)
  if (known !== undefined) return known
  const path = wordOf(directive) ?? ''
  const missing = path !== '' && !isTold(path, state, refusal) && !state.exists?.(path)
  const refused = missing && state.complete
  state.judged.set(directive, refused)
  if (refused) refuse(directive, state, refusal)
  else if (missing) state.machineFiles.set(path, directive)
  return refused
}

/** A file of a module, read at the start as well: with the whole host here nobody says how its module looks for it. */
export function namedFile(directive: Directive, path: string, state: State): undefined {
  if (!state.complete && !enough(state) && !state.exists?.(path)) state.machineFiles.set(path, directive)
}

/** Enough is known: a host with ten thousand certificates is not gone through for more. */
export const enough = ({ complete, exists, machineFiles }: State): boolean =>
  complete ? !exists : machineFiles.size >= most

/** Nothing more is to be said about a path: then nobody looks whether the file is there. */
const isTold = (path: string, state: State, { id }: Refusal): boolean =>
  enough(state) || (state.complete ? !id : state.machineFiles.has(path))

function refuse(directive: Directive, state: State, { id, line }: Refusal): void {
  const word = wordOf(directive) ?? ''
  const path = join(word.startsWith('/') ? '' : dirname(state.root), word)
  const options = { word: directive.args[0], ...(line !== undefined && { line }) }
  report(state, problemAt(directive, id as MessageId, { path }, options))
}

/** All statements of a name in force: those of the nearest level that has one. */
export function inForce(frame: Frame, name: string): readonly Directive[] {
  if (!frame.world?.present.has(name)) return []
  for (let at: Frame | undefined = frame; at; at = at.parent) if (at.seen.has(name)) return at.seen.all(name)
  return []
}

/** Texts of their own, or keys of a token, and no files. */
const isFile = (directive: Directive): boolean => !/^(?:data|engine|store):/.test(wordOf(directive) ?? '')

/** Certificates with their keys: read at the start unless a variable stands in one of the paths. */
export function certificateFiles(frame: Frame, state: State, family = ''): void {
  if (enough(state)) return
  const keys = inForce(frame, `${family}ssl_certificate_key`)
  const named = inForce(frame, `${family}ssl_certificate`).flatMap((each, at) => [each, ...keys.slice(at, at + 1)])
  if (named.some(each => wordOf(each)?.includes('$'))) return
  for (const each of named.filter(isFile)) {
    const id = each.name.value.endsWith('_key') ? 'certificate-key-file' : 'certificate-file'
    if (openedFile(each, state, { id, line: null })) return
  }
}

/** What the verdict depends on: what is read at the start and is not among the files. */
export const unseenFiles = ({ machineFiles }: State): LoadProblem[] =>
  [...machineFiles].map(([path, directive]) =>
    problemAt(directive, 'machine-file', { path }, { word: directive.args[0], open: true }),
  )
