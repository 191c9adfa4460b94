/** The little Markdown that our pages use: a title, `## sections`, fenced blocks. */

export interface Fence {
  /** What follows the opening backticks. */
  readonly info: string
  readonly text: string
  /** 1-based line of the opening backticks. */
  readonly line: number
  /** Whether only blank lines stand between this fence and the one before it. */
  readonly follows: boolean
  /** The `## heading` it stands under. */
  readonly section: string
}

export interface Markdown {
  title: string
  /** Heading → lines below it, fences included. */
  readonly sections: Map<string, string[]>
  readonly fences: Fence[]
  readonly problems: string[]
}

export function readMarkdown(text: string): Markdown {
  const page: Markdown = { title: '', sections: new Map(), fences: [], problems: [] }
  const lines = text.split('\n')
  let section = ''
  let follows = false
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] as string
    if (/^`{3,}/.test(line)) {
      const end = readFence(page, lines, { at, follows, section })
      page.sections.get(section)?.push(...lines.slice(at, end + 1))
      at = end
      follows = true
      continue
    }
    if (/^##? /.test(line)) section = readHeading(page, line, section)
    else page.sections.get(section)?.push(line)
    if (line.trim() !== '') follows = false
  }
  return page
}

/** The section that the following lines belong to. */
function readHeading(page: Markdown, line: string, section: string): string {
  const name = line.replace(/^#+ /, '').trim()
  if (line.startsWith('# ')) {
    page.title = name
    return section
  }
  if (page.sections.has(name)) page.problems.push(`section "${name}" appears twice`)
  page.sections.set(name, [])
  return name
}

/** The index of the line that closes the fence, or of the last line. */
function readFence(
  page: Markdown,
  lines: readonly string[],
  from: { at: number; follows: boolean; section: string },
): number {
  const opening = lines[from.at] as string
  const ticks = /^`+/.exec(opening)?.[0] ?? ''
  const close = lines.indexOf(ticks, from.at + 1)
  const end = close === -1 ? lines.length : close
  if (close === -1) page.problems.push(`line ${from.at + 1}: the fence is not closed`)
  const { follows, section } = from
  const text = lines.slice(from.at + 1, end).join('\n')
  page.fences.push({ info: opening.slice(ticks.length).trim(), text, line: from.at + 1, follows, section })
  return end
}
