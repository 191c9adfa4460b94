import type { Directive, Setting } from '../../tree/index.ts'
import type { World } from './world.ts'

/** `proxy_pass`. The argument split at compile time, variables left in place. */
export interface ProxyServe {
  readonly kind: 'proxy'
  readonly directive: Directive
  /** `http`, `https`, or undefined when a variable decides. stream: undefined. */
  readonly scheme: 'http' | 'https' | undefined
  /** Host and port as written: `backend`, `127.0.0.1:8080`, `$host`, `unix:/run/app.sock`. */
  readonly authority: string
  /** What follows the authority (`/`, `/v2/`, `$request_uri`); undefined: the request's own URI is sent untouched. */
  readonly uri: string | undefined
  readonly hasVariables: boolean
  /** The upstream{} the authority names. */
  readonly upstream: Upstream | undefined
}

export interface GatewayServe {
  readonly kind: 'fastcgi' | 'uwsgi' | 'scgi' | 'grpc' | 'memcached'
  readonly directive: Directive
  /** Without scheme. */
  readonly authority: string
  /** `grpcs://`, `suwsgi://`. */
  readonly tls: boolean
  readonly hasVariables: boolean
  readonly upstream: Upstream | undefined
}

/** `return CODE [text]` that is no redirect. 444 closes the connection. */
export interface ReturnServe {
  readonly kind: 'return'
  readonly directive: Directive
  readonly code: number
  readonly text: string | undefined
}

/** `return 30x URL`, `return URL`, `rewrite … redirect|permanent`, `rewrite … http://…`. */
export interface RedirectServe {
  readonly kind: 'redirect'
  readonly directive: Directive
  readonly code: number
  /** As written, variables left in place. */
  readonly url: string
}

/** Files below `root` (or of `alias`, `index`, `autoindex`, `try_files`). */
export interface StaticServe {
  readonly kind: 'static'
  /** `root` in force; words empty when `alias` is written here. */
  readonly root: Setting<readonly string[]>
  readonly alias: Directive | undefined
  readonly tryFiles: Directive | undefined
}

/** A content handler without arguments that matter: its own name. */
export interface ModuleServe {
  readonly kind: 'module'
  readonly directive: Directive
  /** `stub_status`, `empty_gif`, `flv`, `mp4`, `perl`, `js_content`, `api`, `content_by_lua_block`, … */
  readonly name: string
}

/** An unconditional `rewrite ^ … last`: another location answers. */
export interface RewriteServe {
  readonly kind: 'rewrite'
  readonly directive: Directive
  readonly target: string
}

export type Serve = ProxyServe | GatewayServe | ReturnServe | RedirectServe | StaticServe | ModuleServe | RewriteServe

export interface Upstream {
  readonly world: World
  readonly name: string
  readonly directive: Directive
  readonly servers: readonly UpstreamServer[]
}

export interface UpstreamServer {
  readonly directive: Directive
  /** `10.0.0.1:8080`, `unix:/run/app.sock`, `app.internal`. */
  readonly address: string
  /** `weight` → `2`, `backup` → ``. */
  readonly options: ReadonlyMap<string, string>
}
