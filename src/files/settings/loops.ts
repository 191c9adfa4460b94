import type { Level } from '../manifest/level.ts'
import type { Inset } from '../scalar/index.ts'
import { isValue, kernelKey, type Setting } from './setting.ts'

/** A word of a list, with the levels that the list stands in. */
export interface Item {
  readonly path: readonly Level[]
  readonly inset: Inset
}

/** What a task of Ansible's `sysctl` module says, by the mapping that the task is. */
export type Tasks = ReadonlyMap<object, ReadonlyMap<string, Inset>>

export const isLoop = (key: string): boolean => key === 'loop' || key.startsWith('with_')

/**
 * Keys that a task runs over, all of which get the value that it says: `name: "{{ item }}"`. No change of one of them can
 * be written: the value is that of the others too.
 */
export const looped = (items: readonly Item[], tasks: Tasks): Setting[] =>
  items.flatMap(({ path, inset }) => {
    const own = path.at(-1)
    const task = own && isLoop(own.key) ? tasks.get(own.object) : undefined
    const value = task?.get('value') ?? task?.get('val')
    const name = (task?.get('name') ?? task?.get('key'))?.value.text ?? ''
    if (!value || !/^\{\{ *item *\}\}$/.test(name) || task?.get('state')?.value.text === 'absent') return []
    const key = inset.value.text
    if (!kernelKey.test(key) || !isValue(value.value.text)) return []
    const end = inset.value.at(key.length)
    const shared: Inset = {
      style: value.style,
      value: { text: value.value.text, at: () => end },
      write: () => undefined,
    }
    return [{ key: inset, value: shared, at: inset.value.at(0) }]
  })
