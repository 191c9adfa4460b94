/**
 * Characters that a terminal, an editor or a reader would act on instead of showing: controls, direction marks,
 * invisible and unassigned ones, blanks that are no blank. Line ends and tabs too: a value of a configuration stands on one line.
 */
export const hidden = (): RegExp => (hiding ??= /(?! )[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]/gu)

/** Made when it is first needed: reading the tables of Unicode takes a millisecond. */
let hiding: RegExp | undefined

/** Most text is: it need not be searched for anything else. */
const plain = /^[ -~]*$/

/** Text of unknown origin with nothing hidden in it: what would act is written as an escape, `\x1b`, `\u{202e}`. */
export const visible = (text: string): string => (plain.test(text) ? text : text.replace(hidden(), escaped))

/** Services that run builds obey such words in what a program prints: `##[error]`, `##vso[…]`, `::error::` as the first. */
const order = /##(?=[a-z]*\[)|^\s*::(?=[a-z][a-z-]*(?: [^\n]*?)?::)/g

/** The same for a line of a log: nothing in it is an order to the service that keeps the log. */
export function logged(text: string): string {
  const shown = visible(text)
  if (!shown.includes('##') && !shown.includes('::')) return shown
  return shown.replace(order, found => found.replace(/[#:]$/, last => (last === '#' ? '\\x23' : '\\x3a')))
}

function escaped(character: string): string {
  const code = character.codePointAt(0) as number
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`
}

/** The same for text whose tabs and line ends are its own, such as a patch or a page. */
export const visibleLines = (text: string): string =>
  text
    .split('\n')
    .map(line => line.split('\t').map(visible).join('\t'))
    .join('\n')

const wide = (): RegExp =>
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{1f300}-\u{1f64f}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]/gu

/** Columns on a terminal. Combining marks count like letters: rare here, and only a caret would be off. */
export const columns = (text: string): number => {
  if (plain.test(text)) return text.length
  const doubled = text.match(wide())
  const length = [...text].length
  return doubled ? length + doubled.length : length
}
