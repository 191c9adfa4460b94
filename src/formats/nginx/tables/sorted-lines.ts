/**
 * The lines of a name in a text of lines `name<TAB>…` in the order of their names, with a line end before and after
 * each. Found by halving: a check asks for a few names, and taking the whole table apart would cost more than all else
 * that reads it.
 */
export function linesOf(table: string, name: string): string[] {
  const lines: string[] = []
  if (name.includes('\t')) return lines
  const wanted = `${name}\t`
  for (let at = firstFrom(table, wanted); table.startsWith(wanted, at); ) {
    const end = table.indexOf('\n', at)
    lines.push(table.slice(at, end))
    at = end + 1
  }
  return lines
}

/** Start of the first line that does not come before `wanted`. */
function firstFrom(table: string, wanted: string): number {
  let low = 1
  let high = table.length
  while (low < high) {
    const middle = low + ((high - low) >> 1)
    const start = table.lastIndexOf('\n', middle - 1) + 1
    if (table.slice(start, start + wanted.length) < wanted) low = table.indexOf('\n', middle) + 1
    else high = start
  }
  return low
}

/** The names, each once, in their order. */
export function* namesIn(table: string): Generator<string> {
  let last: string | undefined
  for (let at = 1; at < table.length; at = table.indexOf('\n', at) + 1) {
    const name = table.slice(at, table.indexOf('\t', at))
    if (name !== last) yield name
    last = name
  }
}
