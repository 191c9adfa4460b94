import type { Lang } from '../message/index.ts'

/** A `## heading` of a page with the lines below it. */
export interface Section {
  /** The English heading, whatever the language. */
  readonly name: string
  readonly heading: string
  readonly lines: readonly string[]
}

/** Headings of a page by language. Bad and Good hold examples that both share. */
const order: Readonly<Record<Lang, readonly string[]>> = {
  en: ['What', 'Why', 'Bad', 'Good', 'Fix', 'References'],
  zh: ['说明', 'Bad', 'Good', '修复', 'References'],
}

const chinese: Readonly<Record<string, string>> = { Bad: '不安全', Good: '安全', References: '参考资料' }

/** The sections of a rule page for readers of one language. */
export function sectionsFor(page: string, lang: Lang): Section[] {
  const all = sections(page)
  return order[lang].flatMap(name => {
    const lines = all.get(name)
    const heading = lang === 'zh' ? (chinese[name] ?? name) : name
    return lines ? [{ name, heading, lines: lang === 'zh' && isExamples(name) ? fencesOf(lines) : lines }] : []
  })
}

const isExamples = (name: string): boolean => name === 'Bad' || name === 'Good'

function sections(page: string): Map<string, string[]> {
  const found = new Map<string, string[]>()
  let current: string[] = []
  let inFence = false
  for (const line of page.split('\n')) {
    if (line.startsWith('```')) inFence = !inFence
    if (!inFence && line.startsWith('## ')) {
      current = []
      found.set(line.slice(3).trim(), current)
    } else current.push(line)
  }
  return found
}

/** Code blocks are shared by both languages; the prose between them is English. */
function fencesOf(lines: readonly string[]): string[] {
  let inFence = false
  let blank = false
  return lines.filter(line => {
    const edge = line.startsWith('```')
    const keep = edge || inFence || (line === '' && !blank)
    if (edge) inFence = !inFence
    if (keep) blank = line === ''
    return keep
  })
}
