import type { Level, Statement } from '../model.ts'
import { type LevelNode, levelsFrom } from './level.ts'

const nobody: readonly Level[] = []

/**
 * Which levels write a directive. Most names that rules ask about stand nowhere, or in few places: one pass over all
 * statements answers that for good, where walking up from every level would ask the same levels again and again.
 */
export class Written {
  private readonly root: () => LevelNode
  private byName: Map<string, Level[]> | undefined
  private readonly all = new Map<string, readonly Statement[]>()

  constructor(root: () => LevelNode) {
    this.root = root
    this.byName = undefined
  }

  /** Levels with at least one such statement of their own, parents before children. */
  levels(name: string): readonly Level[] {
    this.byName ??= this.index()
    return this.byName.get(name) ?? nobody
  }

  /** All such statements with the levels they stand in, in the order of `levels`. */
  statements(name: string): readonly Statement[] {
    const known = this.all.get(name)
    if (known) return known
    const found: Statement[] = []
    for (const level of this.levels(name)) for (const entry of level.written(name)) found.push({ level, entry })
    this.all.set(name, found)
    return found
  }

  private index(): Map<string, Level[]> {
    const map = new Map<string, Level[]>()
    for (const level of levelsFrom(this.root()))
      for (const name of level.ownNames) {
        const levels = map.get(name)
        if (levels) levels.push(level)
        else map.set(name, [level])
      }
    return map
  }
}
