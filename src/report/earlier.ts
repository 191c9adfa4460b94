import { siteOf } from '../engine/subject.ts'
import type { Finding, Report } from '../engine/types.ts'
import { dirname } from '../files/index.ts'

type Reported = Pick<Report, 'findings' | 'files'>

/**
 * What the findings were before: the same by its fingerprint; of what is left by what a second server of the name leaves
 * alone; of what is left then the same in a file that came or went.
 */
export function earlier(before: Reported, now: Reported): ReadonlyMap<Finding, Finding> {
  const found = new Map<Finding, Finding>()
  pair(found, [before.findings, now.findings], ({ fingerprint }) => fingerprint)
  pair(found, [before.findings, now.findings], each => JSON.stringify([each.path, causeOf(each)]))
  const [were, are] = [pathsOf(before), pathsOf(now)]
  const moved = (was: Finding, is: Finding): boolean =>
    (!are.has(was.path) || !were.has(is.path)) && areNear(dirname(was.path), dirname(is.path))
  pair(found, [before.findings, now.findings], causeOf, moved)
  return found
}

/** Those that have none yet, each with the first of its key that is free. */
function pair(
  found: Map<Finding, Finding>,
  [before, now]: readonly [readonly Finding[], readonly Finding[]],
  keyOf: (finding: Finding) => string,
  fits: (was: Finding, is: Finding) => boolean = () => true,
): void {
  const taken = new Set(found.values())
  const free = new Map<string, Finding[]>()
  for (const finding of before) {
    if (taken.has(finding)) continue
    const key = keyOf(finding)
    const alike = free.get(key)
    if (alike) alike.push(finding)
    else free.set(key, [finding])
  }
  for (const finding of free.size > 0 ? now : []) {
    const alike = found.has(finding) ? undefined : free.get(keyOf(finding))
    const at = alike?.findIndex(was => fits(was, finding)) ?? -1
    if (alike && at !== -1) found.set(finding, alike.splice(at, 1)[0] as Finding)
  }
}

const causeOf = ({ rule, messageId, subject }: Finding): string => JSON.stringify([rule, messageId, siteOf(subject)])

const pathsOf = ({ files }: Reported): ReadonlySet<string> => new Set(files.map(({ path }) => path))

/** A file renamed, or a part of one put into a folder beside it. Folders side by side may be different hosts. */
const areNear = (one: string, other: string): boolean =>
  one === other || dirname(one) === other || dirname(other) === one
