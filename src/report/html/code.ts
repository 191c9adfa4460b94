import type { Location } from '../../engine/types.ts'
import type { Fix } from '../../rules/rule.ts'
import { lineCount, lineSpan, type SourceFile } from '../../text/index.ts'
import { shownChanges, shownLine } from '../frame.ts'
import { codeText, html, type Markup } from '../medium/html.ts'
import { redacted } from '../redact.ts'
import type { View } from '../view.ts'

const around = 2
const widest = 200
const mostLines = 40

const cut = (text: string): string => (text.length > widest ? `${text.slice(0, widest)}…` : text)

/** The lines of a cause with those around it; what is meant is marked. */
export function frame(file: SourceFile, at: Location): Markup {
  const first = Math.max(1, at.line - around)
  const end = lineCount(file) - (file.text.endsWith('\n') ? 1 : 0)
  const last = Math.max(at.line, Math.min(end, at.line + around))
  const width = String(last).length
  const lines = Array.from({ length: last - first + 1 }, (_, nth) => {
    const line = first + nth
    const number = String(line).padStart(width)
    if (line !== at.line)
      return html`<span class="ln">${number}</span>  ${codeText(cut(redacted(file, lineSpan(file, line))))}\n`
    const { before, marked, after } = shownLine(file, at)
    return html`<b class="ln">${number}</b><b class="ln">▸</b> ${codeText(before)}<mark>${codeText(marked)}</mark>${codeText(after)}\n`
  })
  return html`<pre class="frame">${lines}</pre>`
}

/** What a fix takes away and adds, file by file. */
export function fixDiff(fix: Fix, view: View): Markup | undefined {
  const changes = shownChanges(fix, view.source)
  const lines = changes.flatMap(({ path, line, before, after }, at) => [
    ...(changes[at - 1]?.path === path ? [] : [html`<span class="ln">@@ ${path}:${line} @@</span>\n`]),
    ...before.map(text => html`<del>- ${codeText(cut(text))}</del>\n`),
    ...after.map(text => html`<ins>+ ${codeText(cut(text))}</ins>\n`),
  ])
  return lines.length === 0 ? undefined : diffBlock(lines)
}

/** A unified diff, coloured and signed. */
export const unified = (diff: string): Markup =>
  diffBlock(
    diff
      .trimEnd()
      .split('\n')
      .map(line => {
        const text = codeText(cut(line))
        if (/^(?:---|\+\+\+|@@)/.test(line)) return html`<span class="ln">${text}</span>\n`
        if (line.startsWith('+')) return html`<ins>${text}</ins>\n`
        return line.startsWith('-') ? html`<del>${text}</del>\n` : html`${text}\n`
      }),
  )

function diffBlock(lines: readonly Markup[]): Markup {
  const more = lines.length - mostLines
  return html`<pre class="diff">${lines.slice(0, mostLines)}${more > 0 ? html`<span class="ln">… +${more}</span>\n` : undefined}</pre>`
}
