import type { FileStore } from '../files/index.ts'
import type { Model } from '../formats/format.ts'
import { located } from './location.ts'
import { real } from './search.ts'
import type { Finding, ReportVerdict } from './types.ts'

/** What the daemon would say, with the findings (else the problems' own words) that decide it. */
export function verdictOf(model: Model, loadFindings: readonly Finding[], store: FileStore): ReportVerdict {
  const { loads, because } = model.verdict
  const problems = because.map(located)
  const reason = reasons(loads === true ? [] : loadFindings, store)
  const found = loads === true ? [] : problems.map(reason)
  return { format: model.format, root: model.root, loads, because: [...new Set(found)], problems }
}

type Located = ReportVerdict['problems'][number]

/** Findings by where they stand, so that each problem finds its own at once: same place, else same line. */
function reasons(findings: readonly Finding[], store: FileStore): (problem: Located) => string {
  const places = new Map<string, string>()
  const keep = (key: string, { fingerprint }: Finding): void => void (places.has(key) || places.set(key, fingerprint))
  for (const each of findings) {
    const file = real(each.path, store)
    keep(`${file}\0${each.span.start}`, each)
    keep(`${file}\0line ${each.line}`, each)
  }
  return ({ path, span, line, message }) => {
    const file = real(path, store)
    return (
      places.get(`${file}\0${span.start}`) ?? places.get(`${file}\0line ${line}`) ?? `${path}:${line}: ${message.en}`
    )
  }
}
