import type { Location, NginxModel } from '../../formats/nginx/model.ts'
import type { Directive } from '../../tree/index.ts'
import { answersFor, type ScriptLocation } from './script-locations.ts'

/** A folder for what users send in, whose scripts another location runs. */
export interface Upload {
  readonly upload: Location
  readonly script: ScriptLocation
  readonly path: string
}

const forUploads = /(?:^|[/_-])(?:uploads?|attachments?|avatars?|user[_-]?(?:files|content)|media)(?:[/_-]|$)/i

/** Each folder once. Only servers with a script location are looked at. */
export function* unintendedUploads(model: NginxModel, scripts: readonly ScriptLocation[]): Generator<Upload> {
  const seen = new Set<Directive | undefined>()
  for (const script of scripts)
    for (const upload of model.locations(script.location.server)) {
      const { match, serve, directive } = upload
      if (match.kind !== 'prefix' || !forUploads.test(match.pattern) || seen.has(directive)) continue
      if (serve.kind !== 'static' || serve.alias || upload.internal || !sameRoot(model, upload, script)) continue
      const path = `${match.pattern.replace(/\/?$/, '/')}photo.${script.ending}`
      if (!answersFor(model, script.location, path)) continue
      seen.add(directive)
      yield { upload, script, path }
    }
}

/** A regex location inside the folder was meant to run there. */
const sameRoot = (model: NginxModel, upload: Location, { location }: ScriptLocation): boolean =>
  location.parent !== upload && model.text(location, 'root') === model.text(upload, 'root')
