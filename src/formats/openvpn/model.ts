import type { Unreadable } from '../../files/index.ts'
import type { SourceFile } from '../../text/index.ts'
import type { Directive, Problem, Setting, Word } from '../../tree/index.ts'
import type { Forest, Model } from '../format.ts'

/**
 * server: `server`, `server-bridge`, `server-ipv6` or `mode server`; client: pulls its options;
 * p2p: TLS with one peer, or no key at all; static: a shared `secret` without TLS.
 */
export type Role = 'client' | 'server' | 'p2p' | 'static'

/** One option as the daemon reads it: includes expanded, `setenv opt` unwrapped, aliases resolved. */
export interface OptionLine {
  readonly directive: Directive
  /** The name that decides: `data-ciphers` also when `ncp-ciphers` is written. */
  readonly name: string
  /** At most 15; empty for an inline block. */
  readonly params: readonly string[]
  /** The words behind `params`, for edits. */
  readonly words: readonly Word[]
  /** True when the value is the body of `<name> … </name>`. */
  readonly inline: boolean
  /** The `<connection>` block it stands in. */
  readonly connection?: Directive
  /** forgiven: the daemon warns and skips it; refused: the daemon stops here. */
  readonly effect: 'applies' | 'forgiven' | 'refused'
}

export type Transport = 'udp' | 'tcp-client' | 'tcp-server' | 'tcp'

/** One address the daemon may connect to, with what its `<connection>` block or the top level says. */
export interface Remote {
  readonly host: string
  /** An IPv4 or IPv6 address, not a name. */
  readonly numeric: boolean
  readonly port: string
  readonly transport: Transport
  /** 4 or 6 when the protocol says so. */
  readonly family?: 4 | 6
  readonly line: OptionLine
  readonly connection?: Directive
}

export interface Device {
  /** As written: `tun`, `tun0`, `tap-lan`. Empty when the file names none. */
  readonly name: Setting<string>
  /** A name that does not change between starts: the unit number or a chosen name is given. */
  readonly fixed: boolean
  readonly type: 'tun' | 'tap' | 'null' | 'unknown'
  readonly topology: Setting<'net30' | 'p2p' | 'subnet'>
}

export interface Ciphers {
  /** The list that is negotiated, defaults and versions considered, in order; upper case; `?` removed. */
  readonly negotiated: Setting<readonly string[]>
  /** Used with a peer that does not negotiate. */
  readonly fallback: Setting<string | undefined>
  /** What `cipher` says, whether or not it takes part. */
  readonly cipher: Setting<string | undefined>
  /** Every cipher that some peer can bring about. */
  readonly possible: readonly string[]
  /** Digest of `auth`, upper case. */
  readonly digest: Setting<string>
}

export interface Tls {
  /** Which side of the handshake; undefined in static key mode. */
  readonly side: 'client' | 'server' | undefined
  /** undefined = what the library allows. */
  readonly minimum: Setting<string | undefined>
  readonly maximum: Setting<string | undefined>
  /** Release that compat-mode imitates. */
  readonly compatible: Setting<string | undefined>
  /** Seconds; 0 = keys are never renewed. */
  readonly renegotiation: Setting<number>
}

/** What wraps the control channel. */
export interface Wrapping {
  readonly line: OptionLine
  readonly kind: 'tls-auth' | 'tls-crypt' | 'tls-crypt-v2' | 'secret'
  /** Direction in force: second parameter, or `key-direction`. */
  readonly direction: Setting<'0' | '1' | undefined>
}

/**
 * stub: one byte of framing without compressing; stub-v2: compatible with none on the wire;
 * none: no framing. `accepts` is what a push may switch on.
 */
export interface Compression {
  readonly framing: Setting<'none' | 'stub' | 'stub-v2' | 'lzo' | 'lz4' | 'lz4-v2' | 'migrate'>
  readonly accepts: Setting<'yes' | 'asym' | 'no' | 'stub-only'>
  readonly pushed: readonly PushedOption[]
}

/** One `push "…"`, read as the client will read it. */
export interface PushedOption {
  readonly line: OptionLine
  readonly text: string
  readonly name: string
  readonly params: readonly string[]
}

/** How a TLS peer is recognised. */
export interface Verification {
  /** Lines that check the peer's role or name; empty = any certificate of the CA will do. */
  readonly methods: readonly OptionLine[]
  readonly certificateUsage: Setting<'server' | 'client' | undefined>
  readonly name: Setting<string | undefined>
  readonly nameKind: 'subject' | 'name' | 'name-prefix' | undefined
  readonly fingerprints: readonly OptionLine[]
  /** Of a server: what it demands of clients. */
  readonly clientCertificate: Setting<'none' | 'optional' | 'require'>
}

export interface Privileges {
  readonly user: Setting<string | undefined>
  readonly group: Setting<string | undefined>
  readonly chroot: Setting<string | undefined>
  readonly persistKey: Setting<boolean>
  readonly persistTun: Setting<boolean>
}

export interface Scripts {
  /** 0–3. */
  readonly security: Setting<number>
  /** Script options in force. */
  readonly lines: readonly OptionLine[]
  readonly plugins: readonly OptionLine[]
}

export type RedirectFlag =
  | 'def1'
  | 'local'
  | 'autolocal'
  | 'bypass-dhcp'
  | 'bypass-dns'
  | 'block-local'
  | 'ipv6'
  | '!ipv4'

export interface Routing {
  /** redirect-gateway lines of its own; their flags add up. Empty list = split tunnel unless pushed. */
  readonly redirect: readonly OptionLine[]
  readonly flags: ReadonlySet<RedirectFlag>
  /** All IPv4 traffic goes into the tunnel by this file's own words. */
  readonly fullTunnel: boolean
  readonly routes: readonly OptionLine[]
  readonly routes6: readonly OptionLine[]
  readonly blockIpv6: boolean
  readonly noPull: boolean
  readonly pullFilters: readonly OptionLine[]
  /** The tunnel itself has IPv6 addresses by this file's own words. */
  readonly tunnelIpv6: boolean
}

export interface Dns {
  /** `dhcp-option DNS`, `dns server … address`, in order. */
  readonly servers: readonly { readonly address: string; readonly line: OptionLine }[]
  readonly persistRemoteIp: boolean
}

export interface Management {
  readonly line: OptionLine
  readonly address: string
  /** Port, or `unix`. */
  readonly port: string
  readonly passwordFile: string | undefined
}

/** The systemd unit that reads a file of this place, as the path shows. */
export interface Unit {
  readonly template: 'openvpn@' | 'openvpn-client@' | 'openvpn-server@'
  readonly instance: string
}

/** A file that an option names. */
export interface FileReference {
  readonly line: OptionLine
  readonly written: string
  /** Where it lies in the store. */
  readonly path: string
  readonly access: 'read' | 'write' | 'search' | 'enter' | 'execute' | 'load' | 'unchecked'
  /** A mode with group or other bits is a warning of the daemon, a finding of ours. */
  readonly secret: boolean
  /** The file, or why it is not there. Undefined: nobody looked (secret bodies are never read). */
  readonly found: SourceFile | Unreadable | undefined
}

/** What the server reads when one client connects: `client-config-dir/NAME`. */
export interface ClientFile {
  /** Name of the file: the common name of the certificate, or DEFAULT. */
  readonly commonName: string
  readonly file: SourceFile
  /** Every line that was read; those that the server skips are not `applies`. */
  readonly lines: readonly OptionLine[]
  /** What the server says about the lines it skips. */
  readonly problems: readonly Problem[]
  /** What this client is sent: the server's own pushes as far as the file leaves them, then those of the file. */
  readonly push: readonly PushedOption[]
}

export interface OpenvpnForest extends Forest {
  /** Files that options name, by path in the store: text for public material, existence for the rest. */
  readonly companions: ReadonlyMap<string, SourceFile | Unreadable>
  /** False when a missing file proves nothing. */
  readonly complete: boolean
}

/** What one OpenVPN daemon would do with a file. */
export interface OpenvpnModel extends Model {
  readonly format: 'openvpn'
  /** Everything the daemon would say while it reads, warnings included, in its order. */
  readonly problems: readonly Problem[]
  readonly role: Role
  /** Options come from the other end. */
  readonly pulls: boolean
  /** Everything that was read, in the order of the daemon. */
  readonly lines: readonly OptionLine[]
  /** Applied lines by name, in order. */
  readonly byName: ReadonlyMap<string, readonly OptionLine[]>
  readonly remotes: readonly Remote[]
  /** Protocol outside `<connection>` blocks. */
  readonly transport: Setting<Transport>
  readonly port: Setting<string>
  readonly device: Device
  readonly ciphers: Ciphers
  readonly tls: Tls
  readonly wrapping: readonly Wrapping[]
  readonly compression: Compression
  readonly verification: Verification
  readonly privileges: Privileges
  readonly scripts: Scripts
  readonly routing: Routing
  readonly dns: Dns
  readonly push: readonly PushedOption[]
  readonly management: Management | undefined
  readonly files: readonly FileReference[]
  /** Per-client files below client-config-dir, as far as they are given. */
  readonly clientFiles: readonly ClientFile[]
  readonly unit: Unit | undefined
}
