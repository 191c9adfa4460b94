import type { NginxModel, Server, ServerName } from '../formats/nginx/model.ts'
import { matchRegex } from '../formats/nginx/regex/index.ts'
import { valueNow } from '../rules/nginx/condition-outcome.ts'

/** A request without headers of its own, and the server that got it. */
export interface Start {
  readonly method: string
  readonly url: URL
  /** Decoded and without dots, as the daemon keeps it. */
  readonly uri: string
  readonly server: Server
  /** The name by which the server was chosen. */
  readonly name: ServerName | undefined
}

/** Characters that one statement makes. */
const longest = 16_384

/** What variables hold while the statements of servers and locations run. Undefined: more than the address decides. */
export class RequestVariables {
  uri: string
  private args: string
  private groups: Readonly<Record<string, string>> = {}
  private readonly start: Start
  private readonly model: NginxModel
  private readonly own = new Map<string, string | undefined>()

  constructor(model: NginxModel, start: Start) {
    this.model = model
    this.start = start
    this.uri = start.uri
    this.args = start.url.search.slice(1)
    const { name, url } = start
    const groups = name?.kind === 'regex' && matchRegex(name.value.slice(1), url.hostname, /[A-Z]/.test(name.value))
    if (groups) this.learn(groups)
  }

  /** @param name with `$` */
  set(name: string, value: string | undefined): void {
    this.own.set(name.replace(/^\$/, '').toLowerCase(), value)
  }

  /** The groups of a pattern that was found: those with names stay, the numbers until the next one is found. */
  learn(groups: Readonly<Record<string, string>>): void {
    this.groups = groups
    for (const [name, value] of Object.entries(groups)) if (!/^\d/.test(name)) this.set(name, value)
  }

  value(name: string): string | undefined {
    if (/^[1-9]$/.test(name)) return this.groups[name] ?? ''
    if (this.own.has(name)) return this.own.get(name)
    return this.ofRequest(name) ?? (this.written(name) ? '' : valueNow(this.model, name, this.assumed()))
  }

  /** Somebody sets it, later or elsewhere. */
  private written(name: string): boolean {
    return this.model.statements('set').some(({ entry }) => entry.args[0]?.value.toLowerCase() === `$${name}`)
  }

  private ofRequest(name: string): string | undefined {
    if (name.startsWith('arg_')) return this.argument(name.slice('arg_'.length))
    return this.known().find(([key]) => key === name)?.[1]
  }

  private known(): readonly (readonly [string, string])[] {
    const { method, url, server } = this.start
    const [first] = server.names
    return [
      ...(['uri', 'document_uri'] as const).map(name => [name, this.uri] as const),
      ...(['args', 'query_string'] as const).map(name => [name, this.args] as const),
      ['is_args', this.args === '' ? '' : '?'],
      ['request_uri', url.pathname + url.search],
      ['request_method', method],
      ['scheme', url.protocol.slice(0, -1)],
      ['https', url.protocol === 'https:' ? 'on' : ''],
      ['host', url.hostname],
      ['http_host', url.host],
      ['server_port', url.port || (url.protocol === 'https:' ? '443' : '80')],
      ...(first?.kind === 'exact' ? [['server_name', first.value] as const] : []),
    ]
  }

  private assumed(): ReadonlyMap<string, string> {
    const set = [...this.own].filter((pair): pair is [string, string] => pair[1] !== undefined)
    return new Map([...this.known(), ...set])
  }

  private argument(name: string): string {
    const pairs = this.args.split('&').map(pair => pair.split('='))
    const [, ...value] = pairs.find(([key, ...rest]) => key?.toLowerCase() === name && rest.length > 0) ?? []
    return value.join('=')
  }

  /** Undefined too where the text grows longer than the daemon takes. */
  expand(text: string): string | undefined {
    let known = text.length <= longest
    let length = 0
    if (!known) return undefined
    const made = text.replace(/\$(?:\{(\w+)\}|(\w+))/g, (_, braced?: string, bare?: string) => {
      const word = braced ?? bare ?? ''
      const name = /^[1-9]/.test(word) ? (word[0] as string) : word.toLowerCase()
      const value = this.value(name)
      length += value?.length ?? 0
      if (value === undefined || length > longest) known = false
      if (!known) return ''
      return (value ?? '') + (name.length < word.length ? word.slice(1) : '')
    })
    return known ? made : undefined
  }

  /** Puts the replacement of a `rewrite` in the place of path and query. The path; undefined where it is not known. */
  replaced(replacement: string): string | undefined {
    const drops = replacement.endsWith('?')
    const text = drops ? replacement.slice(0, -1) : replacement
    const at = text.indexOf('?')
    const uri = this.expand(at === -1 ? text : text.slice(0, at))
    const query = at === -1 ? undefined : this.expand(text.slice(at + 1))
    if (uri === undefined) return undefined
    if (at !== -1) this.args = [query ?? '', ...(drops || this.args === '' ? [] : [this.args])].join('&')
    else if (drops) this.args = ''
    if (uri !== '') this.uri = uri
    return uri
  }
}
