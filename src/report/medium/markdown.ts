import { visible } from './plain.ts'

/**
 * Text in Markdown that shows as itself: no markup, no HTML, no mentions, no references, no links, on one line.
 * Only what has a meaning where it stands is escaped, so that the source stays readable.
 */
export const markdown = (text: string): string =>
  visible(text)
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/[\\`*[\]|~$]/g, '\\$&')
    .replace(/(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, '\\_')
    .replace(/:(?=\/\/)|#(?=\d)|(?<=www)\.|^[-+#=]|(?<=^\d{1,9})[.)]/gi, '\\$&')
    .replace(/@/g, '@\u{2060}')

/** A code span, whatever backticks it holds. Cells of tables split at pipes even inside code. */
export function codeSpan(text: string): string {
  const inner = visible(text).replace(/\|/g, '\\|')
  const fence = '`'.repeat(longestRun(inner, '`') + 1)
  const pad = inner.startsWith('`') || inner.endsWith('`') || inner === '' ? ' ' : ''
  return `${fence}${pad}${inner}${pad}${fence}`
}

/** A fenced block; the fence is longer than any in it. Lines are kept. */
export function codeBlock(text: string, language = ''): string {
  const fence = '`'.repeat(Math.max(3, longestRun(text, '`') + 1))
  const body = text.split('\n').map(line => line.split('\t').map(visible).join('\t'))
  return `${fence}${language}\n${body.join('\n').replace(/\n$/, '')}\n${fence}`
}

function longestRun(text: string, character: string): number {
  let longest = 0
  let run = 0
  for (const each of text) {
    run = each === character ? run + 1 : 0
    longest = Math.max(longest, run)
  }
  return longest
}
