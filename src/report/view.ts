import type { Baseline } from '../baseline/types.ts'
import type { Plan, Report } from '../engine/types.ts'
import type { Model } from '../formats/format.ts'
import type { Lang, Localized } from '../message/index.ts'
import type { HostModel } from '../rules/host/model.ts'
import type { AnyRule, Severity } from '../rules/rule.ts'
import type { SourceFile } from '../text/index.ts'
import type { Comparison } from './comparison.ts'

/** What a renderer needs besides the report. */
export interface View {
  readonly lang: Lang
  /** Colours and links are wanted. */
  readonly color: boolean
  readonly columns: number
  /** Text shows every finding in full, however many a rule has. */
  readonly all?: boolean
  /** The files the report speaks about. */
  source(path: string): SourceFile | undefined
  /** The path behind symbolic links. */
  resolve?(path: string): string | undefined
  rule(id: string): AnyRule | undefined
  /** The page of a rule as Markdown. */
  page(id: string): string | undefined
  /** Address of the page of a rule, when there is one. */
  address(id: string): string | undefined
  /** Findings from here on fail the check; undefined: none does. */
  readonly failOn: Severity | undefined
  /** Names of the baselines the files pass. */
  passes?(): readonly string[]
  /** What the report was made from; absent where a format needs only the report. */
  readonly behind?: Behind
}

/** The models behind a report and what follows from them. */
export interface Behind {
  readonly hosts: readonly HostModel[]
  readonly models: readonly Model[]
  /** The ordered remediation; worked out when first asked for. Undefined: `unplanned` says why. */
  plan(): Plan | undefined
  /** Why there is no plan. */
  readonly unplanned?: Localized
  /** ISO date the report was made; undefined when nobody said. */
  readonly today: string | undefined
  readonly baseline?: Baseline
  /** Everything, where `--since` leaves only what is new. */
  readonly whole?: { readonly report: Report; plan(): Plan | undefined }
  readonly since?: Since
  /** Commands that somebody ran, with what came of them. */
  readonly results?: readonly CommandResult[]
}

/** The revision that the files are compared with. */
export interface Since {
  readonly revision: string
  /** Without secrets. */
  readonly before: Report
  readonly comparison: Comparison
  /** Files whose texts differ. */
  files(): readonly Changed[]
}

/** A file that differs from its earlier state; undefined: it was not there, or is not any more. */
export interface Changed {
  readonly path: string
  readonly before: SourceFile | undefined
  readonly after: SourceFile | undefined
}

/** One command of a file of results. */
export interface CommandResult {
  readonly command: string | readonly string[]
  readonly exit: number
  readonly output?: string
  /** When it was run, as the file says. */
  readonly at?: string
}

export const say = (view: Pick<View, 'lang'>, text: Localized): string => text[view.lang]
