import type { Localized } from '../../message/index.ts'
import type { Step } from '../../rules/rule.ts'
import type { Edit } from '../../text/index.ts'
import { draftEdits } from '../draft.ts'
import type { Progress } from '../fix.ts'
import type { Analysis, PlanStep } from '../types.ts'
import type { Aftercare } from './aftercare.ts'
import { careOf, type Taker, takerOf, undoneByHand } from './takers.ts'

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

/** Safe fixes of findings that show only now. */
export const laterFixes: Kind = {
  id: 'later-fixes',
  title: { en: 'Apply the safe fixes of what these changes left', zh: '应用上述更改之后的安全修复' },
  risk: 'low',
}

/** What waited for an answer to a question, and what shows only then. */
export const otherSafeFixes: Kind = { ...safeFixes, id: 'other-safe-fixes' }

export type EditStep = PlanStep & { readonly kind: 'edit' }

/**
 * Verified fixes as steps: one edit for each daemon, with the check that can be made before it takes the files.
 */
export function editSteps(progress: Progress, kind: Kind, { steps: before, analysis: from }: Before): EditStep[] {
  const { analysis } = progress
  const edits = draftEdits(progress.draft)
  const takers = [...new Set(edits.map(edit => takerOf(analysis, edit.path)))]
  return takers.map(taker => {
    const own = edits.filter(edit => takerOf(analysis, edit.path) === taker)
    const paths = own.map(edit => edit.path)
    const edited = new Set(paths)
    const care = careOf(taker, paths, analysis.host.models)
    return {
      kind: 'edit',
      id: `${taker}/${kind.id}`,
      title: takers.length > 1 ? ofTaker(kind.title, taker) : kind.title,
      risk: kind.risk,
      needs: before.filter(step => meets(step, edited)).map(step => step.id),
      edits: own,
      resolves: appliedIn(progress, own).map(each => each.finding),
      ...(care?.check && { verify: [care.check] }),
      ...wayBack(care, refused(from, edited)),
    }
  })
}

const takerNames: Readonly<Record<Taker, Localized>> = {
  nginx: { en: 'nginx', zh: 'nginx' },
  openvpn: { en: 'OpenVPN', zh: 'OpenVPN' },
  sysctl: { en: 'kernel settings', zh: '内核参数' },
  cluster: { en: 'manifests', zh: '清单' },
  templates: { en: 'templates', zh: '模板' },
  maker: { en: 'files that make hosts', zh: '主机生成文件' },
  container: { en: 'files of containers', zh: '容器文件' },
}

const ofTaker = ({ en, zh }: Localized, taker: Taker): Localized => ({
  en: `${en}: ${takerNames[taker].en}`,
  zh: `${zh}：${takerNames[taker].zh}`,
})

/** The steps that lead to the text the edits count in, and what it was then. */
interface Before {
  readonly steps: readonly PlanStep[]
  readonly analysis: Analysis
}

/** Does the daemon refuse the files, so that bringing them back must not end with its reload? */
const refused = ({ report, host }: Analysis, paths: ReadonlySet<string>): boolean =>
  report.verdicts.some(
    ({ loads }, at) => loads === false && host.models[at]?.forest.trees.some(({ file }) => paths.has(file.path)),
  )

function wayBack(care: Aftercare | undefined, isRefused: boolean): Pick<Step, 'undo' | 'undone'> {
  if (!care) return { undone: undoneByHand }
  if (isRefused && care.undo.length > 0) return { undone: leftRunning }
  return care.undo.length > 0 ? { undo: care.undo } : {}
}

const leftRunning: Localized = {
  en: 'the daemon is left as it runs: it does not start with the former files',
  zh: '不重新加载守护进程：它无法以原来的文件启动',
}

const meets = (step: PlanStep, paths: ReadonlySet<string>): boolean =>
  step.kind === 'write' ? paths.has(step.path) : step.kind === 'edit' && step.edits.some(({ path }) => paths.has(path))

/** The fixes that edit files of these edits. */
export function appliedIn({ applied }: Progress, edits: readonly Edit[]): Progress['applied'] {
  const paths = new Set(edits.map(edit => edit.path))
  return applied.filter(each => each.fix.edits.some(edit => paths.has(edit.path)))
}
