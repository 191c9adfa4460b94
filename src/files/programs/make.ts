import { linesOf } from '../texts/dedented.ts'
import { type Dialect, matched, readIn } from '../texts/dialect.ts'
import { type Held, type Nested, slice, within } from '../texts/text.ts'

/** What the recipes of a Makefile run (GNU make, "Writing Recipes in Rules"): lines that begin with a tab. */
export function inMakefile(text: string): Held {
  const texts: Nested[] = []
  if (!/\bsysctl\b|\/proc\/sys\/|\b(?:echo|printf)\b[^\n]*["']/.test(text)) return { keys: [], texts }
  let start = -1
  const end = (at: number): void => {
    if (start !== -1) texts.push(...recipeAt(text, start, at))
    start = -1
  }
  let goesOn = false
  for (const { start: at, line } of linesOf(text)) {
    if (!line.startsWith('\t') && !(goesOn && start !== -1)) end(at)
    else if (start === -1) start = at
    goesOn = /\\\r?\n$/.test(line)
    if (start !== -1 && !goesOn) end(at + line.length)
  }
  end(text.length)
  return { keys: [], texts }
}

/** One line, and those that it goes on in. */
function recipeAt(text: string, start: number, end: number): Nested[] {
  const own = slice(text, { start, end }, 'plain')
  const said = readIn(recipe, own.value.text, own.style)
  if (!said) return []
  const inset = within(own, said)
  return [
    {
      language: 'shell',
      inset: { ...inset, write: change => (change.text.includes('\n') ? undefined : inset.write(change)) },
    },
  ]
}

const recipe: Dialect = {
  pieces: (text, marks) =>
    matched(
      text,
      /^\t[ \t@+-]*|\n\t|\$(?:\$|\(([\w.-]+)\)|\{([\w.-]+)\}|([@<^?*%+|A-Za-z])|[({])/g,
      ([whole, round, curly, letter]) => {
        if (whole === '$$') return '$'
        if (!whole.startsWith('$')) return whole.startsWith('\n') ? '\n' : ''
        const name = round ?? curly ?? letter
        return name === undefined ? undefined : marks.of(/^\w/.test(name) ? name : 'target', whole)
      },
    ),
  quote: text => text.replaceAll('$', '$$$$'),
}
