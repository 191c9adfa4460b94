import type { Setting } from '../../tree/index.ts'
import type { OpenvpnModel, OptionLine } from './model.ts'

type Lines = Pick<OpenvpnModel, 'byName'>

const none: readonly OptionLine[] = []

/** Applied lines of an option, in the order read. */
export const every = (model: Lines, name: string): readonly OptionLine[] => model.byName.get(name) ?? none

/** The line that decides a scalar option: the last one outside `<connection>` blocks. */
export const last = (model: Lines, name: string): OptionLine | undefined =>
  every(model, name).findLast(line => !line.connection)

/** The lines that decide an option: the last one outside `<connection>` blocks, and the last of each block. */
export function deciding(model: Lines, name: string): readonly OptionLine[] {
  const lines = new Map(every(model, name).map(line => [line.connection, line]))
  return [...lines.values()]
}

export const has = (model: Lines, name: string): boolean => last(model, name) !== undefined

/** The value a scalar option has, with the lines that lost against it. */
export function setting<T>(model: Lines, name: string, read: (line: OptionLine | undefined) => T): Setting<T> {
  const lines = every(model, name).filter(line => !line.connection)
  const decides = lines.at(-1)
  return {
    value: read(decides),
    origin: decides?.directive ?? 'default',
    shadowed: lines.slice(0, -1).map(line => line.directive),
  }
}
