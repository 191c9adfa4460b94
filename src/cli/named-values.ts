import type { Report } from '../engine/types.ts'
import type { EffectiveValue, Model } from '../formats/format.ts'
import type { NginxModel } from '../formats/nginx/model.ts'

/** Of a main file that is there for parts of it that were named: what holds in those, and at their sockets. */
export function ofNamed(
  model: Model,
  { files, within = [] }: Report,
): ((value: EffectiveValue) => boolean) | undefined {
  if (!within.some(({ root }) => root === model.root)) return undefined
  const others = new Set(files.filter(({ context }) => context).map(({ path }) => path))
  const { levels, listeners } = scopesOf(model as NginxModel, path => !others.has(path))
  return ({ scope, origin }) =>
    levels.has(scope) || listeners.has(scope) || (origin !== 'default' && !others.has(origin.file.path))
}

function scopesOf(model: NginxModel, isNamed: (path: string) => boolean) {
  const own = [...model.levels()].filter(({ directive }) => directive && isNamed(directive.file.path))
  const levels = new Set(own.map(({ subject }) => subject))
  const sockets = model.listeners.filter(({ servers }) => servers.some(({ subject }) => levels.has(subject)))
  return { levels, listeners: new Set(sockets.map(({ world, subject }) => `${world} socket ${subject}`)) }
}
