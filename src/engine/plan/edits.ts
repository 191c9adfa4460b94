import type { Localized } from '../../message/index.ts'
import type { Step } from '../../rules/rule.ts'
import { type Edit, editsByPath } from '../../text/index.ts'
import type { FormatId } from '../../tree/index.ts'
import { draftEdits } from '../draft.ts'
import type { Progress } from '../fix.ts'
import type { Analysis, Fingerprint, PlanStep } from '../types.ts'
import { aftercare } from './aftercare.ts'

/** What a kind of fixes is called in a plan. */
export interface Kind {
  readonly id: string
  readonly title: Localized
  readonly risk: Step['risk']
}

export const safeFixes: Kind = {
  id: 'safe-fixes',
  title: { en: 'Apply the safe fixes', zh: '应用安全修复' },
  risk: 'low',
}

export const strongFixes: Kind = {
  id: 'unsafe-fixes',
  title: { en: 'Apply the fixes that change behaviour', zh: '应用会改变行为的修复' },
  risk: 'behaviour',
}

/**
 * Verified fixes as steps: for each daemon one edit with its check, then what makes the daemon take it.
 * `before` are the steps that lead to the text the edits count in.
 */
export function editSteps(progress: Progress, kind: Kind, before: readonly PlanStep[]): PlanStep[] {
  const { analysis } = progress
  const edits = draftEdits(progress.draft)
  const formats = [...new Set(edits.map(edit => formatOfPath(analysis, edit.path)))]
  return formats.flatMap(format => {
    const own = edits.filter(edit => formatOfPath(analysis, edit.path) === format)
    const needs = before.filter(step => meets(step, own)).map(step => step.id)
    return forDaemon(format, { kind, edits: own, needs, resolves: resolvedBy(progress, own), analysis })
  })
}

interface Change {
  readonly kind: Kind
  readonly edits: readonly Edit[]
  readonly needs: readonly string[]
  readonly resolves: readonly Fingerprint[]
  readonly analysis: Analysis
}

function forDaemon(format: FormatId, { kind, edits, needs, resolves, analysis }: Change): PlanStep[] {
  const care = aftercare(format, analysis.host.models)
  const id = `${format}/${kind.id}`
  const base = { title: kind.title, resolves }
  const edit: PlanStep = {
    ...base,
    kind: 'edit',
    id,
    needs,
    risk: kind.risk,
    edits,
    ...(format === 'nginx' && care && { verify: care.verify }),
    ...(care && { undo: care.undo }),
  }
  const after = { id: `${id}-live`, needs: [id], resolves }
  if (!care)
    return [edit, { ...after, kind: 'decide', risk: 'outage', title: restart.title, question: restart.question }]
  const verify = format === 'nginx' ? {} : { verify: care.verify }
  return [edit, { ...after, kind: 'command', title: care.title, risk: care.risk, commands: care.commands, ...verify }]
}

const restart = {
  title: { en: 'Restart the daemon that reads the files', zh: '重启读取这些文件的守护进程' },
  question: {
    en: 'Nothing in the files says how the daemon is started: restart it, then go on',
    zh: '文件中没有说明守护进程如何启动:请重启后继续',
  },
} satisfies Record<string, Localized>

const meets = (step: PlanStep, edits: readonly Edit[]): boolean => {
  const paths = new Set(edits.map(edit => edit.path))
  if (step.kind === 'write') return paths.has(step.path)
  return step.kind === 'edit' && [...editsByPath(step.edits).keys()].some(path => paths.has(path))
}

function resolvedBy({ applied }: Progress, edits: readonly Edit[]): Fingerprint[] {
  const paths = new Set(edits.map(edit => edit.path))
  return applied.filter(each => each.fix.edits.some(edit => paths.has(edit.path))).map(each => each.finding)
}

function formatOfPath({ host }: Analysis, path: string): FormatId {
  const holds = host.models.find(model => model.forest.trees.some(tree => tree.file.path === path))
  return holds?.format ?? (path.endsWith('.conf') && path.includes('sysctl') ? 'sysctl' : 'nginx')
}
