import type { Target } from '../../../target/index.ts'
import type { Forest, Verdict } from '../../format.ts'
import type { NginxModel } from '../model.ts'
import { Nginx } from './model.ts'

/** The model of a forest for one target. */
export function resolve(forest: Forest, target: Target): NginxModel {
  const model = new Nginx(forest, target)
  model.verdict = verdict(forest)
  return model
}

/** What lies in the syntax decides by itself; a file that is missing decides only where the whole host is at hand. */
function verdict(forest: Forest): Verdict {
  const because = [...forest.problems, ...forest.trees.flatMap(tree => tree.problems)]
  const fatal = because.some(({ code, warning }) => !warning && (forest.complete || !/^include-(?!cycle)/.test(code)))
  return { loads: fatal ? false : null, because }
}
