import type { Report } from '../engine/types.ts'
import type { Lang, Localized } from '../message/index.ts'
import type { Severity } from '../rules/rule.ts'
import { formatVersion, type Target } from '../target/index.ts'
import type { FormatId } from '../tree/index.ts'
import { type Counts, count } from './counts.ts'
import { judgedFiles } from './within.ts'

export const severityText: Readonly<Record<Severity, Localized>> = {
  critical: { en: 'critical', zh: '严重' },
  high: { en: 'high', zh: '高危' },
  medium: { en: 'medium', zh: '中危' },
  low: { en: 'low', zh: '低危' },
  info: { en: 'info', zh: '提示' },
}

/** Said of findings of low confidence. */
export const guess: Localized = {
  en: 'low confidence: what is not in these files may say otherwise',
  zh: '置信度低：这些文件之外的内容可能另有规定',
}

/** One line: findings by severity, what can be fixed, what was accepted. */
export const summary = (report: Report, lang: Lang): string =>
  lang === 'zh' ? chinese(count(report), report) : english(count(report), report)

const plural = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`

function english(counts: Counts, report: Report): string {
  const errors = unread(report)
  const inFiles = `in ${plural(judgedFiles(report).length, 'file')}`
  const lead = errors > 0 ? [plural(errors, 'error')] : []
  if (counts.open === 0) return [...lead, `no findings ${inFiles}`, ...accepted(counts, 'en')].join(', ')
  const severity = counts.bySeverity.map(([name, number]) => `${number} ${name}`).join(', ')
  return [
    ...lead,
    `${plural(counts.open, 'finding')} (${severity}) ${inFiles}`,
    `${counts.safe + counts.unsafe} fixable (${counts.safe} safe, ${counts.unsafe} unsafe)`,
    ...(counts.steps > 0 ? [`${counts.steps} by a plan`] : []),
    ...accepted(counts, 'en'),
  ].join(', ')
}

function chinese(counts: Counts, report: Report): string {
  const errors = unread(report)
  const lead = errors > 0 ? [`${errors} 处错误`] : []
  const files = `${judgedFiles(report).length} 个文件`
  if (counts.open === 0) return [...lead, `${files}，未发现问题`, ...accepted(counts, 'zh')].join('，')
  const severity = counts.bySeverity.map(([name, number]) => `${severityText[name].zh} ${number}`).join('，')
  return [
    ...lead,
    `${files}，${counts.open} 个发现（${severity}）`,
    `可修复 ${counts.safe + counts.unsafe}（安全 ${counts.safe}，不安全 ${counts.unsafe}）`,
    ...(counts.steps > 0 ? [`需按计划操作 ${counts.steps}`] : []),
    ...accepted(counts, 'zh'),
  ].join('，')
}

/** What was not understood: it may hide findings. */
const unread = ({ problems }: Report): number => problems.filter(problem => !problem.warning).length

function accepted({ suppressed, waived }: Counts, lang: Lang): string[] {
  const zh = lang === 'zh'
  return [
    ...(suppressed > 0 ? [zh ? `就地忽略 ${suppressed}` : `${suppressed} suppressed`] : []),
    ...(waived > 0 ? [zh ? `已豁免 ${waived}` : `${waived} waived`] : []),
  ]
}

const relevant: Readonly<Record<FormatId, readonly string[]>> = {
  nginx: ['nginx', 'openssl'],
  openvpn: ['openvpn', 'openssl'],
  sysctl: ['kernel', 'systemd', 'distribution'],
}

/** What was assumed about the target because nobody said it; undefined when nothing that matters here was. */
export function assumption(report: Report): Localized | undefined {
  const matters = new Set(report.verdicts.flatMap(({ format }) => relevant[format]))
  const parts = report.target.assumed.filter(name => matters.has(name)).map(name => stated(report.target, name))
  if (parts.length === 0) return undefined
  const list = parts.join(', ')
  return {
    en: `assumed ${list}; state what runs with --target or --target-from`,
    zh: `假定目标为 ${list}；可用 --target 或 --target-from 指明实际版本`,
  }
}

function stated(target: Target, name: string): string {
  const version = target[name as 'nginx']
  if (name === 'distribution') return `${target.distribution.id} ${target.distribution.version}`
  return Array.isArray(version) ? `${name} ${formatVersion(version)}` : name
}

/** What the host was taken for, where that decides about values; undefined when nothing was. */
export function roleText(report: Report): Localized | undefined {
  if (report.roles.length === 0 || !report.verdicts.some(({ format }) => format === 'sysctl')) return undefined
  const list = (lang: 'en' | 'zh'): string =>
    report.roles
      .slice(0, 8)
      .map(({ role, because }) => `${role} (${because[lang]})`)
      .join(', ')
  return { en: `taken for: ${list('en')}; state roles with --role`, zh: `视为：${list('zh')}；可用 --role 指明` }
}
