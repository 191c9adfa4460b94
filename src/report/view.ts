import type { Plan } from '../engine/types.ts'
import type { Model } from '../formats/format.ts'
import type { Lang, Localized } from '../message/index.ts'
import type { HostModel } from '../rules/host/model.ts'
import type { AnyRule, Severity } from '../rules/rule.ts'
import type { SourceFile } from '../text/index.ts'

/** What a renderer needs besides the report. */
export interface View {
  readonly lang: Lang
  /** Colours and links are wanted. */
  readonly color: boolean
  readonly columns: number
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
  /** The ordered remediation; worked out when first asked for. */
  plan(): Plan
  /** ISO date the report was made; undefined when nobody said. */
  readonly today: string | undefined
}

export const say = (view: Pick<View, 'lang'>, text: Localized): string => text[view.lang]
