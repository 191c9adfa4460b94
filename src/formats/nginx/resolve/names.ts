import type { Directive, Word } from '../../../tree/index.ts'
import type { ServerName } from '../model.ts'
import { valuesOf } from '../syntax.ts'

/** The names of a server in the order they are written. */
export const readNames = (directives: readonly Directive[]): ServerName[] =>
  directives.flatMap(directive => valuesOf(directive).map((value, at) => new NameNode(directive, value, at)))

/** A name that makes its word when somebody asks. */
class NameNode implements ServerName {
  readonly kind: ServerName['kind']
  readonly value: string
  readonly directive: Directive
  private readonly at: number

  constructor(directive: Directive, value: string, at: number) {
    this.kind = kindOf(value)
    this.value = this.kind === 'regex' ? value : lowered(value)
    this.directive = directive
    this.at = at
  }

  get word(): Word {
    return this.directive.args[this.at] as Word
  }
}

/** As `ngx_strlow` does it, ASCII alone; what somebody fills in (`$DOMAIN`, `__NAME__`) is as it is written. */
const lowered = (value: string): string =>
  /[A-Z]/.test(value) && !/[${}<>@%]|__[A-Z]/.test(value)
    ? value.replace(/[A-Z]+/g, letters => letters.toLowerCase())
    : value

function kindOf(value: string): ServerName['kind'] {
  if (value === '') return 'empty'
  if (value.startsWith('~')) return 'regex'
  if (value.startsWith('*.')) return 'wildcard-start'
  if (value.startsWith('.') && value.length > 1) return 'dot'
  if (value.endsWith('.*')) return 'wildcard-end'
  return /[A-Za-z0-9$]/.test(value) || (/[^\x00-\x7f]/.test(value) && /[\p{L}\p{N}]/u.test(value))
    ? 'exact'
    : 'catch-all'
}
