import type { Level, Location, NginxModel } from '../../formats/nginx/model.ts'
import type { Directive } from '../../tree/index.ts'
import { asLocation } from './statements.ts'

/** `internal` is written: what a client asks for never ends there. A fallback such as `@app` answers clients. */
export function isHidden(level: Level): boolean {
  const location = asLocation(level)
  return location !== undefined && location.internal && location.match.kind !== 'named'
}

export const asNamed = (level: Level): Location | undefined => {
  const location = asLocation(level)
  return location?.match.kind === 'named' ? location : undefined
}

/** Places whose `try_files` or `error_page` hands requests to the named location, once their access rules let them in. */
export function leadersTo(model: NginxModel, { server, match: { pattern } }: Location): Level[] {
  const name = `@${pattern.replace(/^@/, '')}`
  const names = ({ args }: Directive): boolean => args.at(-1)?.value === name
  return model
    .handlers(server)
    .map(({ level }) => level)
    .filter(level => level.written('try_files').some(names) || model.list(level, 'error_page').entries.some(names))
}
