import type { Container, FileStore } from '../files/index.ts'
import type { NginxModel } from '../formats/nginx/model.ts'
import type { Peer } from '../formats/openvpn/peer.ts'
import type { Localized, Message, Params } from '../message/index.ts'
import type { Fix, Remedy } from '../remedies/fix.ts'
import type { Role } from '../target/index.ts'
import type { SourceFile, Span } from '../text/index.ts'
import type { Directive } from '../tree/index.ts'

export { type Ask, type Check, type Command, type Fix, type Remedy, remedyOf, type Step } from '../remedies/fix.ts'

export type Severity = 'critical' | 'high' | 'medium' | 'low' | 'info'
export type Confidence = 'high' | 'medium' | 'low'
export const severities: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'info']

/** A place in a file. A Directive is one. */
export interface Place {
  readonly file: SourceFile
  readonly span: Span
  /** Something is said to be written nowhere: the block that lacks it, or the whole configuration does. */
  readonly lacks?: Span | 'anywhere'
}

/** One request to a running daemon. */
export interface WitnessRequest {
  /** Socket to talk to, e.g. `127.0.0.1:80`, and whether it speaks TLS. */
  readonly listener: string
  readonly tls: boolean
  /** Name told in the TLS handshake, when it is not that of the Host header. */
  readonly serverName?: string
  readonly method: string
  /** Request target as sent, e.g. `/files../secret`. */
  readonly target: string
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body?: string
}

/** A request that shows the finding on a running daemon. */
export interface Witness extends WitnessRequest {
  /** Requests to send first, one after the other: they fill a cache or use up a limit. */
  readonly before?: readonly WitnessRequest[]
  /** What it provokes on the unfixed daemon. */
  readonly provokes: Provokes
}

/** All stated conditions hold together. */
export interface Provokes {
  readonly status?: number
  /** A response header whose value contains the text. */
  readonly header?: readonly [name: string, contains: string]
  /** A response header that has this value and nothing else. */
  readonly headerIs?: readonly [name: string, value: string]
  readonly absentHeader?: string
  /** A response header that comes more than once. */
  readonly repeatedHeader?: string
  readonly bodyContains?: string
  /** What the upstream receives: its request line or a header contains the text. */
  readonly upstreamSees?: string
  /** The upstream is not asked at all: the answer was there before. */
  readonly upstreamSilent?: true
  readonly summary: Localized
}

/** Another place that matters, and why. */
export interface Related {
  readonly at: Place
  readonly message: Localized
}

/** What a rule says about one cause. */
export interface Observation {
  /** The cause: where an edit would be made. */
  readonly at: Place
  /** Line-free name of what is concerned, unique per rule and file: `server api.example.com`. Part of the fingerprint. */
  readonly subject: string
  readonly message: Message
  /** The message's parameters, where making them costs more than the rest. */
  readonly params?: () => Params
  /** Overrides the rule's severity where the circumstances decide (public, private …). Baselines still win. */
  readonly severity?: Severity
  readonly confidence?: Confidence
  /** Other places that matter: what is affected, what overrides what. As a function where they are many. */
  readonly related?: readonly Related[] | (() => readonly Related[])
  /** As a function where finding it costs more than the rest; undefined when no request is sure to show it. */
  readonly witness?: Witness | (() => Witness | undefined)
  /** As a function where making them costs more than the rest: most reports look at few of them. */
  readonly fixes?: readonly Fix[] | (() => readonly Fix[])
  /** What `remedyOf(fixes)` is, where the rule knows it without making them: a summary asks for nothing else. */
  readonly remedy?: Remedy | (() => Remedy)
}

export type RuleFormat = 'nginx' | 'openvpn' | 'sysctl' | 'host'

/** What a rule may know beyond its own model. */
export interface RuleContext {
  /** What the host does, inferred from all its files or stated by the user. */
  readonly roles: readonly Role[]
  /** The file or option that shows each role. */
  readonly shown?: ReadonlyMap<Role, string>
  /** For other files of the host. `complete` says whether absence proves anything. */
  readonly store: FileStore
  /** ISO date. Absent: the caller states none, nothing expires. */
  readonly today?: string
  /** Networks that encrypted tunnels of this host are: `10.8.0.0/24`, `fd00::/64`. Not what lies behind their ends. */
  readonly tunnels?: readonly string[]
  /** The other end of the tunnels, when the user named it. */
  readonly peer?: Peer
  /** What a configuration is put into, as Compose files, Dockerfiles and manifests around it say. */
  readonly container?: (model: NginxModel) => Container | undefined
}

/** JSON Schema of a rule's options. Compiled to a standalone validator at build time. */
export type OptionsSchema = { readonly type: 'object'; readonly [key: string]: unknown }

/** One rule = one `.ts` (this, as default-free named export `rule`) and one `.md` of the same name. */
export interface Rule<M, O extends object = object> {
  /** `nginx/tls-protocols`, as in the file name. */
  readonly id: string
  readonly format: RuleFormat
  readonly title: Localized
  readonly severity: Severity
  readonly confidence: Confidence
  readonly tags: readonly string[]
  /** Rules whose findings at the same statement have the same cause and say more about it: theirs stands. */
  readonly yieldsTo?: readonly string[]
  /** By message id. Subject first, value quoted from the file, no final period, no "should". */
  readonly messages: Readonly<Record<string, Localized>>
  readonly schema?: OptionsSchema
  /** Lines of nginx that it tells are as wrong for servers of files that are not here. */
  readonly elsewhere?: true
  /** Values of the options when a baseline sets none. */
  readonly defaults: O
  check(model: M, options: O, context: RuleContext): Iterable<Observation>
}

/** A rule of any model, for registries. */
// biome-ignore lint/suspicious/noExplicitAny: the registry pairs each rule with its own model and options
export type AnyRule = Rule<any, any>

/** Keeps the types of model and options together with the rule. */
export const defineRule = <M, O extends object = Record<never, never>>(rule: Rule<M, O>): Rule<M, O> => rule

/** The statement; of a block only its head (`server`, `location /v1`), so that a report marks a line, not a page. */
export function placeOf(directive: Directive): Place {
  return { file: directive.file, span: directive.block ? headOf(directive) : directive.span }
}

const headOf = (directive: Directive): Span => directive.head ?? wordsOf(directive)

const wordsOf = ({ name, args }: Directive): Span => ({
  start: name.span.start,
  end: (args.at(-1) ?? name).span.end,
})
