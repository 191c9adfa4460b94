import type { Severity } from '../rules/rule.ts'
import type { FormatId } from '../tree/index.ts'

/** What a baseline says about one rule. */
export interface Control {
  /** `off` silences a rule that a parent baseline turned on. Absent: the rule's own severity. */
  readonly severity?: Severity | 'off'
  readonly options?: Readonly<Record<string, unknown>>
  readonly why?: string
  readonly refs?: readonly string[]
}

/** A check without code: what the effective value of a directive, option or key must be. */
export interface SettingControl {
  /** Own rule id, `setting/NAME` when absent. */
  readonly id?: string
  readonly format: FormatId
  readonly setting: string
  /** nginx: the scopes it is asked in. Default: wherever the directive may stand and a server is affected. */
  readonly where?: 'http' | 'server' | 'location'
  readonly equals?: string | number | readonly string[]
  readonly oneOf?: readonly (string | number)[]
  readonly minimum?: number
  readonly maximum?: number
  readonly absent?: boolean
  readonly matches?: string
  readonly severity: Severity
  readonly why: string
  readonly refs?: readonly string[]
}

/** A baseline after `extends` is resolved. Knows rule ids only as strings. */
export interface Baseline {
  readonly name: string
  readonly version: string
  readonly description: string
  /** The same in Chinese, where somebody wrote it. */
  readonly 'description-zh'?: string
  readonly extends: readonly string[]
  /** The report is to be evidence: it carries the digest of every file. */
  readonly evidence?: boolean
  readonly controls: Readonly<Record<string, Control>>
  readonly settings: readonly SettingControl[]
}
