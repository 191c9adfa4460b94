import type { Level, NginxModel } from '../../formats/nginx/model.ts'
import { argumentAt } from '../../formats/nginx/syntax.ts'

/** Responders of that CA are off since 2025-08-06, and its certificates name none: nobody is asked to staple. */
export const letsEncrypt = (model: NginxModel, level: Level): boolean =>
  model.list(level, 'ssl_certificate').entries.some(one => /\/letsencrypt\/live\//.test(argumentAt(one, 0)))
