import type { Target } from '../../../target/index.ts'
import type { Directive } from '../../../tree/index.ts'
import type { Context } from '../model.ts'
import { nameOf } from '../syntax.ts'
import { type ContextName, directive } from '../tables/index.ts'
import { contextInside } from './level.ts'

/** Every context with those around it, outermost first; `main` is left out. Of equal ones the first is taken. */
const chains: readonly (readonly Context[])[] = [
  ['http'],
  ['http', 'server'],
  ['http', 'server', 'location'],
  ['http', 'upstream'],
  ['stream'],
  ['stream', 'stream-server'],
  ['stream', 'stream-upstream'],
  ['mail'],
  ['mail', 'mail-server'],
  ['events'],
]

/** Statements that only a whole configuration has. */
const wholeOnly = new Set([
  'events',
  'http',
  'stream',
  'mail',
  'user',
  'worker_processes',
  'pid',
  'load_module',
  'daemon',
])

export interface Fragment {
  readonly statements: readonly Directive[]
  /** What the user said, `http` or `http`, `server`. */
  readonly stated: readonly string[] | undefined
  readonly path: string
  readonly target: Target
}

/** The contexts a root stands in, `main` left out: empty for a whole configuration. */
export function contextsOfFragment(fragment: Fragment): readonly Context[] {
  if (fragment.stated?.length) return statedChain(fragment.stated)
  const { statements } = fragment
  if (statements.length === 0 || statements.some(one => wholeOnly.has(nameOf(one)))) return []
  const sample = statements.slice(0, 200)
  let best: readonly Context[] = []
  let score = allowed(sample, 'main', fragment.target)
  for (const chain of preferred(fragment)) {
    const own = allowed(sample, chain.at(-1) as Context, fragment.target)
    if (own > score) [best, score] = [chain, own]
  }
  return best
}

/** A snippet is included in servers more often than in http{}; what lies in conf.d is included in http{}. */
function preferred({ path }: Fragment): readonly (readonly Context[])[] {
  const [http, server, ...rest] = chains as [readonly Context[], readonly Context[], ...(readonly Context[])[]]
  return /(?:^|\/)(?:conf\.d|sites-[^/]*|http\.d)\//.test(path) ? chains : [server, http, ...rest]
}

function statedChain(stated: readonly string[]): readonly Context[] {
  const last = stated.at(-1) as string
  const world = stated.find(name => name === 'stream' || name === 'mail')
  const name = last === 'if' ? (stated.includes('location') ? 'location' : 'server') : last
  const wanted = world && name !== world ? `${world}-${name}` : name
  return chains.find(chain => chain.at(-1) === wanted) ?? []
}

/** How many statements may stand in a context; blocks count with what they hold. */
function allowed(statements: readonly Directive[], context: Context, target: Target): number {
  let count = 0
  for (const statement of statements) {
    if (!directive(nameOf(statement), context as ContextName, target)) continue
    count++
    const below = statement.block && contextInside(context, nameOf(statement))
    if (below && statement.block) {
      const inner = statement.block.nodes.filter(node => node.kind === 'directive').slice(0, 100)
      count += inner.filter(one => directive(nameOf(one), below as ContextName, target)).length
    }
  }
  return count
}
