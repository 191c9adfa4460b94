import type { NginxModel, Server } from '../../formats/nginx/model.ts'
import { argumentAt } from '../../formats/nginx/syntax.ts'
import type { Edit } from '../../text/index.ts'
import type { Directive } from '../../tree/index.ts'
import { intoServer } from './response-header.ts'

const name = 'strict-transport-security'

export const hstsLine = (minAge: number): string => `add_header Strict-Transport-Security "max-age=${minAge}" always;`

export function isHsts(entry: Directive): boolean {
  const header = argumentAt(entry, 0)
  return header.length === name.length && header.toLowerCase() === name
}

/** Strict-Transport-Security for every answer of the server. */
export const hsts = (model: NginxModel, server: Server, minAge: number): { edits: Edit[]; lines: string[] } =>
  intoServer(model, server, { name, line: hstsLine(minAge) })
