import type { FileStore } from '../files/index.ts'
import { severities } from '../rules/rule.ts'
import { real } from './search.ts'
import { changed } from './seen.ts'
import type { Finding } from './types.ts'

/**
 * One finding per cause: a file that is read by several names (links) is mended once. It is told by the first of its
 * names, with the places of the others beside it.
 */
export function underOneName(findings: readonly Finding[], store: FileStore): readonly Finding[] {
  const linked = store.resolveLink ? byFile(findings, store) : undefined
  if (!linked) return findings
  const first = new Map<string, Finding>()
  const others = new Map<Finding, Finding[]>()
  const lost = new Set<Finding>()
  for (const each of findings) {
    const file = linked.get(each.path)
    const key = `${each.rule}\0${each.messageId}\0${each.span.start}-${each.span.end}\0${file}\0${each.waived ? 'waived' : ''}`
    const found = file === undefined ? undefined : first.get(key)
    if (!found) first.set(key, each)
    else if (found.path !== each.path) {
      lost.add(each)
      others.set(found, [...(others.get(found) ?? []), each])
    }
  }
  return findings.flatMap(each => {
    const more = others.get(each)
    return lost.has(each) ? [] : [more ? joined(each, more) : each]
  })
}

/** What tells apart the files that findings call by more than one name; undefined where there is none. */
function byFile(findings: readonly Finding[], store: FileStore): ReadonlyMap<string, string> | undefined {
  const names = new Map<string, string[]>()
  for (const path of new Set(findings.map(each => each.path))) {
    const file = real(path, store)
    names.set(file, [...(names.get(file) ?? []), path])
  }
  const several = [...names].filter(([, paths]) => paths.length > 1)
  return several.length === 0
    ? undefined
    : new Map(several.flatMap(([file, paths]) => paths.map(path => [path, file] as const)))
}

/** As heavy as the heaviest of them. */
function joined(finding: Finding, others: readonly Finding[]): Finding {
  const related = others.flatMap(each => [named(each), ...each.related])
  const heaviest = [finding, ...others].map(each => severities.indexOf(each.severity))
  const severity = severities[Math.min(...heaviest)] ?? finding.severity
  return changed(finding, { severity, related: [...finding.related, ...related] })
}

const named = ({ path, span, line, column, endLine, endColumn }: Finding): Finding['related'][number] => ({
  ...{ path, span, line, column, endLine, endColumn },
  message: { en: 'the same file by another name', zh: '同一文件的另一个名称' },
})
