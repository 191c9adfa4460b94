import type { NginxModel } from '../formats/nginx/model.ts'
import { withoutUnwritten } from '../formats/nginx/typical-server.ts'
import type { Params } from '../message/index.ts'
import type { Fix, Observation, Place, RuleContext } from '../rules/rule.ts'
import { type ActiveRule, relatedOf } from './seen.ts'

interface Asked {
  /** The configuration with such servers. */
  readonly host: NginxModel
  readonly context: RuleContext
  readonly told: readonly Observation[]
}

/**
 * What a rule says of written lines once servers that are not among the files go by them, beside what it `told` of the
 * files as they are. No request shows it: nobody has seen such a server.
 */
export function foundElsewhere(active: ActiveRule, model: NginxModel, { host, context, told }: Asked): Observation[] {
  const files = new Set(model.forest.trees.map(({ file }) => file))
  const isHere = ({ file }: Place): boolean => files.has(file)
  const found: Observation[] = []
  for (const seen of active.rule.check(host, active.options, context)) {
    if (!isHere(seen.at) || seen.at.lacks !== undefined || told.some(({ at }) => isSame(at, seen.at))) continue
    found.push(without(seen, isHere))
  }
  return found
}

const worded = (params: Params): Params =>
  Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, typeof value === 'string' ? withoutUnwritten(value) : value]),
  )

const isSame = (one: Place, other: Place): boolean =>
  one.file === other.file && one.span.start === other.span.start && one.span.end === other.span.end

function without(seen: Observation, isHere: (place: Place) => boolean): Observation {
  const { witness: _, remedy: __, fixes, ...rest } = seen
  const paths = (fix: Fix): boolean => fix.edits.every(({ path }) => path !== '')
  return {
    ...rest,
    confidence: 'low',
    ...(rest.params && { params: () => worded(rest.params?.() ?? {}) }),
    message: { ...rest.message, ...(rest.message.params && { params: worded(rest.message.params) }) },
    related: () => relatedOf(seen).filter(({ at }) => isHere(at)),
    ...(fixes && { fixes: () => (typeof fixes === 'function' ? fixes() : fixes).filter(paths) }),
  }
}
