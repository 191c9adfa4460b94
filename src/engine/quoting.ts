import type { Model } from '../formats/format.ts'
import type { Localized, Params } from '../message/index.ts'
import type { HostModel } from '../rules/host/model.ts'
import type { Observation, Place } from '../rules/rule.ts'
import { leading } from '../text/index.ts'
import { type Directive, type Tree, walk } from '../tree/index.ts'
import { paramsOf, relatedOf } from './seen.ts'

type Subject = Model | HostModel

/**
 * What is said of a template that was filled in, in the words of the template: of the lines that it is about, values that
 * were put in are placeholders again.
 */
export function quoting(template: Subject, filled: Subject | undefined): (observation: Observation) => Observation {
  return observation => {
    const related = relatedOf(observation)
    const places = [observation.at, ...related.map(({ at }) => at)]
    const pairs = places.flatMap(at => {
      const was = lineAt(template, at)
      const is = filled && was && lineAt(filled, at)
      return was && is ? pairsOf(was, is) : []
    })
    if (pairs.length === 0) return observation
    const { subject, message } = observation
    const own = paramsOf(observation)
    const params = own && (quoted(own, pairs) as Params)
    return {
      ...observation,
      subject: quoted(subject, pairs) as string,
      message: { ...message, ...(params && { params }) },
      related: related.map(each => ({ ...each, message: quoted(each.message, pairs) as Localized })),
    }
  }
}

/** Does a finding stand on a line into which a value is put? */
export const isOpen = (template: Subject, { at }: Observation): boolean => {
  const line = lineAt(template, at)
  return line?.open === true && at.span.start < line.span.end
}

type Pair = readonly [filled: string, written: string]

function pairsOf(was: Directive, is: Directive): Pair[] {
  const words = [was.name, ...was.args]
  return [is.name, ...is.args].flatMap((word, at): Pair[] => {
    const written = words[at]
    return word.ink !== undefined && written && word.value !== '' ? [[word.value, written.value]] : []
  })
}

function quoted(value: unknown, pairs: readonly Pair[]): unknown {
  if (typeof value === 'string')
    return pairs.reduce((text, [filled, written]) => text.replaceAll(filled, () => written), value)
  if (Array.isArray(value)) return value.map(each => quoted(each, pairs))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, quoted(each, pairs)]))
}

/** The last statement of a template that begins in front of a place. */
function lineAt(subject: Subject, at: Place): Directive | undefined {
  const models = 'forest' in subject ? [subject] : [...subject.openvpn, ...subject.sysctl]
  const tree = models
    .flatMap(({ forest }) => forest.trees)
    .find(({ file, placeholders }) => file === at.file && placeholders)
  const lines = tree ? linesOf(tree) : []
  return lines[leading(lines, each => each.span.start <= at.span.start) - 1]
}

const known = new WeakMap<Tree, readonly Directive[]>()

function linesOf(tree: Tree): readonly Directive[] {
  const lines = known.get(tree) ?? [...walk(tree.nodes)]
  known.set(tree, lines)
  return lines
}
