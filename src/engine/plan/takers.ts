import { isManifest } from '../../files/index.ts'
import type { Model } from '../../formats/format.ts'
import type { Localized } from '../../message/index.ts'
import type { Step } from '../../rules/rule.ts'
import { isTemplateFile } from '../../text/index.ts'
import type { FormatId } from '../../tree/index.ts'
import type { Analysis } from '../types.ts'
import { type Aftercare, aftercare } from './aftercare.ts'

/** What takes a changed file: the daemon of a format, a cluster, or whatever fills in templates before. */
export type Taker = FormatId | 'cluster' | 'templates'

const known = new WeakMap<Analysis, Map<string, Taker>>()

/** Worked out once for each file: a plan asks it for every edit. */
export function takerOf(analysis: Analysis, path: string): Taker {
  const takers = known.get(analysis) ?? new Map<string, Taker>()
  known.set(analysis, takers)
  const taker = takers.get(path) ?? findTaker(analysis, path)
  takers.set(path, taker)
  return taker
}

function findTaker(analysis: Analysis, path: string): Taker {
  if (isTemplateFile(path) || isFilledIn(analysis, path)) return 'templates'
  if (isManifest(path)) return isChart(analysis, path) ? 'templates' : 'cluster'
  return formatOfPath(analysis, path)
}

/** A file that no name calls a template, and that makes sense as one only. */
const isFilledIn = ({ host }: Analysis, path: string): boolean =>
  !isManifest(path) &&
  host.models.some(({ forest }) => forest.trees.some(({ file, placeholders }) => file.path === path && placeholders))

/** A manifest with tags in it is part of a chart. */
const isChart = ({ host }: Analysis, path: string): boolean =>
  host.models.some(({ forest }) =>
    forest.trees.some(
      ({ file }) => (file.path === path || file.path.startsWith(`${path}/`)) && file.text.includes('{{'),
    ),
  )

function formatOfPath({ host }: Analysis, path: string): FormatId {
  const holds = host.models.find(model => model.forest.trees.some(tree => tree.file.path === path))
  return holds?.format ?? (path.includes('sysctl') ? 'sysctl' : path.includes('openvpn') ? 'openvpn' : 'nginx')
}

/** Undefined when nobody can tell from the files how they are taken: `unknownTaker` asks. */
export function careOf(taker: Taker, paths: readonly string[], models: readonly Model[]): Aftercare | undefined {
  if (taker === 'templates') return undefined
  return taker === 'cluster' ? cluster([...new Set(paths)]) : aftercare(taker, models)
}

/** What a step has of the care: commands with what shows that they worked and what takes them back. */
export function taking({ title, risk, commands, verify, verified, units, undone }: Aftercare): Taking {
  const base = { title, risk, commands, ...(units && { units }), ...(undone && { undone }) }
  return { ...base, ...(verify.length > 0 && { verify }), ...(verified && { verified }) }
}

type Taking = Omit<Step & { readonly kind: 'command' }, 'kind' | 'id' | 'needs'>

function cluster(paths: readonly string[]): Aftercare {
  const apply = paths.map(path => ({ argv: ['kubectl', 'apply', '-f', path] }))
  const files = paths.flatMap(path => ['-f', path])
  return {
    check: {
      argv: ['kubectl', 'apply', '--dry-run=server', ...files],
      says: { en: 'the cluster accepts the manifests', zh: '集群接受这些清单' },
    },
    verify: [
      {
        argv: ['kubectl', 'diff', ...files],
        says: { en: 'the cluster has what the manifests say', zh: '集群与清单一致' },
      },
    ],
    commands: apply,
    undo: apply,
    undone: {
      en: 'nothing by itself: taking back the edit applies the former manifests',
      zh: '无需单独撤销：撤销修改时会应用原清单',
    },
    title: {
      en: 'Apply the manifests; pods that mount them read them anew when they are restarted',
      zh: '应用清单；挂载它们的 Pod 在重启后才会重新读取',
    },
    risk: 'low',
  }
}

interface Question {
  readonly title: Localized
  readonly question: Localized
  readonly undone: Localized
}

/** Of an edit whose files nobody knows how to make anything take. */
export const undoneByHand: Localized = {
  en: 'then let what reads the files take the former ones',
  zh: '然后让读取这些文件的程序重新读取原内容',
}

const byEdit: Localized = {
  en: 'nothing by itself: it comes with taking back the edit',
  zh: '无需单独撤销：随撤销修改一并进行',
}

/** For daemons of which nobody can tell what runs them, and for files that are filled in before anything reads them. */
export const unknownTaker = (taker: Taker): Question => (taker === 'templates' ? render : restart)

const restart: Question = {
  title: { en: 'Restart the daemon that reads the files', zh: '重启读取这些文件的守护进程' },
  question: {
    en: 'Nothing in the files says how the daemon is started: restart it, then go on',
    zh: '文件中没有说明守护进程如何启动：请重启后继续',
  },
  undone: byEdit,
}

const render: Question = {
  title: { en: 'Fill in the templates and roll them out', zh: '渲染模板并发布' },
  question: {
    en: 'Let what fills in the templates run, check its result (of nginx with `nginx -t`), let the daemons take it, then go on',
    zh: '请运行渲染模板的工具，检查结果（nginx 用 `nginx -t`），让守护进程读取后继续',
  },
  undone: byEdit,
}
