import type { Directive, Setting, Word } from '../../tree/index.ts'
import type { Model } from '../format.ts'
import type { LoadVerdict } from './loads/index.ts'
import type { Serve, Upstream } from './serve.ts'
import type { World } from './world.ts'

export type { World } from './world.ts'

/** Contexts by the names the directive catalogue uses. */
export type Context =
  | 'main'
  | 'events'
  | 'http'
  | 'server'
  | 'location'
  | 'if-in-server'
  | 'if-in-location'
  | 'limit_except'
  | 'upstream'
  | 'stream'
  | 'stream-server'
  | 'stream-upstream'
  | 'mail'
  | 'mail-server'

/**
 * One context instance: a block together with everything that `include` puts into it. A file included in two
 * places makes two levels which hold the same Directive objects, so an origin is the same object for both.
 */
export interface Level {
  readonly context: Context
  /** Undefined for main and events. */
  readonly world: World | undefined
  /** The block's directive; undefined for main and for contexts a fragment was put into. */
  readonly directive: Directive | undefined
  readonly parent: Level | undefined
  /** Line-free path for messages and fingerprints: `server api.example.com / location /v1 / if ($a)`. */
  readonly subject: string
  /** Statements directly here, includes expanded (the `include` itself left out), in the order the daemon reads them. */
  readonly own: readonly Directive[]
  /** Levels directly below, in order: servers of http{}, locations and ifs of a server, upstreams … */
  readonly children: readonly Level[]
  /** Own statements of that name, in order. */
  written(name: string): readonly Directive[]
  /** Does a statement of that name stand here? */
  writes(name: string): boolean
  /** The last of its statements that has one of the names. */
  lastOf(names: ReadonlySet<string>): Directive | undefined
}

export interface ServerName {
  /**
   * `dot` = `.example.com` (name and subdomains), `wildcard-start` = `*.example.com`, `wildcard-end` = `example.*`,
   * `empty` = `""` (requests without Host), `catch-all` = `_` and the like: by convention matches no real name.
   */
  readonly kind: 'exact' | 'dot' | 'wildcard-start' | 'wildcard-end' | 'regex' | 'empty' | 'catch-all'
  /** As nginx keeps it: in lower case; a regex as written, `~` included. */
  readonly value: string
  readonly directive: Directive
  readonly word: Word
}

export type Family = 'ipv4' | 'ipv6' | 'unix' | 'name'

/** Who can connect: by the address alone. A wildcard or a host name counts as public. */
export type Reach = 'public' | 'private' | 'loopback' | 'unix'

/** One address of one `listen`, or the implicit `*:80` of a server without any. */
export interface Listen {
  readonly server: Server
  /** Undefined: nobody wrote it, `*:80` is implied. */
  readonly directive: Directive | undefined
  /** `*`, `127.0.0.1`, `[::]`, `[::1]`, `unix:/run/x.sock`, `localhost`. */
  readonly address: string
  /** 0 for unix sockets. */
  readonly port: number
  /** The whole socket as it is written where somebody still fills its port in: `port` is the usual one then. */
  readonly open: string | undefined
  readonly family: Family
  readonly transport: 'tcp' | 'udp'
  readonly ssl: boolean
  readonly quic: boolean
  /** The `http2` parameter (`listen … http2`). */
  readonly http2: boolean
  readonly proxyProtocol: boolean
  /** `default_server` or `default` is written. */
  readonly default: boolean
  /** Every parameter: `backlog` → `511`, `reuseport` → ``. */
  readonly options: ReadonlyMap<string, string>
}

/** A socket: all `listen`s of one world with the same address, port and transport. */
export interface Listener {
  readonly world: World
  /** `*`, `127.0.0.1`, `[::1]`, `unix:/path`. */
  readonly address: string
  readonly port: number
  readonly family: Family
  readonly transport: 'tcp' | 'udp'
  /** `*:443`, `[::]:443`, `unix:/run/x.sock`, `*:443/udp`: for messages and fingerprints. */
  readonly subject: string
  /** Any `listen` of the socket says `ssl` (then all servers on it speak TLS), or `quic`; or `ssl on` of the default server (until 1.25.0). */
  readonly tls: boolean
  readonly quic: boolean
  /** By `listen … http2` of any server here, or (from 1.25.1) `http2 on` of the default server. */
  readonly http2: boolean
  readonly proxyProtocol: boolean
  readonly reach: Reach
  /** True when IPv4 clients are accepted too: an IPv6 wildcard with `ipv6only=off`. */
  readonly dual: boolean
  readonly defaultServer: Server
  /** The `listen` that says `default_server`; undefined when the first server in reading order is it by chance. */
  readonly explicitDefault: Listen | undefined
  /** In reading order, each once. */
  readonly servers: readonly Server[]
  readonly listens: readonly Listen[]
}

export interface Server extends Level {
  readonly context: 'server' | 'stream-server' | 'mail-server'
  readonly world: World
  /** `api.example.com`: the first name, else the first socket (`*:80`). Also in `subject`, with a number when not unique. */
  readonly title: string
  /** None written: one name of kind `empty` is implied by the daemon; here the list is empty. */
  readonly names: readonly ServerName[]
  readonly listens: readonly Listen[]
  readonly listeners: readonly Listener[]
  /** Locations directly in the server, in order. http only. */
  readonly locations: readonly Location[]
  /**
   * http: what answers before any location is chosen (an unconditional `return` or `rewrite … redirect`); undefined
   * when locations decide. stream and mail: what the connection is handed to.
   */
  readonly serve: Serve | undefined
}

export interface Location extends Level {
  readonly context: 'location'
  readonly server: Server
  readonly match: LocationMatch
  readonly nested: readonly Location[]
  /** What answers a request that no `if` of the location takes over. */
  readonly serve: Serve
  /** `internal;` here, or a named location: only reached from inside. */
  readonly internal: boolean
}

export interface LocationMatch {
  /** `noregex` is `^~`, `iregex` is `~*`. */
  readonly kind: 'prefix' | 'noregex' | 'exact' | 'regex' | 'iregex' | 'named'
  /** Without modifier: `/v1`, `\.php$`, `@app`. */
  readonly pattern: string
}

/** map{}, geo{}, split_clients{}: a variable whose value comes from a table. */
export interface Table {
  readonly kind: 'map' | 'geo' | 'split_clients'
  readonly world: World
  readonly directive: Directive
  /** With `$`: what is looked up. geo without a source uses `$remote_addr`. */
  readonly source: string
  /** Without `$`: the variable that is made. */
  readonly variable: string
  /** The entries (name = key, first argument = value), includes expanded. */
  readonly entries: readonly Directive[]
}

/** All entries of a list directive that are in force at a level. */
export interface Entries {
  readonly entries: readonly Directive[]
  /** Where they are written; undefined when nobody wrote any. */
  readonly at: Level | undefined
  /** Entries of outer levels which the nearer ones replace. */
  readonly shadowed: readonly Directive[]
  /** The entries of the level stand beside those around it (`add_header_inherit merge`). */
  readonly goesOn?: true
}

/** One cause with everything it decides: the same setting from the same origin. */
export interface Cause {
  readonly setting: Setting<readonly string[]>
  readonly levels: readonly Level[]
}

/** Which server's value a client of a socket gets. */
export interface SocketSetting extends Setting<readonly string[]> {
  /** The server whose level decides: the default server for settings bound to the socket. */
  readonly decidedBy: Server
}

export interface ServerMatch {
  readonly server: Server
  /** The name that matched; undefined when the default server takes what nobody else claims. */
  readonly name: ServerName | undefined
}

export interface LocationChoice {
  /** Undefined: no location matches, the server's own level answers. */
  readonly location: Location | undefined
  /** Groups of the regex that chose it: `1`, `2`, and names. */
  readonly captures: Readonly<Record<string, string>>
  /** A regex on the way that our engine cannot run (PCRE-only syntax): the answer is a guess. */
  readonly uncertain: Location | undefined
  /** It answers 301 with the path and a slash behind it. */
  readonly redirects?: true
}

/** The answer of allow/deny and authentication for a client that no rule names and that has no credentials. */
export interface Access {
  /** allow and deny in force, in order. */
  readonly rules: Entries
  readonly satisfy: 'all' | 'any'
  /** auth_basic, auth_request, auth_jwt … that are in force (switched on, complete). */
  readonly authentication: readonly Directive[]
  /** The rewrite phase answers first (`return`, redirect): neither rules nor authentication ever run. */
  readonly skipped: boolean
  /** Is a stranger let through? Per address family of the client. */
  readonly open: { readonly ipv4: boolean; readonly ipv6: boolean }
}

/** Somewhere a request can end: a server, location or `if`, and what answers there. */
export interface Handler {
  readonly level: Level
  readonly server: Server
  readonly serve: Serve
}

/** A statement and a level it stands in. */
export interface Statement {
  readonly level: Level
  readonly entry: Directive
}

export interface NginxModel extends Model {
  readonly format: 'nginx'
  readonly verdict: LoadVerdict
  readonly choices: readonly NginxModel[]
  readonly main: Level
  readonly http: Level | undefined
  readonly stream: Level | undefined
  readonly mail: Level | undefined
  /** http servers, in reading order. */
  readonly servers: readonly Server[]
  readonly streamServers: readonly Server[]
  readonly mailServers: readonly Server[]
  /** Every socket of every world. */
  readonly listeners: readonly Listener[]
  readonly upstreams: readonly Upstream[]
  readonly tables: readonly Table[]
  /** Contexts that were inferred or stated because the root is a fragment; empty for a whole configuration. */
  readonly fragment: readonly Context[]

  /** Every level, parents before children. `world` or `context` narrow it. */
  levels(only?: { readonly world?: World; readonly context?: Context }): Iterable<Level>
  /** All locations of all http servers, nested ones too. */
  locations(server?: Server): Iterable<Location>

  /** Levels that write at least one such statement themselves, parents before children. */
  writers(name: string): readonly Level[]
  /** Every such statement; one of a file that is included in several places once for each. */
  statements(name: string): readonly Statement[]
  /**
   * The words in force: of the nearest level that writes the directive (lines of one level add up for bit masks such as
   * `ssl_protocols`), else the target version's default with origin `default`; no words when there is neither.
   */
  setting(level: Level, name: string): Setting<readonly string[]>
  /** The words of `setting`, joined by one blank. */
  text(level: Level, name: string): string
  /** A flag: `on` in any case. */
  on(level: Level, name: string): boolean
  /** Entries of a list directive: a level that writes one drops every inherited one. `allow` and `deny` are one list. */
  list(level: Level, name: string): Entries
  /** `ssl_*` of a server as clients of that socket get it: SNI server or default server, by name and version. */
  tls(listener: Listener, server: Server, name: string): SocketSetting
  /** Levels at and below `level` that get `name` from `level` (no nearer level writes it). */
  inheritors(level: Level, name: string): readonly Level[]
  /** Groups levels (default: all http servers) by the origin of their setting, in reading order: one finding per cause. */
  causes(name: string, levels?: Iterable<Level>): readonly Cause[]

  access(level: Level): Access
  /** Every place of the server where a request can end, `if` branches included. */
  handlers(server: Server): readonly Handler[]
  /** As the daemon: exact, longest `*.x`, longest `x.*`, first regex, default server. Port and final dot are ignored. */
  matchServer(listener: Listener, host: string): ServerMatch
  /**
   * As the daemon, for a request path as sent (decoded and normalised here; query ignored). In clear text the default
   * server of the socket comes first: by its `merge_slashes` the path is read.
   */
  matchLocation(server: Server, path: string, first?: Server): LocationChoice
}
