import type { Location, NginxModel, Server } from '../../formats/nginx/model.ts'
import type { Directive } from '../../tree/index.ts'
import { gather } from './gather.ts'
import type { ScriptLocation } from './script-locations.ts'

/** A folder for what users send in, whose scripts another location runs. */
export interface Upload {
  readonly upload: Location
  readonly script: ScriptLocation
  readonly path: string
}

/** In lower case. */
const mayBe = /upload|attach|avatar|user|media/
const forUploads = /(?:^|[/_-])(?:uploads?|attachments?|avatars?|user[_-]?(?:files|content)|media)(?:[/_-]|$)/

/** Each folder once. Only servers with a script location are looked at. */
export function* unintendedUploads(model: NginxModel, scripts: readonly ScriptLocation[]): Generator<Upload> {
  const servers = new Map<Server, ScriptLocation[]>()
  for (const script of scripts) gather(servers, script.location.server, script)
  const seen = new Set<Directive | undefined>()
  for (const [server, own] of servers)
    for (const upload of model.locations(server)) {
      if (!isUpload(upload) || seen.has(upload.directive)) continue
      const found = runBy(model, upload, own)
      if (!found) continue
      seen.add(upload.directive)
      yield found
    }
}

const isForUploads = (path: string): boolean => mayBe.test(path) && forUploads.test(path)

const isUpload = ({ match, serve, internal }: Location): boolean =>
  match.kind === 'prefix' &&
  isForUploads(match.pattern.toLowerCase()) &&
  serve.kind === 'static' &&
  !serve.alias &&
  !internal

/** The script location that a script in the folder would be answered by. One inside the folder was meant. */
function runBy(model: NginxModel, upload: Location, scripts: readonly ScriptLocation[]): Upload | undefined {
  for (const ending of new Set(scripts.map(script => script.ending))) {
    const path = `${upload.match.pattern.replace(/\/?$/, '/')}photo.${ending}`
    const { location, uncertain } = model.matchLocation(upload.server, path)
    const script = uncertain ? undefined : scripts.find(one => one.location === location)
    const same = script && model.text(script.location, 'root') === model.text(upload, 'root')
    if (same && script.location.parent !== upload) return { upload, script, path }
  }
  return undefined
}
