import type { Span } from '../../text/index.ts'
import type { Comment, Directive, Node, Tree } from '../../tree/index.ts'

/** One `confward:ignore` comment. */
export interface Ignore {
  readonly comment: Comment
  readonly rules: readonly string[]
  readonly reason: string
  /** ISO date, the last day it holds. */
  readonly until?: string
  /** Findings that begin here are meant; undefined when nothing follows the comment. */
  readonly covers: Span | undefined
}

const marker = 'confward:ignore'

/** The ignores of a file, in order. Files that do not mention the word cost one search. */
export function ignoresIn(tree: Tree): Ignore[] {
  if (!tree.file.text.includes(marker, tree.file.part?.start)) return []
  const found: Ignore[] = []
  const open: (readonly Node[])[] = [tree.nodes]
  for (let nodes = open.pop(); nodes; nodes = open.pop())
    for (const [at, node] of nodes.entries()) {
      if (node.kind === 'directive') node.block && open.push(node.block.nodes)
      else {
        const ignore = read(node, nodes, at)
        if (ignore) found.push(ignore)
      }
    }
  return found.sort((a, b) => a.comment.span.start - b.comment.span.start)
}

function read(comment: Comment, nodes: readonly Node[], at: number): Ignore | undefined {
  const text = comment.file.text.slice(comment.span.start, comment.span.end)
  const words = text.replace(/^[#;\s]+/, '')
  if (!words.startsWith(marker)) return undefined
  const [list = '', ...rest] = words.slice(marker.length).split(/\s--(?:\s|$)/)
  const rules = list.split(/[\s,]+/).filter(rule => rule !== '')
  const [reason, until] = dated(rest.join(' -- ').trim())
  return { comment, rules, reason, ...(until && { until }), covers: sameLine(comment, nodes, at) ?? next(nodes, at) }
}

/** The reason without the date behind it. */
function dated(text: string): readonly [reason: string, until?: string] {
  const date = text.slice(-10)
  const lead = text.slice(0, -10).trimEnd()
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || !/(?:^|\s)until$/.test(lead)) return [text]
  return [lead.slice(0, -5).trimEnd(), date]
}

/** A comment behind something: that line, back to where the directive before the comment begins. */
function sameLine({ file, span }: Comment, nodes: readonly Node[], at: number): Span | undefined {
  const line = file.text.lastIndexOf('\n', span.start - 1) + 1
  if (file.text.slice(line, span.start).trim() === '') return undefined
  const before = nodes[at - 1]
  const ends = before?.kind === 'directive' && before.span.end > line ? before.span.start : line
  return { start: Math.min(ends, line), end: span.start }
}

function next(nodes: readonly Node[], at: number): Span | undefined {
  const following = nodes.slice(at + 1).find((node): node is Directive => node.kind === 'directive')
  return following?.span
}
