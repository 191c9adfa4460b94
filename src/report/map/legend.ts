import type { Security } from '../../exposure/index.ts'
import { columns as textWidth } from '../medium/plain.ts'
import { xml } from '../medium/xml.ts'
import { say, type View } from '../view.ts'
import { mapWidth, margin } from './routes.ts'
import { mapWords, securityWords } from './words.ts'

interface Asked {
  readonly broken: boolean
  readonly view: Pick<View, 'lang'>
}

interface Entry {
  readonly style: string
  readonly text: string
  readonly x: number
  readonly row: number
}

const sample = 34
const rowHeight = 20

function entries(used: readonly Security[], { broken, view }: Asked): Entry[] {
  const words = used.map(each => [each, say(view, securityWords[each])] as const)
  const all = broken ? [...words, ['broken', say(view, mapWords.broken)] as const] : words
  let x = margin
  let row = 0
  return all.map(([style, text]) => {
    const width = sample + 6 + textWidth(text) * 6.6 + 22
    if (x + width > mapWidth && x > margin) {
      x = margin
      row++
    }
    const entry = { style, text, x, row }
    x += width
    return entry
  })
}

export const legendHeight = (used: readonly Security[], asked: Asked): number =>
  used.length === 0 ? 0 : ((entries(used, asked).at(-1)?.row ?? 0) + 1) * rowHeight + 4

/** The kinds of lines that occur, each with its word. */
export const legend = (used: readonly Security[], { y, ...asked }: Asked & { readonly y: number }): string =>
  entries(used, asked)
    .map(({ style, text, x, row }) => {
      const at = y + row * rowHeight + 8
      const line = `<path class="line" d="M${x},${at}H${x + sample}"/>`
      const mark = style === 'broken' ? `<path class="cross" d="M${x + 14},${at - 3}l6,6m0,-6l-6,6"/>` : ''
      const words = `<text class="legend" x="${x + sample + 6}" y="${at + 4}">${xml(text)}</text>`
      return `<g class="edge ${style}">${line}${mark}</g>${words}`
    })
    .join('')
