import { type OwnRule, ownRules } from '../../rules/own-rules.ts'
import type { Fix } from '../../rules/rule.ts'
import { contains, type Edit, inWhole } from '../../text/index.ts'
import { type Comment, deleteDirective } from '../../tree/index.ts'
import { locate } from '../location.ts'
import type { Finding, Waiver } from '../types.ts'
import type { Acceptance } from './accept.ts'
import { type Ignore, ignoresIn } from './comments.ts'
import type { Suppressing } from './suppressing.ts'

/** What the `confward:ignore` comments of all files accept. */
export function inlineAcceptances(how: Suppressing): Acceptance[] {
  const files = new Map(how.trees.map(tree => [tree.file, tree]))
  return [...files.values()].flatMap(ignoresIn).flatMap(ignore => {
    const waiver = waiverOf(ignore)
    return ignore.rules.map(rule => ({
      rule,
      at: ignore.comment,
      waiver,
      broken: reasonAgainst(ignore, rule, how),
      unused: ownRules.unusedIgnore,
      meant: (finding: Finding) => meant(finding, ignore),
      // Where the comment is about one rule only, it can go.
      ...(ignore.rules.length === 1 && { fix: removal(ignore.comment) }),
    }))
  })
}

const waiverOf = ({ reason, until, comment }: Ignore): Waiver => ({
  kind: 'inline',
  reason,
  ...(until && { until }),
  at: locate(comment),
})

function reasonAgainst({ reason, until }: Ignore, rule: string, { known, today }: Suppressing): OwnRule | undefined {
  if (!known.has(rule)) return ownRules.unknownIgnore
  if (reason === '') return ownRules.withoutReason
  return until && today && until < today ? ownRules.expiredIgnore : undefined
}

const meant = (finding: Finding, { comment, covers }: Ignore): boolean =>
  covers !== undefined &&
  finding.path === comment.file.path &&
  contains(inWhole(comment.file, covers), { start: finding.span.start, end: finding.span.start })

const removal = (comment: Comment): Fix => ({
  title: { en: 'Remove the ignore', zh: '删除忽略注释' },
  safety: 'safe',
  edits: [withBlanks(deleteDirective(comment), comment)],
  changes: [],
})

/** Behind a statement, the blanks in front of the comment go with it. */
function withBlanks(edit: Edit, { file, span }: Comment): Edit {
  if (edit.span.start < span.start) return edit
  let start = edit.span.start
  while (start > 0 && /[ \t]/.test(file.text[start - 1] as string)) start--
  return { ...edit, span: { ...edit.span, start } }
}
