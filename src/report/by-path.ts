/** What stands in each file, in the order given. */
export function byPath<T extends { readonly path: string }>(all: Iterable<T>): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const each of all) {
    const group = groups.get(each.path)
    if (group) group.push(each)
    else groups.set(each.path, [each])
  }
  return groups
}
