import type { Localized } from '../../message/index.ts'
import type { Target } from '../../target/index.ts'
import type { Directive, Problem } from '../../tree/index.ts'
import type { Verdict } from '../format.ts'
import { numberOf } from './integer.ts'
import { components, dotted, interfaceKey } from './key.ts'
import type { Applier, Candidate, Statement } from './model.ts'
import type { Attempt } from './simulate.ts'
import { fromModule, isDirectory, known, present, startOf } from './table.ts'

/** The exit code of an applier, foretold. Measured: sysctl.md 1.1. */

export interface Run {
  readonly applier: Applier
  readonly target: Target
  readonly files: readonly Candidate[]
  readonly statements: readonly Statement[]
  readonly attempts: readonly Attempt[]
}

type Fault = { readonly problem: Problem; readonly sure: boolean }

export function verdictOf(run: Run): Verdict {
  const faults = [
    ...lineFaults(run),
    ...fileFaults(run),
    ...run.attempts.flatMap(each => attemptFault(each, run) ?? []),
  ]
  const loads = faults.some(fault => fault.sure) ? false : faults.length > 0 ? null : true
  const deciding = faults.filter(fault => loads !== false || fault.sure)
  return { loads, because: deciding.slice(0, 20).map(fault => fault.problem) }
}

/** procps says `invalid syntax, continuing...` and exits 0, but not for a line without a key; systemd exits 1. */
function lineFaults({ applier, statements }: Run): Fault[] {
  if (applier === 'procps')
    return statements.flatMap(({ directive, procps }) =>
      procps.kind === 'lost' && procps.because === 'path' && /^[./]*$/.test(procps.key ?? '')
        ? [fault(directive, 'invalid-key', `Path is not under /proc/sys/: /proc/sys/${procps.key ? '/' : ''}`)]
        : [],
    )
  return statements.flatMap(({ directive, systemd }) => {
    if (systemd.kind !== 'lost' || systemd.ignore) return []
    const text = directive.name.raw.slice(0, 80)
    return systemd.because === 'form'
      ? [fault(directive, 'not-an-assignment', `Line is not an assignment, ignoring: ${text}`)]
      : [
          fault(
            directive,
            'invalid-key',
            `Couldn't write to '${text}': ${text === '' ? 'Is a directory' : 'Invalid argument'}`,
          ),
        ]
  })
}

function fileFaults({ applier, files }: Run): Fault[] {
  const at = (each: Candidate, text: string): Fault => ({
    problem: problem(each.file ?? noText(each), { start: 0, end: 0 }, ['unreadable-file', text]),
    sure: true,
  })
  return files.flatMap(each => {
    if (applier === 'systemd' && each.directory)
      return [at(each, `Failed to read file '${each.hostPath}', ignoring: Is a directory`)]
    const dangling = !each.file && !each.directory && each.link !== '/dev/null'
    return applier === 'procps' && dangling
      ? [at(each, `cannot open "${each.hostPath}": No such file or directory`)]
      : []
  })
}

const noText = (each: Candidate): Problem['file'] => ({ path: each.hostPath, text: '', encoding: 'utf8' })

function attemptFault(attempt: Attempt, run: Run): Fault | undefined {
  const { key, value, statement, written } = attempt
  const { directive } = statement
  if (isDirectory(key))
    return run.applier === 'systemd' && !attempt.ignore
      ? {
          ...fault(directive, 'is-a-directory', `Couldn't write to '${key}': Is a directory`),
          sure: ofEveryMachine(`${key}.x`),
        }
      : undefined
  if (run.applier === 'systemd' && (attempt.ignore || matchesAlready(attempt, run))) return undefined
  const above = known(key) === 'no' ? keyAbove(key) : undefined
  if (above !== undefined)
    return {
      ...fault(directive, 'not-a-directory', `Couldn't write to '${key}': Not a directory`),
      sure: isThere(above, run.target) === true,
    }
  if (key === 'net.ipv4.tcp_congestion_control' && !builtIn.has(value)) return unknownAlgorithm(attempt, run)
  if (written.kind !== 'refused') return undefined
  const there = isThere(key, run.target)
  if (there === false) return undefined
  return { ...fault(directive, 'refused-value', refusal(run.applier, key, value)), sure: there === true }
}

/** A name may be that of a module. What can be none is not found, which systemd does not count as a failure. */
function unknownAlgorithm({ key, value, statement }: Attempt, { applier }: Run): Fault | undefined {
  const { directive } = statement
  if (/^[\w-]{1,15}$/.test(value))
    return { ...fault(directive, 'module', `'${key}' accepts '${value}' only once its module is loaded`), sure: false }
  return applier === 'procps'
    ? fault(directive, 'refused-value', `setting key "${key}": No such file or directory`)
    : undefined
}

/** Every mainline build has these two. */
const builtIn = new Set(['cubic', 'reno'])

const refusal = (applier: Applier, key: string, value: string): string =>
  applier === 'procps'
    ? `setting key "${key}": Invalid argument`
    : `Couldn't write '${value.slice(0, 60)}' to '${key}': Invalid argument`

/** systemd counts a failed write as success when the key already holds the value. */
function matchesAlready({ key, value, written }: Attempt, { target }: Run): boolean {
  if (written.kind !== 'refused' || written.because !== 'seal') return false
  return numberOf(startOf(key, target)?.value ?? '') === numberOf(value)
}

/** Of no interface, or of one that all have. */
function ofEveryMachine(key: string): boolean {
  const name = interfaceKey(key)?.name
  return name === undefined || ['all', 'default', 'lo'].includes(name)
}

/** No key lies deeper. */
const deepest = 12

/** The key that stands where a folder would have to be. */
function keyAbove(key: string): string | undefined {
  const parts = components(key)
  for (let count = 2; count < Math.min(parts.length, deepest); count++) {
    const above = dotted(parts.slice(0, count).join('/'))
    if (known(above) === 'yes' && !isDirectory(above)) return above
  }
  return undefined
}

/** Whether the key exists when the applier runs: undefined when that hangs on an interface, a module or the build. */
function isThere(key: string, target: Target): boolean | undefined {
  if (!ofEveryMachine(key)) return undefined
  const verdict = known(key)
  if (verdict === 'no') return false
  const now = present(key, target)
  if (now !== true && target.assumed.includes('kernel')) return undefined
  return verdict === 'family' || fromModule(key) ? undefined : now
}

const fault = (at: Directive, code: string, text: string): Fault => ({
  problem: problem(at.file, at.span, [code, text]),
  sure: true,
})

const problem = (
  file: Problem['file'],
  span: Problem['span'],
  [code, text]: readonly [code: string, text: string],
): Problem => ({ file, span, code, message: said(text) })

/** The appliers speak English only; the text is theirs in both languages. */
const said = (text: string): Localized => ({ en: text, zh: text })
