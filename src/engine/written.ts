import { type Container, type FileStore, isManifest, isUnreadable, styleAt, writtenIn } from '../files/index.ts'
import type { Localized } from '../message/index.ts'
import type { Fix, Step } from '../rules/rule.ts'
import type { Edit, SourceFile } from '../text/index.ts'
import { once } from './once.ts'
import { tearsTag, touchesTag } from './tags.ts'
import type { Refused } from './types.ts'

interface Written {
  readonly fixes: readonly Fix[]
  readonly refused: readonly Refused[]
}

/**
 * The fixes as edits of real files: what is changed inside a scalar of a manifest is written in its style, or refused;
 * what would change a tag of a template is refused, and so is a fix whose own edits touch the same text. Commands of a host are
 * none of a container's. `about`: the file that the finding is about.
 */
export function expressible(all: readonly Fix[], store: FileStore, about?: SourceFile, inside?: Inside): Written {
  const { fixes, refused } = consistent(inContainer(inManifests(all, store, about), inside), store)
  const source = (path: string): SourceFile | undefined => {
    const file = path === about?.path ? about : store.read(path)
    return isUnreadable(file) ? undefined : file
  }
  const tearing = fixes.filter(fix => tears(fix, source))
  if (tearing.length === 0) return { fixes, refused }
  return {
    fixes: fixes.filter(fix => !tearing.includes(fix)),
    refused: [...refused, ...tearing.map(fix => ({ fix, because: tearsTag }))],
  }
}

/** Asks for the container that reads the file. */
export type Inside = () => Container | undefined

function inContainer(written: Written, inside: Inside | undefined): Written {
  const forHosts = written.fixes.filter(({ steps = [] }) => steps.some(isForHost))
  const container = forHosts.length > 0 ? inside?.() : undefined
  if (!container) return written
  return {
    fixes: written.fixes.filter(fix => !forHosts.includes(fix)),
    refused: [...written.refused, ...forHosts.map(fix => ({ fix, because: ofContainer(container) }))],
  }
}

const ofContainer = ({ name, path }: Container): Localized => ({
  en: `its commands are for the host of a daemon, and this one runs in a container: ${name} of ${path}`,
  zh: `其命令面向运行守护进程的主机，而它运行在容器中：${path} 的 ${name}`,
})

function consistent({ fixes: all, refused: others }: Written, store: FileStore): Written {
  const fixes: Fix[] = []
  const refused = [...others]
  for (const fix of all) {
    const own = once(fix, store)
    if ('because' in own) refused.push({ fix, because: own.because })
    else fixes.push(own)
  }
  return { fixes, refused }
}

/** Edits of a later stage count in a text that is not there yet. */
function tears({ edits, steps = [] }: Fix, source: (path: string) => SourceFile | undefined): boolean {
  const first = steps.find(({ kind }) => kind === 'edit')
  return [...edits, ...(first ? editsOf(first) : [])].some(({ path, span }) => {
    const file = source(path)
    return file !== undefined && touchesTag(file, span)
  })
}

function inManifests(fixes: readonly Fix[], store: FileStore, about?: SourceFile): Written {
  if (!about?.part && !fixes.some(touchesManifest)) return { fixes, refused: [] }
  const done: Fix[] = []
  const refused: Refused[] = []
  for (const fix of fixes) {
    const writer = new Writer(store)
    const edits = fix.edits.flatMap(edit => writer.write(edit))
    const steps = writer.because ? [] : staged(fix.steps ?? [], writer)
    if (steps.some(isForHost)) writer.because ??= whyNoCommand(about)
    if (writer.because) refused.push({ fix, because: writer.because })
    else if (edits.length + steps.length > 0) done.push({ ...fix, edits, ...(steps.length > 0 && { steps }) })
  }
  return { fixes: done, refused }
}

/** A command or a file of the machine that runs the daemon. */
const isForHost = ({ kind }: Step): boolean => kind === 'command' || kind === 'write'

const whyNoCommand = (about?: SourceFile): Localized => (about?.part?.placed ? forMadeHost : forHost)

const forHost: Localized = {
  en: 'its commands are for the host of a daemon, and a manifest is run by a cluster',
  zh: '其命令面向运行守护进程的主机，而清单由集群运行',
}

const forMadeHost: Localized = {
  en: 'its commands are for a host that runs, and this file says how hosts are made',
  zh: '其命令面向正在运行的主机，而该文件描述主机如何生成',
}

const editsOf = (step: Step): readonly Edit[] => (step.kind === 'edit' ? step.edits : [])

const touchesManifest = ({ edits, steps = [] }: Fix): boolean =>
  [...edits, ...steps.flatMap(editsOf)].some(({ path }) => isManifest(path))

class Writer {
  readonly #store: FileStore
  /** Why an edit could not be written; those behind it are not looked at. */
  because: Localized | undefined

  constructor(store: FileStore) {
    this.#store = store
  }

  write(edit: Edit): Edit[] {
    const file = isManifest(edit.path) ? this.#store.read(edit.path) : undefined
    if (!file || isUnreadable(file)) return [edit]
    const written = this.because ? undefined : writtenIn(file, edit)
    if (!written) this.because ??= tooMuch(styleAt(file, edit.span.start) ?? 'plain')
    return written ? [written] : []
  }
}

function staged(steps: readonly Step[], writer: Writer): Step[] {
  const inside = steps.filter(step => editsOf(step).some(({ path }) => isManifest(path)))
  if (inside.length > 1) writer.because ??= inStages
  return steps.map(step =>
    step.kind === 'edit' ? { ...step, edits: step.edits.flatMap(each => writer.write(each)) } : step,
  )
}

/** Stages count in texts that exist only once the earlier ones were made. */
const inStages: Localized = {
  en: 'a change in several stages cannot be written into a manifest',
  zh: '分阶段的更改无法写入清单文件',
}

const names: Readonly<Record<string, string>> = {
  literal: '字面块',
  folded: '折叠块',
  double: '双引号',
  single: '单引号',
  plain: '无引号',
}

const tooMuch = (style: string): Localized =>
  style === 'here-document' ? endsEarly : style === 'settings' ? onlyValues : inStyle(style)

const endsEarly: Localized = {
  en: 'the here-document would end inside the new text',
  zh: 'here-document 会在新文本中提前结束',
}

const onlyValues: Localized = {
  en: 'it is more than another value of a setting, and this file is none that sysctl reads',
  zh: '该更改不只是替换某项设置的值，而此文件并非 sysctl 读取的文件',
}

const inStyle = (style: string): Localized => ({
  en: `a scalar in ${style === 'double' || style === 'single' ? `${style} quotes` : `${style} style`} cannot hold the new text`,
  zh: `${names[style] ?? ''}标量无法容纳新文本`,
})
