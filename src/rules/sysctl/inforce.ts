import { numberOf } from '../../formats/sysctl/integer.ts'
import { keyOf } from '../../formats/sysctl/key.ts'
import type { Family as AddressFamily, Effective, InForce, Statement, SysctlModel } from '../../formats/sysctl/model.ts'
import type { Localized } from '../../message/index.ts'
import { applySteps } from '../../remedies/sysctl/apply.ts'
import { type Assignment, assign, changesOf } from '../../remedies/sysctl/assign.ts'
import { type Fix, type Observation, placeOf, type Severity } from '../rule.ts'
import { unlessElsewhere } from './elsewhere.ts'
import { type FamilyOptions, unsetPlace, worst } from './family.ts'

/** Rules about attributes of interfaces: what counts is what the kernel makes of conf.all and the interface together. */

export interface Attribute {
  readonly family: AddressFamily
  readonly attribute: string
  /** The value in force that is not acceptable. */
  fails(value: number): boolean
  /** What a fix writes, and to which of conf.all, conf.default and the pattern for all interfaces. */
  readonly value: string
  readonly where: readonly ('all' | 'default' | '*')[]
  readonly safe: boolean
  readonly severity: Severity | ((model: SysctlModel) => Severity)
  /** Start values of the kernel are acceptable here whatever they are. */
  readonly onlyWritten?: boolean
}

interface Cause {
  readonly attribute: Attribute
  readonly held: Effective
  readonly statement: Statement
  readonly names: string[]
  /** What decides together with it is written too. */
  whole: boolean
}

export function* checkAttributes(
  attributes: readonly Attribute[],
  model: SysctlModel,
  options: FamilyOptions,
): Generator<Observation> {
  const unset: Attribute[] = []
  for (const attribute of attributes) {
    const failing = interfacesOf(model).flatMap(name => failure(attribute, name, model) ?? [])
    for (const cause of causesOf(attribute, failing)) yield reported(cause, model)
    if (!attribute.onlyWritten && failing.some(each => startsBad(each, model, options))) unset.push(attribute)
  }
  if (unset.length > 0) yield* missing(unset, model)
}

/** The loopback interface forwards, redirects and routes nothing of interest. */
const interfacesOf = (model: SysctlModel): string[] => model.names.filter(name => name !== 'all' && name !== 'lo')

interface Failure {
  readonly name: string
  readonly force: InForce
  readonly attribute: Attribute
}

function failure(attribute: Attribute, name: string, model: SysctlModel): Failure | undefined {
  const force = model.inForce(attribute.family, attribute.attribute, name)
  return force && attribute.fails(force.value) ? { name, force, attribute } : undefined
}

/** The lines whose own value is to blame, each with the interfaces it affects. */
function causesOf(attribute: Attribute, failing: readonly Failure[]): Cause[] {
  const causes = new Map<Statement, Cause>()
  for (const { name, force } of failing)
    for (const held of force.from) {
      if (!held.statement || held.because?.endsWith('forward') || !blamed(attribute, held)) continue
      const whole = force.from.every(each => each.statement !== undefined)
      const known = causes.get(held.statement)
      if (known) {
        known.names.push(name)
        known.whole &&= whole
      } else causes.set(held.statement, { attribute, held, statement: held.statement, names: [name], whole })
    }
  return [...causes.values()]
}

const blamed = ({ fails }: Attribute, held: Effective): boolean => fails(numberOf(held.value))

/** Nobody wrote anything for it, and the start value of this build is known to be bad. */
function startsBad({ force, attribute, name }: Failure, model: SysctlModel, options: FamilyOptions): boolean {
  if (name !== '*' || options.unset === 'never' || (options.unset === 'whole-host' && !model.complete)) return false
  const live = model.snapshot?.values.get(keyOf(attribute.family, 'default', attribute.attribute))
  if (live !== undefined && !attribute.fails(numberOf(live))) return false
  const written = [...force.from, model.value(keyOf(attribute.family, 'default', attribute.attribute))]
  return written.every(held => held !== undefined && !held.statement && held.certainty === 'certain')
}

const severityOf = ({ severity }: Attribute, model: SysctlModel): Severity =>
  typeof severity === 'function' ? severity(model) : severity

function reported({ attribute, held, statement, names, whole }: Cause, model: SysctlModel): Observation {
  const key = statement.systemd.key ?? held.key
  return {
    at: placeOf(statement.directive),
    subject: key,
    severity: severityOf(attribute, model),
    ...(!whole && unlessElsewhere(model)),
    message: {
      id: attribute.attribute,
      params: { key, value: held.written, interfaces: names.slice(0, 20).map(shown), count: names.length },
    },
    fixes: [repair([attribute], model, { key, statement })],
  }
}

/** `*` and `default` read better as words of the field than as names. */
const shown = (name: string): string => (name === '*' ? 'conf.*' : `conf.${name}`)

function* missing(unset: readonly Attribute[], model: SysctlModel): Generator<Observation> {
  const file = unsetPlace(model)
  if (!file) return
  const keys = unset.map(each => keyOf(each.family, '*', each.attribute))
  const values = unset.map(each => model.value(keyOf(each.family, '*', each.attribute))?.value ?? '')
  yield {
    at: { file, span: { start: 0, end: 0 } },
    subject: 'unset',
    severity: worst(unset.map(each => severityOf(each, model))),
    confidence: 'medium',
    message: { id: 'unset', params: { keys, values } },
    fixes: [repair(unset, model)],
  }
}

interface Culprit {
  readonly key: string
  readonly statement: Statement
}

/** Sets the line to blame and whatever else keeps the attribute from being in force everywhere. */
function repair(attributes: readonly Attribute[], model: SysctlModel, culprit?: Culprit): Fix {
  const wishes = attributes.flatMap(each => wishesOf(each, model, culprit))
  const keys = wishes.map(([key]) => key)
  const safe = attributes.every(each => each.safe)
  const steps = applySteps(model, wishes)
  return {
    title: titleOf(wishes),
    safety: safe ? 'safe' : 'unsafe',
    edits: assign(model, wishes, culprit?.statement),
    changes: changesOf(model, keys),
    ...(steps.length > 0 && { steps }),
  }
}

const titleOf = (wishes: readonly Assignment[]): Localized => {
  const text = wishes.map(([key, value]) => `${key} = ${value}`).join(', ')
  return { en: `Set ${text}`, zh: `设置 ${text}` }
}

function wishesOf(attribute: Attribute, model: SysctlModel, culprit: Culprit | undefined): Assignment[] {
  const own: Assignment[] = culprit ? [[culprit.key, attribute.value]] : []
  const others = attribute.where
    .filter(name => needed(attribute, name, model))
    .map((name): Assignment => [keyOf(attribute.family, name, attribute.attribute), attribute.value])
    .filter(([key]) => key !== culprit?.key)
  return [...own, ...others]
}

function needed(attribute: Attribute, name: string, model: SysctlModel): boolean {
  const held = model.value(keyOf(attribute.family, name, attribute.attribute))
  return held === undefined || attribute.fails(numberOf(held.value))
}
