import type { SysctlModel } from '../../formats/sysctl/model.ts'
import type { Observation } from '../rule.ts'

/** What a line lacks may stand in another drop-in: of a file by itself that is not said for sure. */
export const unlessElsewhere = ({ scope }: SysctlModel): Pick<Observation, 'confidence'> =>
  scope === 'host' ? {} : { confidence: 'medium' }
