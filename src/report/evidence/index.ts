import type { Report } from '../../engine/types.ts'
import type { Block } from '../document/block.ts'
import { asHtml } from '../document/html.ts'
import { asMarkdown } from '../document/markdown.ts'
import { evidenceSheet } from '../html/sheet.ts'
import { shell } from '../html/shell.ts'
import { say, type View } from '../view.ts'
import { changeBlocks } from './changes.ts'
import { exceptionBlocks, limitBlocks, passedBlocks, signOffBlocks } from './closing.ts'
import { commandBlocks } from './commands.ts'
import { findingBlocks, frameworkBlocks, numbered } from './findings.ts'
import { openingBlocks, resultBlocks, scopeBlocks } from './scope.ts'
import { words } from './words.ts'

/** What an auditor files: scope with hashes, findings with clauses, changes, commands, exceptions, limits, sign-off. */
function evidence(report: Report, view: View): Block[] {
  const all = numbered(report)
  return [
    ...openingBlocks(report, view),
    ...scopeBlocks(report, view),
    ...resultBlocks(report, view),
    ...findingBlocks(all, view),
    ...passedBlocks(report, view),
    ...frameworkBlocks(all, view),
    ...changeBlocks(view),
    ...commandBlocks(view),
    ...exceptionBlocks(all, view),
    ...limitBlocks(report, view),
    ...signOffBlocks(view),
  ]
}

export const renderMarkdown = (report: Report, view: View): string => asMarkdown(evidence(report, view))

export const renderHtml = (report: Report, view: View): string =>
  shell({
    title: say(view, words.title),
    lang: view.lang,
    style: evidenceSheet,
    body: asHtml(evidence(report, view)),
  })
