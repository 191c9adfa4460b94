import { isForCluster, isManifest } from '../../files/index.ts'
import type { Model } from '../../formats/format.ts'
import { containerOf } from '../../formats/nginx/container.ts'
import type { OpenvpnForest } from '../../formats/openvpn/model.ts'
import type { SysctlModel } from '../../formats/sysctl/model.ts'
import type { Localized } from '../../message/index.ts'
import { restartQuestion } from '../../remedies/openvpn/restart-question.ts'
import type { Step } from '../../rules/rule.ts'
import { isTemplateFile, type SourceFile } from '../../text/index.ts'
import type { FormatId } from '../../tree/index.ts'
import type { Analysis } from '../types.ts'
import { type Aftercare, aftercare } from './aftercare.ts'

/** What takes a changed file: the daemon of a format, a cluster, or whatever fills in templates, or makes hosts or images, before. */
export type Taker = FormatId | 'cluster' | 'templates' | 'maker' | 'container'

/** What the files are, worked out once for each analysis: a plan asks for every edit. */
interface Known {
  readonly formats: ReadonlyMap<string, FormatId>
  /** Files that no name calls a template, and that make sense as one only. */
  readonly filledIn: ReadonlySet<string>
  /** Manifests with tags in them: parts of a chart. */
  readonly charts: ReadonlySet<string>
  /** Files that say which files a host or container gets: of cloud-init, Ansible, Docker Compose, values of charts. */
  readonly makers: ReadonlySet<string>
  /** Files that an image or a container gets. */
  readonly contained: ReadonlySet<string>
}

const known = new WeakMap<Analysis, Known>()

export function takerOf(analysis: Analysis, path: string): Taker {
  const { formats, filledIn, charts, makers, contained } = known.get(analysis) ?? lookedThrough(analysis)
  if (isTemplateFile(path)) return 'templates'
  if (makers.has(path)) return 'maker'
  if (isManifest(path)) return charts.has(path) ? 'templates' : 'cluster'
  if (contained.has(path)) return 'container'
  if (filledIn.has(path)) return 'templates'
  return formats.get(path) ?? (path.includes('sysctl') ? 'sysctl' : path.includes('openvpn') ? 'openvpn' : 'nginx')
}

function lookedThrough(analysis: Analysis): Known {
  const formats = new Map<string, FormatId>()
  const filledIn = new Set<string>()
  const charts = new Set<string>()
  const makers = new Set<string>()
  for (const { format, forest } of analysis.host.models)
    for (const { file, placeholders } of forest.trees) {
      if (!formats.has(file.path)) formats.set(file.path, format)
      if (placeholders) filledIn.add(file.path)
      if (makesFiles(file)) makers.add(file.path)
      else if (isChart(file)) charts.add(file.path)
    }
  const made = { formats, filledIn, charts, makers, contained: containedIn(analysis) }
  known.set(analysis, made)
  return made
}

const containedIn = ({ host, store }: Analysis): ReadonlySet<string> =>
  new Set(
    host.models
      .filter(model => containerOf(model, store))
      .flatMap(({ forest }) => forest.trees.map(({ file }) => file.path)),
  )

/** What `kubectl` takes says its kind; values of a chart do not, and scripts and Terraform give it to a cluster themselves. */
const isObject = ({ path, text }: SourceFile): boolean =>
  isForCluster(path) && /^[ \t"'{-]*kind["']?[ \t]*:/m.test(text)

const makesFiles = ({ part }: SourceFile): boolean =>
  part !== undefined && (part.placed === true || !isObject(part.whole))

const isChart = ({ path, part, text }: SourceFile): boolean =>
  isManifest(path) && (part?.whole.text ?? text).includes('{{')

/** Undefined when nobody can tell from the files how they are taken: `unknownTaker` asks. */
export function careOf(taker: Taker, paths: readonly string[], models: readonly Model[]): Aftercare | undefined {
  if (taker === 'templates' || taker === 'maker' || taker === 'container') return undefined
  if (taker === 'sysctl' && !paths.some(isInstalled(models))) return undefined
  if (taker === 'cluster') return cluster([...new Set(paths)])
  return aftercare(taker, taker === 'openvpn' ? reading(new Set(paths), models) : models)
}

/** Does a host read the file from where it stands? A drop-in by itself may be meant for any. */
const isInstalled =
  (models: readonly Model[]) =>
  (path: string): boolean =>
    /(?:^|\/)(?:etc|run|lib)\/sysctl(?:\.d\/|\.conf$)/.test(path) ||
    models.some(model => model.format === 'sysctl' && (model as SysctlModel).scope === 'host')

/** Each tunnel is a daemon of its own: those that read none of the files go on. */
const reading = (paths: ReadonlySet<string>, models: readonly Model[]): readonly Model[] =>
  models.filter(
    ({ forest, format }) =>
      format === 'openvpn' &&
      (forest.trees.some(({ file }) => paths.has(file.path)) ||
        [...(forest as OpenvpnForest).companions.keys()].some(path => paths.has(path))),
  )

/** What a step has of the care: commands with what shows that they worked and what takes them back. */
export function taking({ title, risk, commands, verify, verified, units, undone, renews }: Aftercare): Taking {
  const base = { title, risk, commands, ...(units && { units }), ...(renews && { renews }), ...(undone && { undone }) }
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
export const unknownTaker = (taker: Taker): Question => questions[taker] ?? restart

const install: Question = {
  title: { en: 'Put the file where a host reads it and apply it there', zh: '将文件放到主机读取之处并在该主机上应用' },
  question: {
    en: 'Nothing tells which host reads the file: put it below /etc/sysctl.d there, keep what `sysctl -a` says, apply with `sysctl --system`, then go on',
    zh: '无法得知哪台主机读取该文件：请将其放到该主机的 /etc/sysctl.d 下，保存 `sysctl -a` 的输出，用 `sysctl --system` 应用后继续',
  },
  undone: byEdit,
}

const restart: Question = {
  title: { en: 'Restart the daemon that reads the files', zh: '重启读取这些文件的守护进程' },
  question: restartQuestion,
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

const rollOut: Question = {
  title: { en: 'Roll the files out', zh: '下发这些文件' },
  question: {
    en: 'Let what writes these files run for the hosts, check its result there (of nginx with `nginx -t`), let the daemons take it, then go on',
    zh: '请让写入这些文件的工具在主机上运行，在那里检查结果（nginx 用 `nginx -t`），让守护进程读取后继续',
  },
  undone: byEdit,
}

const rebuild: Question = {
  title: { en: 'Let the container take the files', zh: '让容器采用这些文件' },
  question: {
    en: 'Build the image anew where the files are copied into it, check them in a container of it (`nginx -t`), put a new container in the place of the one that runs (Docker Compose: `up -d --build --force-recreate`; kustomize: `kubectl apply -k`), then go on',
    zh: '若文件被复制进镜像则重新构建镜像，在其容器中检查（`nginx -t`），用新容器替换运行中的容器（Docker Compose：`up -d --build --force-recreate`；kustomize：`kubectl apply -k`），然后继续',
  },
  undone: byEdit,
}

const questions: Partial<Record<Taker, Question>> = {
  templates: render,
  maker: rollOut,
  container: rebuild,
  sysctl: install,
}
