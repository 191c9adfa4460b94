import { type FileStore, hostRoot } from '../files/index.ts'
import type { Forest, Model } from '../formats/format.ts'
import type { NginxModel } from '../formats/nginx/model.ts'
import type { OpenvpnModel } from '../formats/openvpn/model.ts'
import type { SysctlModel } from '../formats/sysctl/model.ts'
import type { HostModel } from '../rules/host/model.ts'
import type { Role, Target } from '../target/index.ts'
import { type Evidence, rolesOf } from './roles.ts'

export interface Grouped {
  readonly host: HostModel
  readonly evidence: readonly Evidence[]
}

export interface Surroundings {
  readonly store: FileStore
  readonly target: Target
  readonly peers: readonly OpenvpnModel[]
}

/** Groups models by the machine their paths belong to; models whose paths do not say join the only machine there is, unless a script makes that. */
export function hostsOf(models: readonly Model[], around: Surroundings, stated?: readonly Role[]): Grouped[] {
  const groups = new Map<string | undefined, Model[]>()
  for (const model of models) {
    const group = groups.get(hostOf(model))
    if (group) group.push(model)
    else groups.set(hostOf(model), [model])
  }
  const homeless = groups.get(undefined)
  const [only, ...others] = [...groups].filter(([root]) => root !== undefined)
  if (homeless && only && others.length === 0 && !isMade(only[1])) {
    groups.delete(undefined)
    only[1].push(...homeless)
  }
  return [...groups].map(([root, group]) => grouped(root, group, { around, stated }))
}

/** A host that a script or a role of Ansible makes: nothing says that other files are for the same one. */
const isMade = (models: readonly Model[]): boolean =>
  models.every(({ forest }) => forest.trees[0]?.file.part?.placed === true)

const hostOf = (model: Model): string | undefined => hostOfForest(model.forest)

/** A sysctl root is the host's directory itself, other roots are files below it. */
export const hostOfForest = ({ root, trees }: Forest): string | undefined =>
  hostRoot(root) ?? hostRoot(trees[0]?.file.path ?? '')

type How = { around: Surroundings; stated: readonly Role[] | undefined }

function grouped(root: string | undefined, models: readonly Model[], { around, stated }: How): Grouped {
  const parts = {
    root,
    nginx: models.filter((model): model is NginxModel => model.format === 'nginx'),
    openvpn: models.filter((model): model is OpenvpnModel => model.format === 'openvpn'),
    sysctl: models.filter((model): model is SysctlModel => model.format === 'sysctl'),
    ...around,
    target: models[0]?.target ?? around.target,
  }
  const evidence = rolesOf(parts, stated)
  const shown = new Map(evidence.map(({ role, because }) => [role, stated ? '--role' : because.en]))
  return { host: { ...parts, roles: [...shown.keys()], shown }, evidence }
}
