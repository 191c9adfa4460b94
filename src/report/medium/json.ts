import { hidden } from './plain.ts'

/** JSON whose strings keep every character, but show as escapes those a terminal or an editor would act on. */
export const json = (value: unknown, indent = 2): string => `${shown(JSON.stringify(value, null, indent))}\n`

/** Where in a value its long list goes: the name of the field, which is the only empty list of that name at its depth. */
export interface ListPlace {
  readonly name: string
  /** How many objects and lists the field lies in. */
  readonly depth: number
  readonly indent?: number
}

/** What `json` gives, piece by piece: `frame` with these entries in its empty list. No list is ever whole in memory. */
export function* jsonPieces(frame: unknown, place: ListPlace, entries: Iterable<unknown>): Generator<string> {
  const { name, depth, indent = 2 } = place
  const before = `\n${' '.repeat(depth * indent)}`
  const [head = '', tail = ''] = json(frame, indent).split(`${before}"${name}": []`)
  yield `${head}${before}"${name}": `
  yield* list(entries, before, indent)
  yield tail
}

/** What `json` gives of a list, entry by entry. */
export function* jsonList(entries: Iterable<unknown>, indent = 2): Generator<string> {
  yield* list(entries, '\n', indent)
  yield '\n'
}

function* list(entries: Iterable<unknown>, before: string, indent: number): Generator<string> {
  const inside = before + ' '.repeat(indent)
  let lead = '['
  for (const entry of entries) {
    yield `${lead}${inside}${shown(JSON.stringify(entry, null, indent)).replaceAll('\n', inside)}`
    lead = ','
  }
  yield lead === '[' ? '[]' : `${before}]`
}

/** The same on one line, without the line end. */
export const jsonLine = (value: unknown): string => shown(JSON.stringify(value))

const shown = (text: string): string =>
  foreign.test(text) ? text.replace(foreignRuns, run => run.replace(hidden(), unicode)) : text

/** What is neither ASCII that shows nor one of our line ends. */
const foreign = /[^\n -~]/
const foreignRuns = /[^\n -~]+/g

const unicode = (character: string): string =>
  [...Array(character.length).keys()].map(at => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`).join('')
