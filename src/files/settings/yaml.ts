import { readManifest } from '../manifest/block.ts'
import { deepest, type Keeper, type Level, now } from '../manifest/level.ts'
import { type Inset, insetIn, type Written } from '../scalar/index.ts'
import { type Item, isLoop, looped } from './loops.ts'
import { type Entry, entryAt } from './removal.ts'
import { isValue, kernelKey, type Setting } from './setting.ts'
import { settingOf, wordAt, wordsOf } from './words.ts'

/** A value that may be one of a setting: its key, its text, and the mappings it stands in. */
interface Held {
  readonly path: readonly Level[]
  readonly at: number
  readonly inset: Inset
}

/**
 * Kernel settings in YAML: tasks of Ansible's `sysctl` module, the lists that their loops run over, and mappings of keys
 * to values below a name that says `sysctl`, as variables of roles and Talos have them. Those of containers are not
 * among them: their network is their own, and what is right there is not what is right on a host.
 */
export function settingsInYaml(text: string): Setting[] {
  const held: Held[] = []
  const items: Item[] = []
  const list = (stack: readonly Level[], inset: Inset): void => {
    if (isLoop(stack.at(-1)?.key ?? '') && kernelKey.test(inset.value.text)) items.push({ path: now(stack), inset })
  }
  const keep = (stack: readonly Level[], at: number, inset: Inset): void => {
    const key = stack.at(-1)?.key ?? ''
    if (stack.length >= deepest || !(fields.test(key) || kernelKey.test(key))) return
    if (!inset.value.text.includes('\n')) held.push({ path: now(stack), at, inset })
  }
  const keeper: Keeper = {
    value: (stack, at, scalar) => scalar && keep(stack, at, insetIn(text, scalar)),
    word: (stack, at, word) => keep(stack, at, wordAt(word, at)),
    item: (stack, _at, scalar) => scalar && list(stack, insetIn(text, scalar)),
    listed: (stack, at, word) => list(stack, wordAt(word, at)),
  }
  readManifest(text, keeper)
  const tasks = tasksAmong(held)
  const found = [...mapped(held, text), ...inTasks(held, text), ...listed(held, tasks, text), ...inLines(held)]
  return [...found, ...looped(items, tasks)].sort((a, b) => a.at - b.at)
}

/** What the tasks say, by the mapping that each of them is. */
function tasksAmong(held: readonly Held[]): ReadonlyMap<object, Map<string, Inset>> {
  const tasks = new Map<object, Map<string, Inset>>()
  for (const { path, inset } of held) {
    const [task, own] = isInline(path)
      ? [path.at(-1), wordsOf(inset)]
      : [path.at(-2), [[path.at(-1)?.key ?? '', inset]]]
    if (!task || !isTask(path)) continue
    const fields = tasks.get(task.object) ?? new Map<string, Inset>()
    for (const [name, value] of own as Iterable<[string, Inset]>) fields.set(name, value)
    tasks.set(task.object, fields)
  }
  return tasks
}

/** Of a task, of an item of its list, and the module itself with its words behind it. */
const fields = /^(?:name|key|value|val|state|path|dest|line)$|(?:^|\.)sysctl$/

const moduleName = /(?:^|\.)sysctl$/
const isTask = (path: readonly Level[]): boolean => moduleName.test(path.at(-2)?.key ?? '') || isInline(path)
const isInline = (path: readonly Level[]): boolean => moduleName.test(path.at(-1)?.key ?? '')

/** Compose, pods. `machine: sysctls:` is Talos, a host. */
const isContainer = (path: readonly Level[]): boolean =>
  path.some(({ key }, at) => key === 'sysctls' && path[at - 1]?.key !== 'machine')

/** `net.ipv4.ip_forward: 1` */
function mapped(held: readonly Held[], text: string): Setting[] {
  return held.flatMap(({ path, at, inset }) => {
    const key = path.at(-1)?.key ?? ''
    const named = path.slice(0, -1).some(level => /sysctl|kernel_?param/i.test(level.key) || isLoop(level.key))
    if (!kernelKey.test(key) || !named || isContainer(path) || !isValue(inset.value.text)) return []
    // The key ends before its colon; how it is quoted does not matter for where it begins.
    const start = path.at(-1)?.at ?? at
    const column = path.at(-1)?.column ?? 0
    const remove = (): Written | undefined => without(text, start, { column, isItem: false })
    return [{ key: { value: { text: key, at: offset => start + offset } }, value: inset, at: start, remove }]
  })
}

/** `sysctl: name=net.ipv4.ip_forward value=1` */
function inTasks(held: readonly Held[], text: string): Setting[] {
  return held
    .filter(({ path }) => isInline(path))
    .flatMap(({ inset, path, at }) =>
      asSettings(wordsOf(inset), () => without(text, at, { column: path.at(-1)?.column ?? 0, isItem: true })),
    )
}

function without(text: string, at: number, entry: Entry): Written | undefined {
  const span = entryAt(text, at, entry)
  // Another task may ask what this one did.
  return !span || /^[ -]*register:/m.test(text.slice(span.start, span.end)) ? undefined : { span, text: '' }
}

/** `lineinfile: { path: /etc/sysctl.conf, line: net.ipv4.ip_forward = 1 }` */
function inLines(held: readonly Held[]): Setting[] {
  const objects = new Map<object, Map<string, Inset>>()
  for (const { path, inset } of held) {
    const own = path.at(-1)
    if (!own || !/(?:^|\.)lineinfile$/.test(path.at(-2)?.key ?? '')) continue
    objects.set(own.object, (objects.get(own.object) ?? new Map<string, Inset>()).set(own.key, inset))
  }
  return [...objects.values()].flatMap(fields => {
    const line = fields.get('line')
    const file = (fields.get('path') ?? fields.get('dest'))?.value.text ?? ''
    if (!line || !/^\/etc\/sysctl\.(?:conf$|d\/)/.test(file) || fields.get('state')?.value.text === 'absent') return []
    return settingOf(line)
  })
}

/** Mappings with a name and a value: those of the module itself, and the items of lists. */
function listed(held: readonly Held[], tasks: ReadonlyMap<object, unknown>, text: string): Setting[] {
  const objects = new Map<object, Map<string, Inset>>()
  const columns = new Map<object, number>()
  for (const { path, inset } of held) {
    const own = path.at(-1)
    const outer = path.at(-2)
    if (!own || isContainer(path)) continue
    const isItem = path.some(
      ({ key, object }, at) => at < path.length - 1 && (/sysctl/i.test(key) || (isLoop(key) && tasks.has(object))),
    )
    if (!outer || !isItem) continue
    const fields = objects.get(own.object) ?? new Map<string, Inset>()
    fields.set(own.key, inset)
    objects.set(own.object, fields)
    columns.set(own.object, isTask(path) ? outer.column : own.column)
  }
  return [...objects].flatMap(([object, own]) =>
    asSettings(own, at => without(text, at, { column: columns.get(object) ?? 0, isItem: true })),
  )
}

function asSettings(fields: ReadonlyMap<string, Inset>, taken: (at: number) => Written | undefined): Setting[] {
  const key = fields.get('name') ?? fields.get('key')
  const value = fields.get('value') ?? fields.get('val')
  if (!key || !value || fields.get('state')?.value.text === 'absent') return []
  if (!kernelKey.test(key.value.text) || !isValue(value.value.text)) return []
  const at = Math.min(key.value.at(0), value.value.at(0))
  return [{ key, value, at, remove: () => taken(at) }]
}
