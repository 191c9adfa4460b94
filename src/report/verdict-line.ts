import type { FileProblem, Finding, Report, ReportVerdict } from '../engine/types.ts'
import type { Localized } from '../message/index.ts'
import type { Pen, Style } from './medium/terminal.ts'
import { say, type View } from './view.ts'

interface Look {
  readonly view: View
  readonly pen: Pen
}

const daemonCheck: Readonly<Record<ReportVerdict['format'], string>> = {
  nginx: 'nginx -t',
  openvpn: 'openvpn --config',
  sysctl: 'sysctl --system',
}

/** A folder of fragments has as many open verdicts as files: one line says it of the rest. */
const mostOpen = 4

/** What the daemons would refuse, and what nobody can tell from the files alone. */
export function verdictLines(report: Report, look: Look): string[] {
  const refused = report.verdicts.filter(({ loads }) => loads === false)
  const open = report.verdicts.filter(({ loads }) => loads === null)
  const find = finder(report)
  const shown = [...refused, ...open.slice(0, mostOpen)].map(verdict => verdictLine(verdict, find, look))
  const more = open.length - mostOpen
  const rest: Localized = { en: `the same of ${more} more`, zh: `另有 ${more} 个同样无法判断` }
  return more > 0 ? [...shown, look.pen(say(look.view, rest), 'dim')] : shown
}

type Find = (fingerprint: string) => Finding | undefined

/** Made when the first reason is looked for: a fingerprint is a hash, and a repository may hold thousands of refused roots. */
function finder({ findings }: Report): Find {
  let known: ReadonlyMap<string, Finding> | undefined
  return fingerprint => {
    known ??= new Map(findings.map(each => [each.fingerprint, each]))
    return known.get(fingerprint)
  }
}

function verdictLine(verdict: ReportVerdict, find: Find, { pen, view }: Look): string {
  const command = daemonCheck[verdict.format]
  const text: Localized =
    verdict.loads === false
      ? { en: `${command} would refuse`, zh: `${command} 会拒绝` }
      : { en: `cannot tell whether ${command} accepts`, zh: `无法判断 ${command} 是否接受` }
  const reasons = reasonsOf(verdict, find, view)
  const style: Style = verdict.loads === false ? 'red' : 'dim'
  const colon: Localized = { en: ': ', zh: '：' }
  return `${pen(say(view, text), style)} ${pen(verdict.root)}${reasons ? pen(`${say(view, colon)}${reasons}`) : ''}`
}

const isOfMachine = ({ code }: FileProblem): boolean => code === 'machine-file'

/**
 * By findings where there are any, else in the words of the problems; of what is merely open the first, and how many
 * more there are.
 */
function reasonsOf({ because, problems, loads }: ReportVerdict, find: Find, view: View): string {
  const files = problems.filter(isOfMachine)
  const known = new Set(files.map(told))
  const others = because.filter(each => !known.has(each))
  const shown = others.slice(0, loads === false ? 3 : 1).map(each => reason(each, { problems, find, view }))
  if (files[0]) shown.push(say(view, files[0].message))
  const more = loads === false ? 0 : others.length + files.length - shown.length
  const semicolon: Localized = { en: '; ', zh: '；' }
  return `${shown.join(say(view, semicolon))}${more > 0 ? ` (+${more})` : ''}`
}

interface Source {
  readonly problems: readonly FileProblem[]
  readonly find: Find
  readonly view: View
}

function reason(because: string, { problems, find, view }: Source): string {
  const finding = find(because)
  if (finding) return `${finding.rule} (${finding.path}:${finding.line})`
  const problem = problems.find(each => told(each) === because)
  return problem ? `${problem.path}:${problem.line}: ${say(view, problem.message)}` : because
}

/** As `because` names a problem that no finding is about. */
const told = ({ path, line, message }: FileProblem): string => `${path}:${line}: ${message.en}`
