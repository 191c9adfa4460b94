import { type FileStore, hostRoot } from '../files/index.ts'
import type { Model } from '../formats/format.ts'
import type { HostModel } from '../rules/host/model.ts'
import type { Role, Target } from '../target/index.ts'
import type { FormatId } from '../tree/index.ts'

/** Groups models by the machine their paths belong to; models whose paths do not say join the only machine there is. */
export function hostsOf(models: readonly Model[], store: FileStore, target: Target): HostModel[] {
  const groups = new Map<string | undefined, Model[]>()
  for (const model of models) {
    const root = hostOf(model)
    groups.set(root, [...(groups.get(root) ?? []), model])
  }
  const homeless = groups.get(undefined)
  if (homeless && groups.size === 2) {
    groups.delete(undefined)
    for (const group of groups.values()) group.push(...homeless)
  }
  return [...groups].map(([root, group]) => host(root, group, { store, target, roles: [] }))
}

/** A sysctl root is the host's directory itself, other roots are files below it. */
const hostOf = (model: Model): string | undefined =>
  hostRoot(model.root) ?? hostRoot(model.forest.trees[0]?.file.path ?? '')

type Shared = { store: FileStore; target: Target; roles: readonly Role[] }

function host(root: string | undefined, models: readonly Model[], shared: Shared): HostModel {
  const of = (format: FormatId): Model[] => models.filter(model => model.format === format)
  return { root, nginx: of('nginx'), openvpn: of('openvpn'), sysctl: of('sysctl'), ...shared }
}
