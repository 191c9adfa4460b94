import type { Finding, Fingerprint, Waiver } from '../engine/types.ts'
import type { Localized, Params } from '../message/index.ts'
import type { Confidence, Fix, Remedy, Severity, Witness } from '../rules/rule.ts'
import type { Span } from '../text/index.ts'
import type { KnownSecrets } from './known-secrets.ts'
import { redactText } from './redact.ts'

/** A text without secrets: those that show by their form, and the `known` ones of the file it speaks about. */
export const cleanText = (text: string, known: KnownSecrets): string => known.hide(redactText(text))

/** A text whose languages are cleaned when they are read. */
export class CleanText implements Localized {
  readonly #text: Localized
  readonly #known: KnownSecrets

  constructor(text: Localized, known: KnownSecrets) {
    this.#text = text
    this.#known = known
  }

  get en(): string {
    return cleanText(this.#text.en, this.#known)
  }

  get zh(): string {
    return cleanText(this.#text.zh, this.#known)
  }
}

/** The secrets of a file, by its path. */
export type KnownIn = (path: string) => KnownSecrets

/**
 * A finding whose texts are cleaned when they are read. Edits stay as they are, since they must apply: a fix that would
 * write a secret once more is not told.
 */
export class CleanFinding implements Finding {
  readonly #finding: Finding
  readonly #knownIn: KnownIn

  constructor(finding: Finding, knownIn: KnownIn) {
    this.#finding = finding
    this.#knownIn = knownIn
  }

  get #known(): KnownSecrets {
    return this.#knownIn(this.#finding.path)
  }

  get message(): Localized {
    return new CleanText(this.#finding.message, this.#known)
  }

  get subject(): string {
    return cleanText(this.#finding.subject, this.#known)
  }

  get related(): Finding['related'] {
    return this.#finding.related.map(each => ({ ...each, message: new CleanText(each.message, this.#known) }))
  }

  get fixes(): readonly Fix[] {
    return this.#finding.fixes
      .filter(fix => !fix.edits.some(({ path, text }) => cleanText(text, this.#knownIn(path)) !== text))
      .map(fix => ({ ...fix, title: new CleanText(fix.title, this.#known) }))
  }

  get remedy(): Remedy | undefined {
    return this.#finding.remedy
  }

  get rule(): string {
    return this.#finding.rule
  }

  get severity(): Severity {
    return this.#finding.severity
  }

  get confidence(): Confidence {
    return this.#finding.confidence
  }

  get fingerprint(): Fingerprint {
    return this.#finding.fingerprint
  }

  get messageId(): string {
    return this.#finding.messageId
  }

  get params(): Params {
    return this.#finding.params
  }

  get path(): string {
    return this.#finding.path
  }

  get span(): Span {
    return this.#finding.span
  }

  get line(): number {
    return this.#finding.line
  }

  get column(): number {
    return this.#finding.column
  }

  get endLine(): number {
    return this.#finding.endLine
  }

  get endColumn(): number {
    return this.#finding.endColumn
  }

  get witness(): Witness | undefined {
    return this.#finding.witness
  }

  get waived(): Waiver | undefined {
    return this.#finding.waived
  }
}
