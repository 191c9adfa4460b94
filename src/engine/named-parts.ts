import type { FileStore } from '../files/index.ts'
import type { Directive, Tree } from '../tree/index.ts'
import type { Loaded } from './roots.ts'
import { real } from './search.ts'
import { changed } from './seen.ts'
import type { Finding, Report } from './types.ts'

/** Of each root that is there for parts of it that were named: the other files that it reads. */
export type Beside = ReadonlyMap<Loaded, ReadonlySet<string>>

/** Undefined where everything that is read was named. */
export function besideNamed(loaded: readonly Loaded[]): Beside | undefined {
  const within = loaded.filter(({ named }) => named)
  if (within.length === 0) return undefined
  const own = new Set(loaded.filter(({ named }) => !named).flatMap(({ forest }) => pathsOf(forest.trees)))
  return new Map(within.map(each => [each, new Set(othersOf(each).filter(path => !own.has(path)))]))
}

const pathsOf = (trees: Iterable<Tree>): string[] => [...trees].map(({ file }) => file.path)

/** What the root reads without going by a named file: what only those include belongs to them. */
function othersOf({ forest: { trees, included }, named = [] }: Loaded): string[] {
  const includes = new Map<string, Directive[]>()
  for (const [directive] of included ?? [])
    includes.set(directive.file.path, [...(includes.get(directive.file.path) ?? []), directive])
  const found = new Set(trees.slice(0, 1))
  for (const { file } of found)
    for (const directive of includes.get(file.path) ?? [])
      for (const tree of included?.get(directive) ?? []) if (!named.includes(tree.file.path)) found.add(tree)
  return pathsOf(found)
}

/** The report with what is about the named files alone, and with the complaints about any text that keep it from loading. */
export function aboutNamed(report: Report, beside: Beside, store: FileStore): Report {
  const others = new Set([...beside.values()].flatMap(paths => [...paths]))
  const places = new Set([...others].map(path => real(path, store)))
  const isOther = ({ path }: { readonly path: string }): boolean => others.has(path)
  const hidden = report.findings.filter(isOther)
  return {
    ...report,
    files: report.files.map(each => (isOther(each) ? { ...each, context: true as const } : each)),
    findings: report.findings.filter(each => !isOther(each)).map(each => withinNamed(each, { places, store })),
    problems: report.problems.filter(each => !each.warning || !isOther(each)),
    verdicts: report.verdicts.map(each => inWords(each, hidden)),
    within: [...beside].map(([{ forest, named = [] }, paths]) => ({
      root: forest.root,
      files: named,
      untold: hidden.filter(({ path, waived }) => !waived && paths.has(path)).length,
    })),
  }
}

/** What decides it is told though the finding is not. */
function inWords(verdict: Report['verdicts'][number], hidden: readonly Finding[]): Report['verdicts'][number] {
  if (verdict.because.length === 0) return verdict
  const untold = new Map(
    hidden.map(({ fingerprint, path, line, message }) => [fingerprint, `${path}:${line}: ${message.en}`]),
  )
  return { ...verdict, because: verdict.because.map(each => untold.get(each) ?? each) }
}

interface Bounds {
  /** Real paths of the files that were not named. */
  readonly places: ReadonlySet<string>
  readonly store: FileStore
}

/** Nobody who names one file expects that another is changed. */
function withinNamed(finding: Finding, { places, store }: Bounds): Finding {
  const otherOf = ({ edits, steps = [] }: Finding['fixes'][number]): string | undefined =>
    [...edits, ...steps.flatMap(step => (step.kind === 'edit' ? step.edits : []))]
      .map(({ path }) => path)
      .find(path => places.has(real(path, store)))
  const outside = finding.fixes.filter(fix => otherOf(fix) !== undefined)
  if (outside.length === 0) return finding
  const refused = outside.map(fix => ({ fix, because: notNamed(otherOf(fix) ?? '') }))
  return changed(finding, {
    fixes: finding.fixes.filter(fix => !outside.includes(fix)),
    refused: [...(finding.refused ?? []), ...refused],
  })
}

const notNamed = (path: string) => ({
  en: `it changes ${path}, which was not named`,
  zh: `它会修改未指定的 ${path}`,
})
