import type { Cause, Level, NginxModel } from '../../formats/nginx/model.ts'
import { directive } from '../../formats/nginx/tables/index.ts'
import { type Place, placeOf } from '../../rules/rule.ts'
import type { SettingControl } from '../types.ts'
import { decimal, type Held, topOf } from './held.ts'

/** The value of a directive wherever it is asked for: one cause for all levels that get it from the same line. */
export function heldByNginx(model: NginxModel, control: SettingControl): Held[] {
  const numberOf = numberFor(control.setting, model)
  return model.causes(control.setting, levels(model, control.where)).map(cause => held(model, cause, numberOf))
}

function levels(model: NginxModel, where: SettingControl['where']): Level[] {
  if (where === 'http') return model.http ? [model.http] : []
  if (where === 'server') return [...model.servers]
  if (where === 'location') return [...model.locations()]
  return [...model.servers, ...model.locations()]
}

function held(model: NginxModel, { setting, levels }: Cause, numberOf: Held['numberOf']): Held {
  const { origin, value } = setting
  const [first] = levels
  const places = levels.flatMap(level => (level.directive ? [name(level)] : []))
  const fallback = model.http?.directive ? name(model.http) : places[0]
  const written = origin === 'default' ? undefined : placeOf(origin)
  const at = written ?? fallback ?? topOf(model.forest.trees[model.forest.folder ? 1 : 0]!.file)
  const subject = origin === 'default' ? 'default' : (first?.subject ?? 'main')
  return { subject, words: value.length > 0 ? value : undefined, origin, at, affected: places, numberOf }
}

/** Only the line that opens the block: a finding on a whole server would hide it. */
function name(level: Level): Place {
  const opened = level.directive!
  return {
    file: opened.file,
    span: { start: opened.span.start, end: opened.args.at(-1)?.span.end ?? opened.name.span.end },
  }
}

const timeNames = /time|interval|expires|valid|age|delay/

function numberFor(setting: string, model: NginxModel): Held['numberOf'] {
  const kind = directive(setting, undefined, model.target)?.kind
  if (kind === 'time-s' || kind === 'time-ms') return seconds
  if (kind === 'size' || kind === 'offset' || kind === 'complex-size') return bytes
  return timeNames.test(setting) ? seconds : word => bytes(word)
}

const sizes: Readonly<Record<string, number>> = { '': 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3 }

function bytes(word: string): number | undefined {
  const [, digits, unit] = /^(\d+)([kmg]?)$/i.exec(word) ?? []
  return digits === undefined ? decimal(word) : Number(digits) * (sizes[(unit ?? '').toLowerCase()] as number)
}

const units: Readonly<Record<string, number>> = {
  '': 1,
  ms: 0.001,
  s: 1,
  m: 60,
  h: 3600,
  d: 86_400,
  w: 604_800,
  M: 2_592_000,
  y: 31_536_000,
}

function seconds(word: string): number | undefined {
  if (!/^(?:\d+(?:ms|[smhdwMy]|$))+$/.test(word)) return undefined
  let sum = 0
  for (const [, digits, unit] of word.matchAll(/(\d+)(ms|[smhdwMy])?/g))
    sum += Number(digits) * (units[unit ?? ''] as number)
  return sum
}
