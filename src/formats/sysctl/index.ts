import type { Format } from '../format.ts'
import { detect } from './detect.ts'
import { effective } from './effective.ts'
import { filled } from './fillings.ts'
import { load } from './load.ts'
import type { SysctlForest, SysctlModel } from './model.ts'
import { parse } from './parse.ts'
import { resolve } from './resolve.ts'

export const sysctl: Format<SysctlModel> = {
  id: 'sysctl',
  detect,
  parse,
  load,
  resolve,
  filled: (forest, world) => filled(forest as SysctlForest, world),
  effective,
  comment: text => `# ${text}`,
}
