import { atLeast } from '../../../target/index.ts'
import { type Directive, isDirective, type Node, type Problem, type Tree } from '../../../tree/index.ts'
import type { Forest } from '../../format.ts'
import type { NginxTree } from '../parse.ts'
import { nameOf } from '../syntax.ts'
import { type Entry, takes } from '../tables/index.ts'
import { inTurns } from '../turns.ts'
import { blockHandlers } from './blocks.ts'
import { Call } from './call.ts'
import { closeFrame } from './close.ts'
import { endOfCut } from './cut.ts'
import type { Judge } from './entries.ts'
import { openFrame } from './frames.ts'
import { refuseInclude } from './includes.ts'
import { isKnown, isUnloaded, unloadedDirective } from './modules.ts'
import { planOf } from './plan.ts'
import { headEnd, lineAt } from './problem.ts'
import { type Frame, report, type State } from './state.ts'
import { byteOrderMark, declaredDirective, isModule, unbuilt, unknownDirective, withoutMark } from './unknown.ts'

/** No configuration that loads has this many statements; files that include each other many times over do. */
const most = 20_000_000

/** A list of statements that is being read: a block's, or those of an included file. */
interface Reading {
  readonly nodes: readonly Node[]
  at: number
  readonly frame: Frame
  /** The first lexical problem of the file, when it lies in this list's file. */
  readonly tree: Tree
  /** The list is a whole block, and ends the frame. */
  readonly closes: Directive | undefined
  /** Entries of map{}, geo{} and the like go there. */
  readonly judge: Judge | undefined
}

/** A block without `{`, or a statement with one: words are missing, or a pattern without quotes is cut there. */
function wrongEnd(call: Call, entry: Entry): void {
  const cut = endOfCut(call.directive) !== undefined
  if (entry.block) call.fail(cut ? 'regex-cut-location' : 'no-opening')
  else call.fail(cut ? 'regex-cut-statement' : 'not-terminated')
}

/** Behind the `;` or `{` of a statement; the end of all files when it has neither. */
function terminated(directive: Directive): number {
  const end = headEnd(directive)
  const last = directive.args.at(-1) ?? directive.name
  if (last.span.end > end) return Number.POSITIVE_INFINITY
  const character = directive.file.text[end]
  return character === ';' || character === '{' ? end + 1 : Number.POSITIVE_INFINITY
}

/** `ssl on`, which `listen … ssl` replaces. */
function deprecatedSsl(call: Call): void {
  if (!call.refused && atLeast(call.state.target.nginx, '1.15.0')) call.fail('deprecated-ssl', {}, { warning: true })
}

/** Behind a block; a block that ends with its file is taken for one that nothing closes. */
function behind(tree: Tree, closes: Directive | undefined): number {
  const end = tree.file.text.length
  return closes && closes.span.end < end ? closes.span.end : end + 1
}

function keep(frame: Frame, directive: Directive, name: string): void {
  if (frame.seen.get(name) !== directive) frame.seen.add(name, directive)
}

/** What a file or a block holds; what a template repeats twice. */
function nodesOf(tree: Tree, directive?: Directive): readonly Node[] {
  const nodes = directive ? (directive.block?.nodes ?? []) : tree.nodes
  const { turns } = tree as NginxTree
  return turns ? inTurns(nodes, turns) : nodes
}

/** Reads all statements in the daemon's own order and judges each. */
export class Walk {
  private readonly state: State
  private readonly forest: Forest
  private readonly call: Call
  private readonly stack: Reading[] = []
  /** By name the record that applied last: modules are loaded before any block, so that it goes on to apply. */
  private readonly last = new Map<string, { readonly entry: Entry; readonly bit: number }>()
  private count = 0
  /** A lexical problem was reached: the daemon reads no further. */
  halted = false
  overflow = false

  constructor(state: State, forest: Forest) {
    this.state = state
    this.forest = forest
    this.call = new Call(state)
  }

  run(tree: Tree, frame: Frame): void {
    this.read(tree, nodesOf(tree), frame)
    for (let reading = this.stack.at(-1); reading && !this.halted; reading = this.stack.at(-1)) {
      const node = reading.nodes[reading.at++]
      if (!node) this.leave(reading)
      else if (isDirective(node)) this.step(node, reading)
    }
  }

  private read(tree: Tree, nodes: readonly Node[], frame: Frame, judge?: Reading['judge']): void {
    this.stack.push({ nodes, at: 0, frame, tree, closes: undefined, judge })
  }

  /** The end of a block or file: what is only known there. */
  private leave(reading: Reading): void {
    this.stack.pop()
    const { closes, tree } = reading
    if (tree.problems.length > 0 && this.lexical(tree, behind(tree, closes))) return
    if (closes && reading.judge) this.endBlock(reading, closes)
    else if (closes) closeFrame(reading.frame, this.state)
  }

  private endBlock({ judge, frame, tree }: Reading, directive: Directive): void {
    if (!judge?.end) return
    this.call.directive = directive
    this.call.frame = frame
    judge.end(this.call, lineAt(tree.file, directive.span.end - 1))
  }

  /** Reports the file's lexical problem when it stands before `offset`. */
  private lexical(tree: Tree, offset: number): boolean {
    const problem = tree.problems.find(({ warning }) => !warning)
    if (!problem || problem.span.start >= offset) return false
    const { file, span, message } = problem
    this.halted = true
    if (this.shifted(problem)) return true
    report(this.state, { file, span, message, code: 'syntax', id: 'syntax', params: {} })
    return true
  }

  /** `root {ROOT}/UI;` has opened a block that nothing closes: that a `}` is missing at the end is no problem of its own. */
  private shifted({ code, file }: Problem): boolean {
    const { problems } = this.state
    return code === 'unexpected-end-in-block' && problems.some(one => one.id === 'not-terminated' && one.file === file)
  }

  private step(directive: Directive, reading: Reading): void {
    if (++this.count > most) {
      this.overflow = true
      this.halted = true
      return
    }
    const { tree } = reading
    if (tree.problems.length > 0 && this.lexical(tree, terminated(directive))) return
    const { call } = this
    call.directive = directive
    call.frame = reading.frame
    call.refused = false
    call.made = undefined
    const name = nameOf(directive)
    if (reading.judge) this.entry(reading, name)
    else this.statement(reading, name)
  }

  private entry(reading: Reading, name: string): void {
    const { call } = this
    const { directive } = call
    const include = name === 'include' && call.count === 1
    const included = include ? this.forest.included?.get(directive) : undefined
    call.entry = this.state.table.of('include')[0] as Entry
    if (directive.block) call.fail('brace-inside')
    else if (included) this.include(reading)
    else reading.judge?.(call)
  }

  private statement(reading: Reading, name: string): void {
    const { call } = this
    const bare = withoutMark(name)
    if (bare !== name) byteOrderMark(call)
    if (bare === '' && name !== '') return
    const entry = this.find(bare, reading.frame)
    if (!entry) return
    call.entry = entry
    if (entry.vendor && !isKnown(entry.module)) {
      declaredDirective(call, entry)
      return
    }
    if (unbuilt(entry) && !this.maybeBuilt(entry)) return
    const { directive } = call
    if (entry.block !== (directive.block !== undefined)) {
      wrongEnd(call, entry)
      return
    }
    if (!takes(entry, call.count)) call.fail('arguments')
    else if (entry.kind === 'include') this.include(reading)
    else this.set(entry, reading.frame)
    if (directive.block) this.block(reading, entry)
  }

  /** Reports it; true where only the build knows. */
  private maybeBuilt(entry: Entry): boolean {
    const open = !this.state.modular || isModule(entry)
    this.call.fail('unknown-unbuilt', { needs: entry.needs ?? '' }, { open })
    return open
  }

  /** The record that applies here; reports when there is none. */
  private find(name: string, frame: Frame): Entry | undefined {
    const last = this.last.get(name)
    if (last && last.bit === frame.bit) return last.entry
    const entry = this.look(name, frame)
    if (entry) this.last.set(name, { entry, bit: frame.bit })
    return entry
  }

  private look(name: string, frame: Frame): Entry | undefined {
    const { table } = this.state
    const entries = table.of(name)
    for (const entry of entries) if ((entry.contexts & frame.bit) !== 0 && !isUnloaded(entry, this.state)) return entry
    if (entries.length === 0) return unknownDirective(this.call, name)
    if (entries.every(entry => isUnloaded(entry, this.state))) unloadedDirective(this.call, entries)
    else this.misplaced(entries[0] as Entry, frame)
    return undefined
  }

  private misplaced(entry: Entry, frame: Frame): void {
    this.call.entry = entry
    if (!this.foreignHere(entry, frame)) this.call.fail('context')
  }

  /** A module we do not know may allow the name where nginx itself does not. */
  private foreignHere(entry: Entry, frame: Frame): boolean {
    const others = this.state.table.every(entry.name).filter(other => other.vendor)
    const fits = others.some(other => other.contexts === 0 || (other.contexts & frame.bit) !== 0)
    if (!fits || !this.state.foreign) return false
    this.call.fail('context', {}, { open: true })
    return true
  }

  private set(entry: Entry, frame: Frame): void {
    const { call } = this
    const { seen, world } = frame
    const plan = planOf(entry)
    const before = plan.remember ? (seen.get(entry.name) ?? (plan.fixed && seen.get(plan.fixed))) : undefined
    if (before && entry.once) {
      call.fail('duplicate', {}, { other: before })
      return
    }
    plan.set?.(call)
    if (entry.name === 'ssl') deprecatedSsl(call)
    if (plan.post && !call.refused) plan.post(call)
    if (plan.scripts) this.scripts(entry, plan.expands)
    if (plan.remember) {
      if (!before) seen.add(entry.name, call.directive)
      world?.present.add(entry.name)
      if (plan.keep) keep(frame, call.directive, entry.name)
    }
  }

  /** Arguments in which variables are expanded, where no setter has looked at them. */
  private scripts(entry: Entry, expands: number): void {
    const { call } = this
    if (call.refused || !call.frame.world) return
    const late = entry.kind === 'keyval[]' || entry.kind === 'string' || entry.kind === 'string[]'
    for (let at = 0; at < call.count; at++) {
      if ((expands & (1 << Math.min(at, 3))) === 0) continue
      if (late) call.lateScript(at)
      else call.script(at)
    }
  }

  private include(reading: Reading): void {
    const { directive } = this.call
    this.call.entry = this.state.table.of('include')[0] as Entry
    const trees = this.forest.included?.get(directive) ?? []
    const refused = this.forest.refused?.get(directive)
    if (reading.frame.context === 'main' && trees.length === 0) this.state.unseen = !this.state.complete
    if (refused) refuseInclude(this.call, refused, reading.judge !== undefined)
    for (let at = trees.length - 1; at >= 0; at--) {
      const tree = trees[at] as Tree
      this.read(tree, nodesOf(tree), reading.frame, reading.judge)
    }
  }

  private block(reading: Reading, entry: Entry): void {
    const { call, state } = this
    const { directive } = call
    const nodes = nodesOf(reading.tree, directive)
    const handler = blockHandlers[entry.name]
    if (handler) {
      if (!call.refused) handler.head?.(call)
      this.stack.push({
        nodes,
        at: 0,
        frame: reading.frame,
        tree: reading.tree,
        closes: directive,
        judge: handler.entries(call),
      })
      return
    }
    const frame = openFrame(call, reading.frame, state)
    if (frame) this.stack.push({ nodes, at: 0, frame, tree: reading.tree, closes: directive, judge: undefined })
  }
}
