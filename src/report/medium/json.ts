import { hidden } from './plain.ts'

/** JSON whose strings keep every character, but show as escapes those a terminal or an editor would act on. */
export const json = (value: unknown, indent = 2): string =>
  `${JSON.stringify(value, null, indent).replace(foreign, run => run.replace(hidden, unicode))}\n`

/** Runs of what is neither ASCII that shows nor one of our line ends. */
const foreign = /[^\n -~]+/g

const unicode = (character: string): string =>
  [...Array(character.length).keys()].map(at => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`).join('')
