import type { Report } from '../engine/types.ts'
import type { View } from './view.ts'

export type Renderer = (report: Report, view: View) => string

export interface Format {
  readonly render: Renderer
  /** What `render` gives, in pieces, for formats that a large host makes long. */
  readonly chunks?: (report: Report, view: View) => Iterable<string>
}

const documents = (): Promise<typeof import('./documents.ts')> => import('./documents.ts')

/** Every output of `check`. A new one is a file and a line here. */
export const reports: Readonly<Record<string, () => Promise<Format>>> = {
  text: () => import('./text.ts'),
  compact: () => import('./compact.ts'),
  json: () => import('./json.ts'),
  sarif: () => import('./sarif/index.ts'),
  github: () => import('./github.ts'),
  gitlab: () => import('./gitlab.ts'),
  junit: () => import('./junit.ts'),
  checkstyle: () => import('./checkstyle.ts'),
  rdjson: () => import('./rdjson.ts'),
  markdown: () => import('./markdown.ts'),
  html: async () => ({ render: (await documents()).html }),
  evidence: async () => ({ render: (await documents()).evidence }),
  'evidence-html': async () => ({ render: (await documents()).evidenceHtml }),
  'map-svg': async () => ({ render: (await documents()).mapSvg }),
  'map-mermaid': async () => ({ render: (await documents()).mapMermaid }),
  'map-json': async () => ({ render: (await documents()).mapJson }),
}
