import type { Directive, Problem } from '../../tree/index.ts'
import type { Verdict } from '../format.ts'
import type { Check, Complaint } from './combinations/complaint.ts'
import { cryptoChecks } from './combinations/crypto.ts'
import { expansionChecks } from './combinations/expansion.ts'
import { keyChecks } from './combinations/keys.ts'
import { otherChecks } from './combinations/management.ts'
import { roleChecks } from './combinations/roles.ts'
import { transportChecks } from './combinations/transport.ts'
import { problem } from './messages.ts'
import type { Reading } from './reading.ts'
import type { Situation } from './situation.ts'
import { isStencil } from './stencil.ts'

type At = Pick<Directive, 'file' | 'span'>

/** In the order of the daemon's post-processing. */
const checks: readonly Check[] = [
  ...expansionChecks,
  ...cryptoChecks,
  ...transportChecks,
  ...roleChecks,
  ...keyChecks,
  ...otherChecks,
]

/**
 * What the daemon decides from the text alone, and what it could not find.
 * Combinations are judged only when every line was accepted, as the daemon does. A `config` that was not read may hold what
 * seems to be missing, and lines that decide others.
 */
export function judge(reading: Reading, situation: Situation, missing: readonly Problem[]): Verdict {
  const behind = unfinished(reading, situation)
  const goesOn = reading.absent.length + behind.length > 0
  const fatal = reading.problems.filter(found => !found.warning)
  if (fatal.length > 0) return { loads: false, because: fatal }
  const complaints = combinations(situation, goesOn)
  if (complaints.length > 0)
    return { loads: goesOn ? null : false, because: [...reading.absent, ...behind, ...complaints] }
  const absent = [...reading.absent, ...behind, ...missing]
  const unsure = [...absent, ...reading.problems.filter(found => found.code === 'build-dependent')]
  return { loads: unsure.length > 0 ? null : true, because: unsure }
}

function unfinished(reading: Reading, { fallback }: Situation): Problem[] {
  const at = reading.lines[0]?.directive ?? fallback
  return at && isStencil(reading.root, reading.lines) ? [problem('unfinished', at)] : []
}

/** All complaints, the daemon's first one first; one per line. */
function combinations(situation: Situation, goesOn: boolean): Problem[] {
  const blamed = new Set<At>()
  const problems: Problem[] = []
  for (const check of checks) {
    const complaint = check(situation)
    const at = complaint?.at?.directive ?? situation.fallback
    if (!complaint || !at || blamed.has(at) || (goesOn && !complaint.certain)) continue
    blamed.add(at)
    problems.push(located(complaint, at))
  }
  return problems
}

function located({ code, detail, at }: Complaint, directive: At): Problem {
  return problem(code, directive, { name: at?.name ?? '', detail })
}
