import type { FileStore } from '../../files/index.ts'
import type { Model } from '../../formats/format.ts'
import type { Role, Target } from '../../target/index.ts'

/** One machine: everything its files say together. Host rules (`format: 'host'`) look at this. */
export interface HostModel {
  /** Directory that stands for `/`; undefined when the paths do not show it. */
  readonly root: string | undefined
  readonly nginx: readonly Model[]
  readonly openvpn: readonly Model[]
  readonly sysctl: readonly Model[]
  readonly target: Target
  readonly roles: readonly Role[]
  /** For other files of the host (unit files, certbot's renewal files). `complete` says whether absence proves anything. */
  readonly store: FileStore
}
