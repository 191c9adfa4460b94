import type { Column } from '../../exposure/index.ts'
import { columns as width } from '../medium/plain.ts'
import { say, type View } from '../view.ts'
import type { ShownNode } from './shown.ts'
import { badgeWords, kindWords } from './words.ts'

/** A line of text in a box, with its baseline below the top of the box. */
export interface BoxLine {
  readonly style: 'title' | 'detail' | 'broken'
  readonly text: string
  readonly y: number
}

/** A node with its size and what stands in it. */
export interface Box {
  readonly node: ShownNode
  readonly width: number
  readonly height: number
  readonly kind: string
  readonly badge: string | undefined
  readonly lines: readonly BoxLine[]
}

/** Pixels, at the size the map is drawn for. */
export const columnWidths: Readonly<Record<Column, number>> = { source: 146, listener: 178, server: 196, target: 216 }

/** Widest advance of a character, in pixels: fonts differ, so this is more than any of the usual ones needs. */
const advances: Readonly<Record<BoxLine['style'], number>> = { title: 7.5, detail: 6.4, broken: 6.6 }
const heights: Readonly<Record<BoxLine['style'], number>> = { title: 16, detail: 14, broken: 14 }
const padding = 11
const headHeight = 21

export function boxOf(node: ShownNode, view: Pick<View, 'lang'>): Box {
  const boxWidth = columnWidths[node.column]
  const inner = boxWidth - 2 * padding
  const lines: BoxLine[] = []
  let y = headHeight
  const add = (style: BoxLine['style'], text: string, most: number): void => {
    for (const each of wrapped(text, Math.floor(inner / advances[style]), most)) {
      y += heights[style]
      lines.push({ style, text: each, y })
    }
  }
  add('title', node.title, 2)
  for (const detail of node.details.slice(0, 3)) add('detail', detail, 2)
  if (node.broken !== undefined) add('broken', `✕ ${node.broken}`, 3)
  return {
    node,
    width: boxWidth,
    height: y + 9,
    kind: say(view, kindWords[node.kind]),
    badge: node.security && say(view, badgeWords[node.security]),
    lines,
  }
}

/** Lines of at most `size` columns, broken behind blanks, dots and slashes where there are any; the last one is cut. */
export function wrapped(text: string, size: number, most: number): string[] {
  const lines: string[] = []
  let rest = text
  while (width(rest) > size && lines.length < most - 1) {
    const head = fitting(rest, size)
    const at = Math.max(...[' ', '.', '/', '，'].map(sign => head.lastIndexOf(sign))) + 1
    const end = at > head.length / 2 ? at : head.length
    lines.push(rest.slice(0, end).trimEnd())
    rest = rest.slice(end).trimStart()
  }
  lines.push(width(rest) > size ? `${fitting(rest, size - 1)}…` : rest)
  return lines
}

function fitting(text: string, size: number): string {
  let taken = ''
  let used = 0
  for (const character of text) {
    used += width(character)
    if (used > size) break
    taken += character
  }
  return taken
}
