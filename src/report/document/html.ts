import { unified } from '../html/code.ts'
import { codeText, html, type Markup } from '../medium/html.ts'
import type { Block, Inline } from './block.ts'

export const asHtml = (blocks: readonly Block[]): Markup =>
  html`<main>${blocks.map(each => html`${block(each)}\n`)}</main>`

function block(each: Block): Markup {
  switch (each.kind) {
    case 'heading':
      return headings[each.level](each.text)
    case 'paragraph':
      return html`<p>${inlines(each.text)}</p>`
    case 'list':
      return html`<ul>${each.items.map(item => html`<li>${inlines(item)}</li>`)}</ul>`
    case 'table':
      return table(each.head, each.rows)
    case 'code':
      return each.language === 'diff'
        ? unified(each.text)
        : html`<pre class="frame">${each.text.split('\n').map(line => html`${codeText(line)}\n`)}</pre>`
  }
}

const headings: Readonly<Record<1 | 2 | 3, (text: string) => Markup>> = {
  1: text => html`<h1>${text}</h1>`,
  2: text => html`<h2>${text}</h2>`,
  3: text => html`<h3>${text}</h3>`,
}

const table = (head: readonly string[], rows: Extract<Block, { kind: 'table' }>['rows']): Markup =>
  html`<table><thead><tr>${head.map(cell => html`<th scope="col">${cell}</th>`)}</tr></thead><tbody>${rows.map(
    row => html`<tr>${row.map(cell => html`<td>${inlines(cell)}</td>`)}</tr>`,
  )}</tbody></table>`

const inlines = (all: readonly Inline[]): Markup =>
  html`${all.map(each => (typeof each === 'string' ? each : html`<code>${each.code}</code>`))}`
