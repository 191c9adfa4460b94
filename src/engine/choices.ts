import type { Model } from '../formats/format.ts'
import type { HostModel } from '../rules/host/model.ts'
import type { Fix, Observation, Place } from '../rules/rule.ts'
import { isAmong } from '../text/index.ts'
import { paramsOf } from './seen.ts'
import { isInBranch } from './template-edits.ts'

const known = new WeakMap<HostModel, readonly HostModel[]>()

/** A host as the choices among the branches of its nginx templates make it, all of them one after the other. */
export function hostsAmong(host: HostModel): readonly HostModel[] {
  const hosts = known.get(host) ?? made(host)
  known.set(host, hosts)
  return hosts
}

function made(host: HostModel): readonly HostModel[] {
  const count = host.nginx.reduce((most, { choices }) => Math.max(most, choices.length), 0)
  if (count === 0) return [host]
  return Array.from({ length: count }, (_, at) => ({
    ...host,
    nginx: host.nginx.map(model => model.choices[Math.min(at, model.choices.length - 1)] ?? model),
  }))
}

/**
 * What is said of any choice, once. A fix stays in the branch of its finding, and adds nothing where a choice that has the
 * place has no such finding: what it adds stands there already.
 */
export function ofAnyChoice(model: Model, said: (choice: Model) => readonly Observation[]): Observation[] {
  const { choices = [] } = model
  const told = new Told()
  const all = choices.map(said)
  const names = all.map(here => new Set(here.flatMap(namesOf)))
  const isSure = (each: Observation): boolean =>
    choices.every((choice, at) => namesOf(each).some(name => names[at]?.has(name)) || leavesOut(choice, each.at))
  return all
    .flatMap(here => told.news(here))
    .map(each => {
      const stays = ({ edits }: Fix): boolean => edits.every(edit => isInBranch(edit, each.at, model))
      const adds = ({ edits }: Fix): boolean => edits.some(({ span }) => span.start === span.end)
      const { remedy: _, ...rest } = each
      return { ...rest, fixes: () => fixesOf(each).filter(fix => stays(fix) && (!adds(fix) || isSure(each))) }
    })
}

const leavesOut = ({ forest }: Model, { file, span }: Place): boolean =>
  isAmong(span, forest.trees.find(tree => tree.file === file)?.left ?? [])

const fixesOf = ({ fixes = [] }: Observation): readonly Fix[] => (typeof fixes === 'function' ? fixes() : fixes)

const keyOf = ({ at, message }: Observation): string =>
  `${at.file.path}\0${at.span.start}-${at.span.end}\0${message.id}`

/** The same cause has other places it affects in other choices, and a subject after one of them. */
class Told {
  readonly #known = new Set<string>()

  /** What no earlier choice says. */
  news(here: readonly Observation[]): Observation[] {
    const fresh = here.filter(each => namesOf(each).every(name => !this.#known.has(name)))
    for (const each of fresh) for (const name of namesOf(each)) this.#known.add(name)
    return fresh
  }
}

function namesOf(observation: Observation): readonly string[] {
  const { at, subject, message } = observation
  const { levels, servers, server, ...words } = paramsOf(observation) ?? {}
  const said = JSON.stringify(words)
  const key = keyOf(observation)
  return [
    `${key} subject ${subject}`,
    `${key} words ${said}`,
    ...(subject === 'default' ? [`${at.file.path}\0${message.id} ${subject} ${said}`] : []),
  ]
}
