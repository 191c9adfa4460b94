import type { FixResult, Report } from '../engine/index.ts'
import type { Localized } from '../message/index.ts'
import { offered, openFindings } from '../report/counts.ts'

/** Why fixes were left out although they were wanted; what other fixes have repaired meanwhile is nobody's concern. */
export function rejections(report: Report, result: FixResult): Localized[] {
  const before = new Map(report.findings.map(finding => [finding.fingerprint, finding]))
  const left = new Map(result.report.findings.map(finding => [finding.fingerprint, finding]))
  return result.rejected.flatMap(({ finding, fix, because }) => {
    const found = left.has(finding) ? (before.get(finding) ?? left.get(finding)) : undefined
    if (!found) return []
    const where = `${found.path}:${found.line} ${found.rule}`
    return [
      {
        en: `${where}: "${fix.title.en}" left out: ${because.en}`,
        zh: `${where}：未采用“${fix.title.zh}”：${because.zh}`,
      },
    ]
  })
}

/** What was asked for. */
interface Asked {
  readonly write: boolean
  /** False for standard input. */
  readonly writable: boolean
  /** The files were named by their places on a host, as `nginx -T` does. */
  readonly dumped?: boolean
  readonly unsafe: boolean
}

/** One line: what was done and what is left, with how to get it. */
export function fixSummary(report: Report, result: FixResult, asked: Asked): Localized {
  const { write: written } = asked
  const files = new Set(result.edits.map(edit => edit.path)).size
  const remedies = openFindings(result.report).map(offered)
  const left = (remedy: ReturnType<typeof offered>): number => remedies.filter(each => each === remedy).length
  const [unsafe, steps] = [left('unsafe'), left('steps')]
  const done = result.applied.length
  const before = openFindings(report).length
  const after = openFindings(result.report).length
  return {
    en: [
      `${done} ${done === 1 ? 'fix' : 'fixes'} in ${files} ${files === 1 ? 'file' : 'files'}${written ? ' written' : ''}`,
      `findings ${before} → ${after}`,
      ...(unsafe > 0 ? [heavy(unsafe, asked).en] : []),
      ...(steps > 0 ? [`${steps} by "confward plan"`] : []),
      ...(done > 0 ? next(asked).map(({ en }) => en) : []),
    ].join(', '),
    zh: [
      `${files} 个文件，${done} 处修复${written ? '已写入' : ''}`,
      `发现 ${before} → ${after}`,
      ...(unsafe > 0 ? [heavy(unsafe, asked).zh] : []),
      ...(steps > 0 ? [`另有 ${steps} 处见 "confward plan"`] : []),
      ...(done > 0 ? next(asked).map(({ zh }) => zh) : []),
    ].join('，'),
  }
}

const heavy = (count: number, { unsafe }: Asked): Localized =>
  unsafe
    ? { en: `${count} left out`, zh: `${count} 处修复未采用` }
    : { en: `${count} more with --unsafe`, zh: `加 --unsafe 可再修复 ${count} 处` }

/** `nginx -T` tells files by the names that includes find: in sites-enabled these are links, which `patch` leaves alone. */
const onHost = 'patch -d / -p1 --follow-symlinks'

function next({ write, writable, dumped }: Asked): Localized[] {
  if (write) return [{ en: 'take back with "confward undo"', zh: '可用 "confward undo" 撤销' }]
  if (dumped) return [{ en: `apply on the host with "${onHost}"`, zh: `可在主机上用 "${onHost}" 应用` }]
  return writable ? [{ en: 'apply with --write', zh: '加 --write 应用' }] : []
}
