import type { Format } from '../format.ts'
import { secretPlaces } from './credentials/index.ts'
import { detect } from './detect.ts'
import { effective } from './effective.ts'
import { load } from './load.ts'
import type { NginxModel } from './model.ts'
import { readTree } from './read.ts'
import { resolve } from './resolve/index.ts'

export const nginx: Format<NginxModel> = {
  id: 'nginx',
  detect,
  parse: readTree,
  load,
  resolve,
  effective,
  secrets: secretPlaces,
  comment: text => `# ${text}`,
}
