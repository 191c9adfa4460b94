import { hidden } from './plain.ts'

/** JSON whose strings keep every character, but show as escapes those a terminal or an editor would act on. */
export const json = (value: unknown, indent = 2): string => `${shown(JSON.stringify(value, null, indent))}\n`

/** The same on one line, without the line end. */
export const jsonLine = (value: unknown): string => shown(JSON.stringify(value))

const shown = (text: string): string =>
  foreign.test(text) ? text.replace(foreignRuns, run => run.replace(hidden(), unicode)) : text

/** What is neither ASCII that shows nor one of our line ends. */
const foreign = /[^\n -~]/
const foreignRuns = /[^\n -~]+/g

const unicode = (character: string): string =>
  [...Array(character.length).keys()].map(at => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`).join('')
