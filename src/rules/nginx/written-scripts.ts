import type { Level, NginxModel } from '../../formats/nginx/model.ts'
import { answersFor, type ScriptLocation, scriptLocations } from './script-locations.ts'
import { type StaticTree, staticTrees, uriOf } from './static-trees.ts'

/** The path under which an interpreter runs a file that a client has put there by another one. */
export function writtenScript(model: NginxModel, levels: readonly Level[]): string | undefined {
  const scripts = levels.length === 0 ? [] : [...scriptLocations(model)]
  if (scripts.length === 0) return undefined
  const trees = staticTrees(model).filter(({ handler }) => levels.includes(handler.level))
  for (const tree of trees)
    for (const script of scripts) {
      const path = runs(model, tree, script)
      if (path) return path
    }
  return undefined
}

function runs(model: NginxModel, tree: StaticTree, { location, ending }: ScriptLocation): string | undefined {
  const root = model.text(location, 'root').replace(/\/$/, '')
  const file = `${tree.files.replace(/\/?$/, '/')}photo.${ending}`
  if (root === '' || !file.startsWith(`${root}/`) || uriOf(model, tree, file) === undefined) return undefined
  const path = file.slice(root.length)
  return answersFor(model, location, path) ? path : undefined
}
