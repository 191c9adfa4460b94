import type { SourceFile } from '../../text/index.ts'
import type { Directive, Setting, Tree } from '../../tree/index.ts'
import type { Forest, Model, Verdict } from '../format.ts'

/** Who writes the values: systemd-sysctl at boot, or procps (`sysctl --system`). */
export type Applier = 'systemd' | 'procps'
export const appliers: readonly Applier[] = ['systemd', 'procps']

/** What one applier makes of a statement. Keys are as `sysctl -a` prints them: `net.ipv4.conf.eth0/100.rp_filter`. */
export type Reading =
  | { readonly kind: 'assign'; readonly key: string; readonly value: string; readonly ignore: boolean }
  | { readonly kind: 'exclude'; readonly key: string }
  /** Not an assignment, or the key can name nothing below /proc/sys. `key` is what was looked for. */
  | { readonly kind: 'lost'; readonly because: LostBecause; readonly key?: string; readonly ignore?: boolean }

/** `form`: no `=`. `path`: the spelling leads outside or nowhere. `broken-line`: the line ends differ. */
export type LostBecause = 'form' | 'path' | 'broken-line'

/** One line that is neither blank nor comment. */
export interface Statement {
  readonly directive: Directive
  readonly systemd: Reading
  readonly procps: Reading
}

export type MaskKind = 'empty' | 'null-device' | 'dangling' | 'directory' | 'file'

/** A file that could matter, in or out of the reading order. */
export interface Candidate {
  /** Path on the host: `/etc/sysctl.d/99-x.conf`. */
  readonly hostPath: string
  readonly name: string
  /** Behind links; the place to edit. Undefined for the null device, directories and dangling links. */
  readonly file: SourceFile | undefined
  /** Set when the path is a symbolic link, its target as a path on the host. */
  readonly link?: string
  /** A directory called `*.conf`: masks like a file. */
  readonly directory?: boolean
  /** Ships with a package: not the admin's to edit. */
  readonly vendor: boolean
  readonly statements: readonly Statement[]
}

export interface Masked {
  readonly candidate: Candidate
  readonly by: Candidate
  readonly how: MaskKind
}

export type NeverReadBecause = 'suffix' | 'hidden' | 'subdirectory' | 'no-link' | 'elsewhere'

export interface NeverRead {
  readonly candidate: Candidate
  readonly because: NeverReadBecause
  /** The appliers that skip it. */
  readonly by: readonly Applier[]
}

/** Why a line has no effect on a key. */
export type LoserBecause = 'later-line' | 'later-file' | 'explicit' | 'excluded' | 'refused' | 'side-effect'

export interface Loser {
  readonly statement: Statement
  readonly because: LoserBecause
  readonly by?: Statement
}

/** certain · interface: if it exists · module: if it is loaded · assumed: the default of an unstated kernel. */
export type Certainty = 'certain' | 'interface' | 'module' | 'assumed'

/** What a key holds when the applier is done. `origin: 'default'`: nobody sets it and the kernel's default is known. */
export interface Effective extends Setting<string> {
  readonly key: string
  /** As written in the file; `value` is as the kernel stores it. */
  readonly written: string
  readonly statement: Statement | undefined
  readonly losers: readonly Loser[]
  readonly certainty: Certainty
  /** A pattern such as `net.ipv4.conf.*.rp_filter` set it. */
  readonly glob?: boolean
  /** Another key set it: ip_forward copies itself to every interface. */
  readonly because?: string
}

/** One write that an applier does, in its order. `key` may hold `*` for the interfaces that nobody names. */
export interface Write {
  readonly key: string
  readonly value: string
  readonly ignore: boolean
  readonly statement: Statement
  readonly glob: boolean
}

/** Everything one applier does with the files. */
export interface Outcome {
  readonly applier: Applier
  /** Files in reading order; a file may stand twice. */
  readonly files: readonly Candidate[]
  readonly writes: readonly Write[]
  readonly values: ReadonlyMap<string, Effective>
  readonly losers: readonly Loser[]
  readonly verdict: Verdict
}

export type Family = 'ipv4' | 'ipv6'

/** What holds on an interface after the kernel combined `conf.all` and `conf.<interface>`. */
export interface InForce {
  readonly value: number
  /** The settings that decide it: `all` and the interface, or one of them. */
  readonly from: readonly Effective[]
  /** False when `conf.all` is neither read nor copied for this attribute. */
  readonly allCounts: boolean
}

/** Live values: `sysctl -a` output or a copy of /proc/sys. */
export interface Snapshot {
  readonly path: string
  readonly values: ReadonlyMap<string, string>
  /** Keys that could not be read. */
  readonly denied: ReadonlySet<string>
}

/** Other programs on this host that write sysctl keys, and what they stand on. */
export interface HostEvidence {
  readonly ufw?: { readonly enabled: boolean; readonly tree?: Tree; readonly statements: readonly Statement[] }
  /** `networkd`, `docker`, `libvirt`, `kubelet`, `tuned`, `wireguard`, `openvpn` → the file that shows it. */
  readonly setters: ReadonlyMap<string, SourceFile>
  /** A file that takes IPv6 addresses from router advertisements, for one interface or any. */
  readonly slaac?: { readonly file: SourceFile; readonly interface?: string }
  /** A file with routing rules besides the main table. */
  readonly policyRouting?: SourceFile
  /** Modules loaded by name at boot (modules-load.d, /etc/modules). */
  readonly modules: ReadonlySet<string>
}

export interface SysctlForest extends Forest {
  readonly scope: Scope
  /** Directory that stands for `/`; undefined for a single file. */
  readonly hostRoot: string | undefined
  /** True when the store holds the whole host: then a key in no file is a key nobody sets. */
  readonly complete: boolean
  readonly candidates: readonly Candidate[]
  readonly evidence: HostEvidence
  readonly snapshot: Snapshot | undefined
}

/** host: a tree with /etc/sysctl.d … · directory: one sysctl.d folder · file: one file, taken as all there is. */
export type Scope = 'host' | 'directory' | 'file'

export interface SysctlModel extends Model {
  readonly format: 'sysctl'
  readonly forest: SysctlForest
  readonly scope: Scope
  readonly complete: boolean
  /** Who counts: systemd at boot, unless the distribution has no systemd. */
  readonly applier: Applier
  readonly outcomes: Readonly<Record<Applier, Outcome>>
  /** Every statement of every file that some applier reads, each once. */
  readonly statements: readonly Statement[]
  readonly masked: readonly Masked[]
  readonly neverRead: readonly NeverRead[]
  /** Interface names that files or snapshot mention, without all and default. */
  readonly interfaces: readonly string[]
  /** `all`, `default`, the interfaces, the patterns of lines, and `*` for interfaces that no line names. */
  readonly names: readonly string[]
  readonly evidence: HostEvidence
  readonly snapshot: Snapshot | undefined
  /** What was taken for granted, for the report. */
  readonly assumed: readonly string[]
  /**
   * The effective value of a key in any spelling (`net.ipv4.ip_forward`, `net/ipv4/…`).
   * Undefined when nobody sets it and the kernel's default is not known.
   */
  value(key: string, applier?: Applier): Effective | undefined
  /** Attribute of an interface in force; `*` stands for every interface that no line names. Undefined when unknown. */
  inForce(family: Family, attribute: string, name: string): InForce | undefined
}

export type { Directive }
