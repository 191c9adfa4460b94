import type { Handler, NginxModel } from '../../formats/nginx/model.ts'
import type { Directive } from '../../tree/index.ts'
import { type Place, placeOf } from '../rule.ts'
import { placeOfLevel } from './affected.ts'
import { gather } from './gather.ts'
import { type UsedFormat, usedFormats } from './log-formats.ts'
import { silentLogs } from './silent-logs.ts'

/** What nginx writes where no format is named (ngx_http_log_module). */
const combined = ['remote_addr', 'remote_user', 'time_local', 'request', 'status', 'body_bytes_sent']
export const combinedVariables: readonly string[] = [...combined, 'http_referer', 'http_user_agent']

/** A format in use, the built-in one included, with the places that are logged in it. */
export interface LogUse {
  readonly name: string
  /** The `log_format`; of the built-in one the `access_log`, or http{} when nobody writes any. */
  readonly at: Place
  readonly subject: string
  readonly variables: readonly string[]
  readonly handlers: readonly Handler[]
  /** Of the built-in format: the `access_log` that writes with it, where there is one. */
  readonly line?: Directive | undefined
  /** The format as written; undefined: built in. */
  readonly format: UsedFormat | undefined
}

export function* logUses(model: NginxModel): Generator<LogUse> {
  for (const format of usedFormats(model)) {
    const { name, directive, variables, handlers } = format
    yield { name, at: placeOf(directive), subject: `log_format ${name}`, variables, handlers, format }
  }
  for (const [line, handlers] of combinedLines(model)) {
    const at = line ? placeOf(line) : defaultPlace(model, handlers)
    const subject = line ? `access_log ${line.args[0]?.value}` : 'default'
    if (at) yield { name: 'combined', at, subject, variables: combinedVariables, handlers, line, format: undefined }
  }
}

/** Lines that write in the built-in format, with the places they log; undefined: nobody wrote a line. */
function combinedLines(model: NginxModel): Map<Directive | undefined, Handler[]> {
  const lines = new Map<Directive | undefined, Handler[]>()
  for (const handler of model.servers.flatMap(server => model.handlers(server))) {
    const { entries } = model.list(handler.level, 'access_log')
    if (entries.length === 0) gather(lines, undefined, handler)
    for (const entry of entries) if (isCombined(entry) && !silentLogs(model).has(entry)) gather(lines, entry, handler)
  }
  return lines
}

function defaultPlace({ http }: NginxModel, [first]: readonly Handler[]): Place | undefined {
  return (http && placeOfLevel(http)) ?? (first && placeOfLevel(first.level))
}

/** `access_log PATH`, `access_log PATH buffer=32k`, `access_log PATH combined`. */
function isCombined({ args }: Directive): boolean {
  const [target, second] = args.map(({ value }) => value)
  if (target === 'off' || target === '/dev/null') return false
  return (
    second === undefined || second.toLowerCase() === 'combined' || (second.includes('=') && !second.startsWith('$'))
  )
}
