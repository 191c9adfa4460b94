import type { Span } from '../span.ts'
import { lookUp } from '../table.ts'

type Role = 'open' | 'other' | 'close' | undefined

/** What the first word of a tag does. Jinja closes each kind by a word of its own, Go and Ruby all by `end`. */
const roles: Readonly<Record<string, Role>> = {
  ...{ if: 'open', for: 'open', unless: 'open', case: 'open', while: 'open', begin: 'open' },
  ...{ range: 'open', with: 'open', define: 'open', block: 'open' },
  ...{ else: 'other', elif: 'other', elsif: 'other', when: 'other' },
  ...{ end: 'close', endif: 'close', endfor: 'close' },
}

/** Blocks of Jinja that have ends of their own and no branches. */
const plain: ReadonlySet<string> = new Set(['with', 'block', 'define', 'range', 'begin', 'case', 'while', 'unless'])

/** A condition or a loop: the texts that are put in or not. */
export interface Condition {
  /** The texts of which one is put in: behind `if`, behind each `else`. */
  readonly branches: readonly Span[]
  /** The tag in front of each. */
  readonly tests: readonly string[]
  /** One of them is put in whatever holds: the last stands behind `else`. */
  readonly complete: boolean
  /** What stands in it may be put in many times. */
  readonly loop: boolean
}

interface Open {
  readonly done: Span[]
  readonly tests: string[]
  readonly loop: boolean
  from: number
  complete: boolean
}

const loops = /^(?:%\{|\{%|\{\{|<%)[-+~_]?\s*(?:for|range|while|until)\b|\bdo\b|^\{\{#\s*each\b|\.(?:forEach|map)\(/
const others = /^(?:end(?!if$|for$)\w+|macro|define|block|begin|def|module)$/
const otherwise = /^(?:\{%|\{\{|<%|%\{)[-+~_]?\s*(?:\}\s*)?else\s*(?:\{\s*)?[-+~_]?(?:%\}|\}\}|%>|\})$/

/** Follows the control tags of a template from first to last. */
export class BranchReader {
  readonly conditions: Condition[] = []
  readonly #open: Open[] = []
  #odd = false

  /** There are blocks that are no conditions, such as macros: where their text goes to is not known. */
  get odd(): boolean {
    return this.#odd || this.#open.length > 0
  }

  /** A tag with its delimiters, and where it stands. */
  take(tag: string, { start, end }: Span): void {
    const word = /^(?:\{\{|%\{|\{%|<%)[-+~_]?\s*(\w+)/.exec(tag)?.[1] ?? ''
    const role = roleOf(tag, word)
    const top = this.#open.at(-1)
    if (others.test(word)) this.#odd = true
    if (role === 'open') {
      const loop = loops.test(tag.slice(0, 300))
      this.#open.push({ done: [], tests: [tag], from: end, loop, complete: false })
    } else if (role && top) {
      top.done.push({ start: top.from, end: start })
      top.from = end
      if (role === 'close') this.#close(top)
      else {
        top.tests.push(tag)
        top.complete = otherwise.test(tag)
      }
    }
  }

  #close({ done, tests, loop, complete }: Open): void {
    this.#open.pop()
    this.conditions.push({ branches: done, tests, complete: complete && !loop, loop })
  }
}

function roleOf(tag: string, word: string): Role {
  const sign = /^\{\{([#^/])/.exec(tag)?.[1]
  if (sign !== undefined) return sign === '/' ? 'close' : 'open'
  if (tag.startsWith('{%') && plain.has(word)) return undefined
  if (tag.startsWith('<%')) {
    const script = roleInScript(tag)
    if (script) return script
  }
  // A block of Ruby begins behind `do`, whatever stands in front of it.
  if (tag.startsWith('<%') && /\bdo\b(?:[ \t]*\|[^|\n]{0,200}\|)?[ \t]*[-+]?%>$/.test(tag.slice(-300))) return 'open'
  return lookUp(roles, word)
}

/** Blocks of JavaScript end and begin with braces: `<% } else { %>`, `<% names.forEach(name => { %>`. */
function roleInScript(tag: string): Role {
  const ends = /^<%[-+~_]?\s*\}/.test(tag)
  const begins = /\{\s*[-+~_]?%>$/.test(tag.slice(-20))
  if (ends) return begins ? 'other' : 'close'
  return begins ? 'open' : undefined
}
