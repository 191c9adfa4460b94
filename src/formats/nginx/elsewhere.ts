import { basename, dirname } from '../../files/index.ts'
import { decode } from '../../text/index.ts'
import { argument, type Directive, type Tree } from '../../tree/index.ts'
import type { Forest } from '../format.ts'
import { isPattern } from './glob.ts'
import type { NginxModel } from './model.ts'
import { type NginxTree, parse } from './parse.ts'
import { resolve } from './resolve/index.ts'
import { nameOf } from './syntax.ts'
import { textAround, typicalServer } from './typical-server.ts'

/** Of files that only hold lines for servers of other files: the same in a host that has such servers. */

const known = new WeakMap<NginxModel, NginxModel | null>()

/**
 * What http{} and stream{} say, or a part that stands in them, with a server like most in the place of those of other
 * files. Undefined where no file is missing that may bring one.
 */
export function elsewhere(model: NginxModel): NginxModel | undefined {
  const before = known.get(model)
  if (before !== undefined) return before ?? undefined
  const innermost = model.fragment.at(-1)
  const forest = innermost === undefined || innermost in worlds ? shared(model) : part(model)
  const made = forest && resolve(forest, model.target)
  known.set(model, made ?? null)
  return made
}

const worlds = { http: 'servers', stream: 'streamServers' } as const
type World = keyof typeof worlds

/** Files in the place of the includes of a text that is made up, in their order. */
function whole({ forest }: NginxModel, text: string, parts: readonly Tree[]): Forest {
  const root = parse(decode('', text))
  const included = new Map(forest.included)
  for (const [at, include] of root.includes.entries()) included.set(include, [parts[at % parts.length] as Tree])
  const { context: _, ...rest } = forest
  return { ...rest, trees: [root, ...forest.trees], included }
}

/** A snippet in the middle of a server. */
function part(model: NginxModel): Forest | undefined {
  const [own] = model.forest.trees
  const text = own && textAround(own, model.fragment)
  return text === undefined ? undefined : whole(model, text, [own as Tree])
}

/** Lines that servers inherit, without the servers that are here: these have been looked at. */
function shared(model: NginxModel): Forest | undefined {
  const [root] = model.forest.trees
  const open = (['http', 'stream'] as const).flatMap(world => {
    const level = model[world]
    return level?.own.some(isInherited) && root && isOpen(model, world) ? [{ world, level }] : []
  })
  if (!root || open.length === 0) return undefined
  const text = open.map(({ world }) => `${world} { include part; ${typicalServer(world)} }`).join(' ')
  const parts = open.map(({ level }) => ({ ...root, nodes: level.own.filter(one => nameOf(one) !== 'server') }))
  return whole(model, text, parts)
}

/** A server, and what one has to name, say nothing to the others: files of sites have nothing else, and there may be thousands. */
const isInherited = (statement: Directive): boolean =>
  !/^(?:server|upstream|map|geo|split_clients)$/.test(nameOf(statement))

/**
 * May servers stand in files that are not here? Beside servers that are, a pattern says nothing: its folder may be empty
 * on the host too. It does where no pattern leads to a file, and its folder is not among the files.
 */
function isOpen(model: NginxModel, world: World): boolean {
  if (model.fragment.length > 0) return true
  const { forest } = model
  const root = forest.trees[0] as NginxTree | undefined
  const includes = (root?.includes ?? [])
    .filter(({ parent }) => parent && !parent.parent && nameOf(parent) === world)
    .filter(mayBringServers)
  const lost = includes.filter(include => (forest.included?.get(include) ?? []).length === 0)
  const bare = model[worlds[world]].length === 0
  const alone = lost.length === includes.length
  return lost.some(include => bare || !isGlob(include) || (alone && !isFolder(forest, include)))
}

const isGlob = (include: Directive): boolean => isPattern(argument(include, 0) ?? '')
const isFolder = (forest: Forest, include: Directive): boolean =>
  forest.isFolder?.(dirname(argument(include, 0) ?? '')) ?? false

const mayBringServers = ({ args }: Directive): boolean =>
  !/^(?:mime\.types|\w+_params|fastcgi\.conf|koi-\w+|win-utf)$/.test(basename(args[0]?.value ?? '/dev/null'))
