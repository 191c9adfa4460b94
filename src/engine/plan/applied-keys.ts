import type { SysctlModel } from '../../formats/sysctl/model.ts'
import { changesOf } from '../../remedies/sysctl/assign.ts'
import type { Analysis } from '../types.ts'

/** What applying all sysctl files may change in the running kernel: values there may differ from those of the files. */
export const appliedKeys = ({ host }: Analysis): string[] =>
  host.models.flatMap(model =>
    model.format === 'sysctl' ? changesOf(model as SysctlModel, assignedKeys(model as SysctlModel)) : [],
  )

const assignedKeys = ({ statements }: SysctlModel): string[] =>
  statements.flatMap(({ systemd }) => (systemd.kind === 'assign' ? [systemd.key] : []))
