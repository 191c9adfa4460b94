import type { Model } from '../formats/format.ts'
import { type Extent, leavesOf } from '../formats/leaves.ts'
import { formatOf } from '../formats/named.ts'
import type { World } from '../formats/worlds.ts'
import type { HostModel } from '../rules/host/model.ts'
import type { Role } from '../target/index.ts'
import { contains, leading, type SourceFile, type Span } from '../text/index.ts'
import type { Tree } from '../tree/index.ts'
import { rolesOf } from './roles.ts'

/**
 * A host with templates as it may be once they are filled in: with as little as they put in, with other values, and
 * with all that they may put in. What is true of all three does not depend on what is put in.
 */
export type Worlds = readonly [least: HostModel, other: HostModel, most: HostModel]

/** The worlds in which findings at some places are looked for. */
export interface View {
  /** The branch that is put in; undefined: what stands in none. */
  readonly branch: Span | undefined
  /** Made when they are asked for. */
  readonly worlds: () => Worlds
  /** Which places those are. */
  readonly holds: (at: Located) => boolean
}

interface Located {
  readonly file: SourceFile
  readonly span: Span
}

/** Texts that are looked at one by one, fewer of long templates; what stands in further conditions is not judged. */
function mostBranches(templates: readonly Tree[]): number {
  const statements = templates.reduce((sum, { nodes }) => sum + nodes.length, 0)
  return Math.max(4, Math.min(24, Math.floor(8000 / statements)))
}

export const holdsTemplates = (host: HostModel): boolean => templatesIn(host).length > 0

/** The view of what stands in no condition first. */
export function viewsOf(host: HostModel): View[] {
  const templates = templatesIn(host)
  const branches = templates.flatMap(tree => branchesIn(tree).map(branch => ({ tree, branch })))
  const apart = (at: Located, but?: Span): boolean =>
    !branches.some(({ tree, branch }) => branch !== but && (!but || contains(but, branch)) && inside(at, tree, branch))
  return [
    { branch: undefined, worlds: once(() => worldsOf(host, templates)), holds: at => apart(at) },
    ...branches.slice(0, mostBranches(templates)).map(({ tree, branch }) => ({
      branch,
      worlds: once(() => worldsOf(host, templates, { tree, branch })),
      holds: (at: Located) => inside(at, tree, branch) && apart(at, branch),
    })),
  ]
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

const inside = (at: Located, tree: Tree, branch: Span): boolean => at.file === tree.file && contains(branch, at.span)

/** Templates among the files of the formats that are judged by filling them in. */
const templatesIn = ({ openvpn, sysctl }: HostModel): Tree[] =>
  [...new Set([...openvpn, ...sysctl].flatMap(({ forest }) => forest.trees))].filter(tree => tree.placeholders)

/** Texts with a statement of their own, which are put in or not. */
function branchesIn({ conditions = [], nodes }: Tree): Span[] {
  const statements = nodes.filter(({ kind }) => kind === 'directive')
  const firstFrom = (start: number): Located['span'] | undefined =>
    statements[leading(statements, each => each.span.start < start)]?.span
  return conditions
    .flatMap(({ branches }) => branches)
    .filter(({ start, end }) => (firstFrom(start)?.start ?? end) < end)
}

type Choice = readonly [extent: Extent, filling: World['filling']]

interface Chosen {
  readonly tree: Tree
  readonly branch: Span
}

function worldsOf(host: HostModel, templates: readonly Tree[], chosen?: Chosen): Worlds {
  const made = (choice: Choice): HostModel => hostIn(host, worldOf(templates, choice, chosen))
  return [made(['least', 0]), made(['least', 1]), made(['most', 1])]
}

function worldOf(templates: readonly Tree[], [extent, filling]: Choice, chosen?: Chosen): World {
  const leaves = templates.map(tree => {
    const branch = tree.file === chosen?.tree.file ? chosen.branch : undefined
    return [tree.file, leavesOf(tree.conditions ?? [], extent, branch)] as const
  })
  return { filling, leaves: new Map(leaves) }
}

function hostIn(host: HostModel, world: World): HostModel {
  const made = {
    ...host,
    openvpn: host.openvpn.map(model => modelIn(model, world)),
    sysctl: host.sysctl.map(model => modelIn(model, world)),
  }
  return { ...made, ...rolesIn(made, host) }
}

/** What the host is there for in a world, shown by the same texts; what the user stated is so in every one. */
function rolesIn(made: HostModel, host: HostModel): Pick<HostModel, 'roles' | 'shown'> {
  const inferred = rolesOf(host, undefined)
  const stated = inferred.length !== host.roles.length || inferred.some(({ role }) => !host.roles.includes(role))
  if (stated || host.shown.get(host.roles[0] as Role) === '--role') return host
  const shown = new Map(rolesOf(made, undefined).map(({ role, because }) => [role, host.shown.get(role) ?? because.en]))
  return { roles: [...shown.keys()], shown }
}

function modelIn<M extends Model>(model: M, world: World): M {
  if (!isTemplate(model)) return model
  const format = formatOf(model.format)
  return format.resolve(format.filled?.(model.forest, world) ?? model.forest, model.target) as M
}

/** The same model, or the same host, in a world. */
export function counterpart(subject: Model | HostModel, world: HostModel): Model | HostModel | undefined {
  if (!('forest' in subject)) return world
  const models: readonly Model[] = [...world.openvpn, ...world.sysctl]
  return models.find(({ format, root }) => format === subject.format && root === subject.root)
}

/** Is it judged by filling it in? */
export const isTemplate = ({ forest, format }: Model): boolean =>
  format !== 'nginx' && forest.trees.some(tree => tree.placeholders)
