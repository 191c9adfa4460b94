import { conditionWords, variableOf } from '../formats/nginx/condition-words.ts'
import type { Level, NginxModel } from '../formats/nginx/model.ts'
import { matchBytes } from '../formats/nginx/resolve/byte-match.ts'
import { argumentAt, nameOf } from '../formats/nginx/syntax.ts'
import type { Directive } from '../tree/index.ts'
import { RequestVariables, type Start } from './url-variables.ts'

/** How the statements of a level end: the one that answers, `last` and `break`; undefined where all have run. */
type End = Directive | 'last' | 'break' | undefined

/** What the rewrite statements of servers and locations make of one request, in the order in which nginx runs them. */
export class RequestScript {
  readonly variables: RequestVariables
  /** The first statement that depends on more than the address. It is taken for one that does nothing. */
  doubt: Directive | undefined
  /** The last `if` of the level whose condition is met: its values are in force. */
  branch: Level | undefined
  private moved = false

  constructor(model: NginxModel, start: Start) {
    this.variables = new RequestVariables(model, start)
    this.doubt = undefined
    this.branch = undefined
  }

  get uri(): string {
    return this.variables.uri
  }

  /** `answer`: the statement that answers. `moved`: the path is another, and a location is looked for by it. */
  run(level: Level): { readonly answer: Directive | undefined; readonly moved: boolean } {
    this.moved = false
    this.branch = undefined
    const end = this.block(level)
    const answer = end === 'last' || end === 'break' ? undefined : end
    return { answer, moved: !answer && this.moved && (end !== 'break' || level.context === 'server') }
  }

  private block(level: Level): End {
    for (const statement of level.own) {
      const end = this.step(statement, level)
      if (end !== undefined) return end
    }
    return undefined
  }

  private step(statement: Directive, level: Level): End {
    switch (nameOf(statement)) {
      case 'return':
        return statement
      case 'break':
        return 'break'
      case 'set':
        this.variables.set(argumentAt(statement, 0), this.variables.expand(argumentAt(statement, 1)))
        return undefined
      case 'rewrite':
        return this.rewrite(statement)
      case 'if':
        return this.condition(statement, level)
      default:
        return undefined
    }
  }

  private rewrite(statement: Directive): End {
    const [pattern, replacement, flag] = [0, 1, 2].map(at => argumentAt(statement, at)) as [string, string, string]
    const groups = matchBytes(pattern, this.uri, false)
    if (groups === undefined) this.doubt ??= statement
    if (!groups) return undefined
    this.variables.learn(groups)
    if (flag === 'redirect' || flag === 'permanent' || /^(?:https?:\/\/|\$scheme)/.test(replacement)) return statement
    const made = this.variables.replaced(replacement)
    if (made === undefined) this.doubt ??= statement
    else if (made === '') return statement
    else this.moved = true
    return flag === 'last' || flag === 'break' ? flag : undefined
  }

  private condition(statement: Directive, level: Level): End {
    const child = level.children.find(({ directive }) => directive === statement)
    const met = this.met(statement)
    if (!child || met === false) return undefined
    if (met === undefined) return this.leave(child)
    this.branch = child
    return this.block(child)
  }

  /** A condition about more than the address: what it would set is not known. */
  private leave(child: Level): undefined {
    for (const line of child.written('set')) this.variables.set(argumentAt(line, 0), undefined)
    if (child.own.some(one => nameOf(one) !== 'set')) this.doubt ??= child.directive
    return undefined
  }

  private met({ args }: Directive): boolean | undefined {
    const [first = '', operator, ...rest] = conditionWords(args.map(({ value }) => value))
    const name = variableOf(first)
    const value = name && this.variables.value(name)
    if (name === undefined || value === undefined) return undefined
    if (operator === undefined) return value !== '' && value !== '0'
    const written = rest.join(' ')
    if (operator.includes('~')) return this.matches(value, operator, written)
    const operand = this.variables.expand(written)
    return operand === undefined ? undefined : (value === operand) === (operator === '=')
  }

  private matches(value: string, operator: string, pattern: string): boolean | undefined {
    const groups = matchBytes(pattern, value, operator.endsWith('*'))
    if (groups === undefined) return undefined
    if (groups) this.variables.learn(groups)
    return (groups !== false) !== operator.startsWith('!')
  }
}
