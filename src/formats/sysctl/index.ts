import type { Format } from '../format.ts'
import { detect } from './detect.ts'
import { effective } from './effective.ts'
import { load } from './load.ts'
import type { SysctlModel } from './model.ts'
import { parse } from './parse.ts'
import { resolve } from './resolve.ts'

export const sysctl: Format<SysctlModel> = {
  id: 'sysctl',
  detect,
  parse,
  load,
  resolve,
  effective,
  comment: text => `# ${text}`,
}
