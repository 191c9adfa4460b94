import { parseSync } from 'rolldown/utils'

const getter =
  /Object\.defineProperty\(exports,(["'`])([\w$]+)\1,\{enumerable:!0,get:function\(\)\{return ([\w$]+)\}\}\)/g

/**
 * A script that hands out values where rolldown has a getter for each: hundreds of functions that every start would make,
 * and ask. Only what nothing assigns to after the start is its value.
 */
export function plainExports(script: string): string {
  const changing = assigned(parseSync('script.js', script, { sourceType: 'script' }).program)
  return script.replace(getter, (whole, _quote, name: string, local: string) =>
    changing.has(local) ? whole : `exports.${name}=${local}`,
  )
}

/** Every name that stands left of an assignment, whichever variable of that name it is. */
function assigned(root: object): ReadonlySet<string> {
  const names = new Set<string>()
  const open: object[] = [root]
  for (let node = open.pop(); node; node = open.pop()) {
    const { type, left, argument } = node as { type?: string; left?: object; argument?: object }
    if (type === 'AssignmentExpression' || type === 'ForInStatement' || type === 'ForOfStatement') collect(left, names)
    if (type === 'UpdateExpression') collect(argument, names)
    for (const child of Object.values(node)) if (child && typeof child === 'object') open.push(child)
  }
  return names
}

/** All identifiers below a target: more than it assigns, never less. */
function collect(target: object | undefined, names: Set<string>): void {
  const open = target ? [target] : []
  for (let node = open.pop(); node; node = open.pop()) {
    const { type, name } = node as { type?: string; name?: string }
    if (type === 'Identifier' && name) names.add(name)
    for (const child of Object.values(node)) if (child && typeof child === 'object') open.push(child)
  }
}
