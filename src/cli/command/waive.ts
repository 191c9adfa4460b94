import { analyze, type Finding } from '../../engine/index.ts'
import { longestWaiver, waivableUntil } from '../../engine/suppress/waive.ts'
import type { Arguments } from '../arguments.ts'
import { nearestFile, waiversName } from '../configuration.ts'
import { exit } from '../exit.ts'
import { readInput } from '../input.ts'
import { checkedRule } from '../rule-id.ts'
import { list, note, type Session } from '../session.ts'
import { UsageError } from '../usage-error.ts'
import { addWaivers } from '../waiver-file.ts'

/** `waive RULE|FINGERPRINT [PATH…]`: adds the findings meant to the waiver file. */
export async function run(given: Arguments, session: Session): Promise<number> {
  const [meant, ...paths] = given.operands
  if (meant === undefined)
    throw new UsageError({ en: 'waive needs a rule or a fingerprint', zh: 'waive 需要规则或指纹' })
  const reason = required(given, 'reason')
  const until = untilDate(required(given, 'until'), given.value('today') ?? session.today())
  const input = await readInput({ ...given, operands: paths }, session)
  const findings = chosen(analyze(input).findings, meant)
  if (findings.length === 0) {
    note(session, { en: `no open finding of ${meant}`, zh: `没有 ${meant} 的未处理发现` })
    return exit.findings
  }
  const owner = given.value('owner')
  const path = input.waiverFile ?? nearestFile(session.cwd, waiversName) ?? waiversName
  await addWaivers({ path, cwd: session.cwd }, findings, { reason, until, ...(owner && { owner }) })
  for (const { rule, path, line, subject } of findings) list(session, `${rule} ${path}:${line} ${subject}`)
  note(session, {
    en: `${findings.length} waived until ${until} in ${path}`,
    zh: `已在 ${path} 中豁免 ${findings.length} 项，截至 ${until}`,
  })
  return exit.clean
}

const isFingerprint = (text: string): boolean => /^[0-9a-f]{6,64}$/.test(text)

function chosen(findings: readonly Finding[], meant: string): Finding[] {
  const open = findings.filter(finding => !finding.waived)
  if (isFingerprint(meant)) return open.filter(({ fingerprint }) => fingerprint.startsWith(meant))
  const rule = checkedRule(meant)
  return open.filter(finding => finding.rule === rule)
}

function required(given: Arguments, name: 'reason' | 'until'): string {
  const value = given.value(name)?.trim()
  if (value) return value
  throw new UsageError({ en: `waive needs --${name}`, zh: `waive 需要 --${name}` })
}

function untilDate(text: string, today: string): string {
  if (waivableUntil(text, today)) return text
  throw new UsageError({
    en: `--until: "${text}" is not a date within ${longestWaiver} days from ${today}`,
    zh: `--until："${text}" 不是 ${today} 起 ${longestWaiver} 天内的日期`,
  })
}
