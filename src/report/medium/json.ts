import { hidden } from './plain.ts'

/** JSON whose strings keep every character, but show as escapes those a terminal or an editor would act on. */
export const json = (value: unknown, indent = 2): string =>
  `${JSON.stringify(value, null, indent)
    .split('\n')
    .map(line => line.replace(hidden, unicode))
    .join('\n')}\n`

const unicode = (character: string): string =>
  [...Array(character.length).keys()].map(at => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`).join('')
