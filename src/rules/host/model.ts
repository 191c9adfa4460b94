import type { FileStore } from '../../files/index.ts'
import type { NginxModel } from '../../formats/nginx/model.ts'
import type { OpenvpnModel } from '../../formats/openvpn/model.ts'
import type { SysctlModel } from '../../formats/sysctl/model.ts'
import type { Role, Target } from '../../target/index.ts'

/** One machine: everything its files say together. Rules of `format: 'host'` look at this, wherever they stand. */
export interface HostModel {
  /** Directory that stands for `/`; undefined when the paths do not show it. */
  readonly root: string | undefined
  readonly nginx: readonly NginxModel[]
  readonly openvpn: readonly OpenvpnModel[]
  readonly sysctl: readonly SysctlModel[]
  /** The other ends of the tunnels, as far as the user named their files. They belong to other machines. */
  readonly peers: readonly OpenvpnModel[]
  readonly target: Target
  readonly roles: readonly Role[]
  /** The file or option that shows each of them. */
  readonly shown: ReadonlyMap<Role, string>
  /** For other files of the host (units, certbot's renewal files). `complete` says whether absence proves anything. */
  readonly store: FileStore
}
