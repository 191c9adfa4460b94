import type { FileProblem, Report, ReportVerdict } from '../engine/types.ts'
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
  const shown = [...refused, ...open.slice(0, mostOpen)].map(verdict => verdictLine(verdict, report, look))
  const more = open.length - mostOpen
  const rest: Localized = { en: `the same of ${more} more`, zh: `另有 ${more} 个同样无法判断` }
  return more > 0 ? [...shown, look.pen(say(look.view, rest), 'dim')] : shown
}

function verdictLine(verdict: ReportVerdict, report: Report, { pen, view }: Look): string {
  const command = daemonCheck[verdict.format]
  const text: Localized =
    verdict.loads === false
      ? { en: `${command} would refuse`, zh: `${command} 会拒绝` }
      : { en: `cannot tell whether ${command} accepts`, zh: `无法判断 ${command} 是否接受` }
  const reasons = reasonsOf(verdict, report, view)
  const style: Style = verdict.loads === false ? 'red' : 'dim'
  const colon: Localized = { en: ': ', zh: '：' }
  return `${pen(say(view, text), style)} ${pen(verdict.root)}${reasons ? pen(`${say(view, colon)}${reasons}`) : ''}`
}

const isOfMachine = ({ code }: FileProblem): boolean => code === 'machine-file'

/** By findings where there are any, else in the words of the problems; of files that are not here the first. */
function reasonsOf({ because, problems }: ReportVerdict, report: Report, view: View): string {
  const [file, ...files] = problems.filter(isOfMachine)
  const texts = new Map(problems.filter(each => !isOfMachine(each)).map(each => [told(each), placed(each, view)]))
  const known = new Set(problems.filter(isOfMachine).map(told))
  const reasons = because
    .filter(each => !known.has(each))
    .slice(0, 3)
    .map(each => {
      const finding = report.findings.find(({ fingerprint }) => fingerprint === each)
      return finding ? `${finding.rule} (${finding.path}:${finding.line})` : (texts.get(each) ?? each)
    })
  const more = files.length > 0 ? ` (+${files.length})` : ''
  if (file) reasons.push(`${say(view, file.message)}${more}`)
  const semicolon: Localized = { en: '; ', zh: '；' }
  return reasons.join(say(view, semicolon))
}

/** As `because` names a problem that no finding is about. */
const told = ({ path, line, message }: FileProblem): string => `${path}:${line}: ${message.en}`

const placed = (problem: FileProblem, view: View): string =>
  `${problem.path}:${problem.line}: ${say(view, problem.message)}`
