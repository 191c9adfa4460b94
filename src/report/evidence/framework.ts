import type { Localized } from '../../message/index.ts'

/** A standard or law whose clauses the rules speak to. */
export interface Framework {
  readonly id: string
  readonly name: Localized
  readonly evidence: 'source' | 'secondary' | 'unverified'
  /** What the evidence rests on. */
  readonly basis: Localized
  /** What references of a baseline to it begin with. */
  readonly prefix?: string
}

/** Which rules speak to which clauses. */
export interface ComplianceMap {
  /** ISO date of the facts. */
  readonly asOf: string
  readonly frameworks: readonly Framework[]
  readonly themes: readonly {
    readonly id: string
    readonly title: Localized
    /** Rule ids; `sysctl/*` is every rule of the format. */
    readonly rules: readonly string[]
    /** Clauses by framework. Suffix ` D`: derived, ` U`: unverified. */
    readonly controls: Readonly<Record<string, readonly string[] | undefined>>
  }[]
}
