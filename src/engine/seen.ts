import type { FileStore } from '../files/index.ts'
import { fill, type Localized, type Params } from '../message/index.ts'
import type { AnyRule, Confidence, Fix, Observation, Place, Related, Remedy, Severity, Witness } from '../rules/rule.ts'
import { inWhole, type Position, position, type Span } from '../text/index.ts'
import { fingerprint } from './fingerprint.ts'
import { locate } from './location.ts'
import { tagsOf } from './tags.ts'
import type { Finding, Fingerprint, Refused } from './types.ts'
import { expressible, type Inside } from './written.ts'

/** A rule as the baseline wants it. */
export interface ActiveRule {
  readonly rule: AnyRule
  /** Wins over what rule and observation say. */
  readonly severity?: Severity
  readonly options: object
}

/** A message whose holes are filled in the language that is read. */
class FilledText implements Localized {
  readonly #template: Localized
  readonly #params: Params

  constructor(template: Localized, params: Params) {
    this.#template = template
    this.#params = params
  }

  get en(): string {
    return fill(this.#template.en, this.#params)
  }

  get zh(): string {
    return fill(this.#template.zh, this.#params)
  }
}

/** A finding that makes its texts, places and fixes when somebody reads them: a large host has thousands. */
export class SeenFinding implements Finding {
  readonly rule: string
  readonly severity: Severity
  readonly subject: string
  readonly #active: ActiveRule
  readonly #seen: Observation
  readonly #at: Place
  readonly #store: FileStore
  readonly #inside: Inside | undefined
  #start: Position | undefined
  #end: Position | undefined
  #made: { readonly fixes: readonly Fix[]; readonly refused: readonly Refused[] } | undefined
  #witness: Witness | undefined
  #fingerprint: Fingerprint | undefined

  constructor(active: ActiveRule, seen: Observation, store: FileStore, inside?: Inside) {
    const { rule, severity } = active
    if (!rule.messages[seen.message.id]) throw new Error(`${rule.id} has no message ${seen.message.id}`)
    this.#active = active
    this.#seen = seen
    this.#at = seen.at
    this.#store = store
    this.#inside = inside
    this.rule = rule.id
    this.severity = severity ?? seen.severity ?? rule.severity
    this.subject = seen.subject
  }

  get fingerprint(): Fingerprint {
    this.#fingerprint ??= fingerprint(this.rule, this.path, this.subject)
    return this.#fingerprint
  }

  get confidence(): Confidence {
    return this.#seen.confidence ?? this.#active.rule.confidence
  }

  get messageId(): string {
    return this.#seen.message.id
  }

  get params(): Params {
    return paramsOf(this.#seen) ?? {}
  }

  get message(): Localized {
    return new FilledText(this.#active.rule.messages[this.messageId] as Localized, this.params)
  }

  get path(): string {
    return this.#at.file.path
  }

  get span(): Span {
    return inWhole(this.#at.file, this.#at.span)
  }

  get line(): number {
    return this.#startsAt.line
  }

  get column(): number {
    return this.#startsAt.column
  }

  get endLine(): number {
    return this.#endsAt.line
  }

  get endColumn(): number {
    return this.#endsAt.column
  }

  get #startsAt(): Position {
    this.#start ??= position(this.#at.file, this.#at.span.start)
    return this.#start
  }

  get #endsAt(): Position {
    this.#end ??= position(this.#at.file, this.#at.span.end)
    return this.#end
  }

  get related(): Finding['related'] {
    return relatedOf(this.#seen).map(({ at, message }) => ({ ...locate(at), message }))
  }

  get witness(): Witness | undefined {
    const { witness } = this.#seen
    if (typeof witness !== 'function') return witness
    this.#witness ??= witness()
    return this.#witness
  }

  get fixes(): readonly Fix[] {
    return this.#written.fixes
  }

  get remedy(): Remedy | undefined {
    // A manifest may not be able to hold the fix, a tag may stand where it writes, and a container takes no commands.
    const { file } = this.#at
    if (file.part || tagsOf(file).length > 0) return undefined
    const { remedy } = this.#seen
    const own = typeof remedy === 'function' ? remedy() : remedy
    return own && own !== 'none' && this.#inside?.() ? undefined : own
  }

  get refused(): readonly Refused[] {
    return this.#written.refused
  }

  get #written(): { readonly fixes: readonly Fix[]; readonly refused: readonly Refused[] } {
    const { fixes = [] } = this.#seen
    this.#made ??= expressible(typeof fixes === 'function' ? fixes() : fixes, this.#store, this.#at.file, this.#inside)
    return this.#made
  }

  toJSON(): Finding {
    return plain(this)
  }
}

export const paramsOf = ({ message, params }: Observation): Params | undefined => message.params ?? params?.()

export const relatedOf = ({ related = [] }: Observation): readonly Related[] =>
  typeof related === 'function' ? related() : related

/** The finding with some fields changed. */
export const changed = (finding: Finding, changes: Partial<Finding>): Finding => ({ ...plain(finding), ...changes })

/** The finding as a value of its own, with everything made. */
function plain(finding: Finding): Finding {
  const { path, span, line, column, endLine, endColumn, witness, waived } = finding
  const { rule, severity, confidence, fingerprint: own, subject, messageId, params, related, fixes, refused } = finding
  const { en, zh } = finding.message
  return {
    ...{ path, span, line, column, endLine, endColumn },
    ...{ rule, severity, confidence, fingerprint: own, subject, messageId, params, related },
    message: { en, zh },
    ...(witness && { witness }),
    fixes,
    ...(refused && refused.length > 0 && { refused }),
    ...(waived && { waived }),
  }
}
