import type { Severity } from '../../rules/rule.ts'
import { visible, visibleLines } from '../medium/plain.ts'
import { say, type View } from '../view.ts'
import type { Value } from './place.ts'

export const level: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  info: 'note',
}

/** CVSS-like numbers in the middle of GitHub's bands. What is only informative has none. */
const securitySeverity: Readonly<Partial<Record<Severity, string>>> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '2.0',
}

const longest = 1024
const mostTags = 20

const cut = (text: string): string => (text.length > longest ? `${text.slice(0, longest - 1)}…` : text)

/** The description of a rule; the page is its help. An id no rule has (a check of a baseline) describes itself. */
export function ruleOf(id: string, view: View): Value {
  const rule = view.rule(id)
  const title = visible(rule ? say(view, rule.title) : id)
  const page = visibleLines(view.page(id) ?? '') || title
  const address = view.address(id)
  return {
    id,
    shortDescription: { text: cut(title) },
    fullDescription: { text: cut(firstParagraph(page, view) ?? title) },
    help: { text: page, markdown: page },
    ...(address?.startsWith('https:') ? { helpUri: address } : {}),
    defaultConfiguration: { level: level[rule?.severity ?? 'medium'] },
    properties: properties(rule),
  }
}

function properties(rule: ReturnType<View['rule']>): Value {
  const severity = rule?.severity ?? 'medium'
  const number = securitySeverity[severity]
  return {
    tags: [...new Set(['security', ...(rule?.tags ?? [])])].slice(0, mostTags),
    precision: rule?.confidence ?? 'high',
    ...(number ? { 'security-severity': number } : { 'problem.severity': 'recommendation' }),
  }
}

/** What the page says under What, or under its Chinese counterpart. */
function firstParagraph(page: string, { lang }: View): string | undefined {
  const heading = lang === 'zh' ? '## 说明\n' : '## What\n'
  const at = page.indexOf(heading)
  if (at === -1) return undefined
  const [paragraph = ''] = page
    .slice(at + heading.length)
    .trimStart()
    .split(/\n\s*\n|\n## /, 1)
  return paragraph.replace(/\s+/g, ' ').trim() || undefined
}
