import type { Baseline } from '../baseline/types.ts'
import type { FileStore } from '../files/index.ts'
import type { Model } from '../formats/format.ts'
import type { Lang, Localized, Params } from '../message/index.ts'
import type { HostModel } from '../rules/host/model.ts'
import type { Confidence, Fix, Place, Remedy, Severity, Step, Witness } from '../rules/rule.ts'
import type { Role, Target } from '../target/index.ts'
import type { Edit, SourceFile, Span } from '../text/index.ts'
import type { FormatId, Problem } from '../tree/index.ts'

/** A fix that cannot be, with the reason. */
export interface Refused {
  readonly fix: Fix
  readonly because: Localized
}

/** Hash of rule, path and subject; survives edits elsewhere in the file. */
export type Fingerprint = string

export interface Location {
  readonly path: string
  readonly span: Span
  readonly line: number
  readonly column: number
  readonly endLine: number
  readonly endColumn: number
}

export interface Waiver {
  readonly kind: 'inline' | 'file'
  readonly reason: string
  readonly owner?: string
  /** ISO date, the last day it holds. */
  readonly until?: string
  readonly at?: Location
}

export interface Finding extends Location {
  readonly rule: string
  readonly severity: Severity
  readonly confidence: Confidence
  readonly fingerprint: Fingerprint
  readonly subject: string
  readonly messageId: string
  readonly params: Params
  readonly message: Localized
  readonly related: readonly (Location & { readonly message: Localized })[]
  readonly witness?: Witness | undefined
  readonly fixes: readonly Fix[]
  /** What the best fix is, where that is known without making the fixes. */
  readonly remedy?: Remedy | undefined
  /** Fixes that cannot be written where their text would stand. */
  readonly refused?: readonly Refused[]
  readonly waived?: Waiver | undefined
}

export interface FileProblem extends Location {
  readonly code: string
  readonly message: Localized
  /** A daemon would only warn. */
  readonly warning: boolean
}

export interface ReportVerdict {
  readonly format: FormatId
  readonly root: string
  readonly loads: boolean | null
  readonly because: readonly (Fingerprint | string)[]
  readonly problems: readonly FileProblem[]
}

export interface ReportFile {
  readonly path: string
  readonly format: FormatId | 'unknown'
  readonly sha256?: string
  /** Read because the named files are judged in it: nothing is told of it. */
  readonly context?: true
}

export interface ReportWithin {
  readonly root: string
  /** The named files that it includes. */
  readonly files: readonly string[]
  /** Open findings in its other files. */
  readonly untold: number
}

export interface Report {
  readonly schema: 1
  readonly tool: { readonly name: 'confward'; readonly version: string }
  readonly baseline: { readonly name: string; readonly version: string }
  readonly target: Target
  readonly roles: readonly { readonly role: Role; readonly because: Localized }[]
  readonly files: readonly ReportFile[]
  /** Roots that were not named, but include what was: it is judged in them, and told alone. */
  readonly within?: readonly ReportWithin[]
  readonly verdicts: readonly ReportVerdict[]
  /** Sorted by severity, path, offset, rule. Waived ones included, with `waived` set. */
  readonly findings: readonly Finding[]
  readonly problems: readonly FileProblem[]
  readonly waivers: readonly Waiver[]
  /** What was checked: the rules of the baseline that apply to these files, with the severity they have here. */
  readonly controls: readonly { readonly rule: string; readonly severity: Severity }[]
  readonly stats: Readonly<Record<string, number>>
}

/** An accepted finding, as a value: one entry of `confward.waivers.yaml`. */
export interface WaiverEntry {
  readonly rule: string
  /** Absent: any path, any subject. */
  readonly path?: string
  readonly subject?: string
  readonly reason: string
  readonly owner?: string
  /** ISO date, the last day it holds; at most 180 days from `today`. */
  readonly until: string
  /** Where the entry stands, for findings about it. */
  readonly at?: Place
}

export interface AnalyzeInput {
  /** The files themselves, or a store that knows how to read them. */
  readonly files: Readonly<Record<string, string | Uint8Array>> | FileStore
  /** Files or directories to start from. Default: every root that can be recognised among `files`. */
  readonly roots?: readonly string[]
  readonly format?: FormatId
  readonly context?: readonly string[]
  readonly target?: Partial<Target>
  readonly roles?: readonly Role[]
  readonly baseline?: Baseline | string
  readonly peer?: string
  /** Path among `files` of the live values: what `sysctl -a` printed, or a folder such as /proc/sys. */
  readonly live?: string
  /** ISO date for expiries; none = nothing expires. The core has no clock. */
  readonly today?: string
  readonly waivers?: readonly WaiverEntry[]
  /** `fix` may use fixes that change what well-behaved clients get. */
  readonly unsafe?: boolean
  /** Milliseconds; given, `stats` holds the time of each phase and rule. */
  readonly clock?: () => number
  /** Hears what begins: `load`, `resolve`, then the id of each rule. For progress; it must not throw. */
  readonly begins?: (what: string) => void
  /** Give the SHA-256 of every file, as evidence of what was checked. Default: as the baseline says. */
  readonly hashes?: boolean
  readonly lang?: Lang
}

/** The models behind a report, for host rules, inspection, plans and maps. */
export interface Host {
  readonly models: readonly Model[]
  readonly target: Target
  readonly roles: readonly Role[]
}

export interface FixResult {
  readonly edits: readonly Edit[]
  /** Unified diff for `git apply` and `patch -p1`. */
  readonly diff: string
  /** The same in the bytes of each file's own encoding: what belongs into a patch file. */
  readonly patch: Uint8Array
  /** Files after the edits, by path. */
  readonly files: ReadonlyMap<string, string>
  readonly report: Report
  readonly applied: readonly {
    readonly finding: Fingerprint
    readonly fix: Fix
    readonly changes: readonly EffectiveChange[]
  }[]
  readonly rejected: readonly { readonly finding: Fingerprint; readonly fix: Fix; readonly because: Localized }[]
}

export interface EffectiveChange {
  readonly scope: string
  readonly setting: string
  readonly before: string | undefined
  readonly after: string | undefined
}

export type PlanStep = Step & { readonly resolves: readonly Fingerprint[] }

/** What a plan says of a finding that it leaves to a person. */
export type LeftFinding = Pick<
  Finding,
  'fingerprint' | 'rule' | 'severity' | 'path' | 'line' | 'column' | 'message'
> & {
  /** A fix that changes behaviour is offered, which only `input.unsafe` puts into a plan. */
  readonly unsafe?: true
}

export interface Plan {
  /** In an order that respects `needs`. */
  readonly steps: readonly PlanStep[]
  /** Findings that neither a fix nor a step resolves, with what a person must do. */
  readonly open: readonly Fingerprint[]
  /** The same findings, the heaviest first, where they stand before the plan. */
  readonly left: readonly LeftFinding[]
  /** For every file a step touches: its text before the plan and after it. */
  readonly files: readonly {
    readonly path: string
    readonly before: string | undefined
    readonly after: string | undefined
    /** How text and bytes correspond; utf8 when absent. */
    readonly encoding?: SourceFile['encoding']
    /** The file before the plan, as it was read: what is known of its secrets is known of this object. */
    readonly source?: SourceFile
  }[]
}

/** A report with what it was made from: for host rules, inspection, plans and maps. Not part of the public API. */
export interface Analysis {
  readonly report: Report
  /** With what is told of no named file, too: what fixes are proven by. */
  readonly whole: Report
  readonly host: Host
  readonly hosts: readonly HostModel[]
  readonly store: FileStore
  readonly roots: readonly Root[]
}

/** A file or directory tree a daemon would be started with. */
export interface Root {
  readonly path: string
  readonly format: FormatId
  /** Files that it is there for, where it was not named itself. */
  readonly named?: readonly string[]
}

export type { Place, Problem }
