import { onHost } from '../../files/index.ts'
import type { SysctlModel } from '../../formats/sysctl/model.ts'
import type { SourceFile } from '../../text/index.ts'

/** The file for lines that stand nowhere yet: one whose name sorts behind every other, for both appliers. */

const own = 'zz-confward.conf'

/** Below /etc/sysctl.d, such that no other name in any directory comes after it. */
export function winningName(names: readonly string[]): string {
  let name = own
  while (names.some(other => other !== name && other > name)) name = `z${name}`
  return name
}

/** Undefined for a single file or a bundle of drop-ins: what lies around them is not known. */
export function dropIn(model: SysctlModel): SourceFile | undefined {
  if (model.scope !== 'host') return undefined
  const names = model.outcomes.procps.files.filter(each => each.hostPath !== '/etc/sysctl.conf').map(each => each.name)
  const name = winningName(names)
  const standing = model.outcomes.procps.files.find(each => each.hostPath === `/etc/sysctl.d/${name}`)?.file
  const root = model.forest.hostRoot === '.' ? '' : model.forest.hostRoot
  return standing ?? { path: onHost(root, `/etc/sysctl.d/${name}`), text: '', encoding: 'utf8' }
}
