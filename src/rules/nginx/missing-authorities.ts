import type { LoadProblem } from '../../formats/nginx/loads/index.ts'
import type { NginxModel } from '../../formats/nginx/model.ts'
import { nameOf } from '../../formats/nginx/syntax.ts'
import { publicAuthorities } from '../../remedies/nginx/authorities.ts'
import { insertAfter } from '../../tree/index.ts'
import type { Fix } from '../rule.ts'
import { unsafe } from './load-problems.ts'
import { passes, streamPasses } from './targets.ts'

/**
 * `*_ssl_verify on` without authorities: those of the public web, where every target that the statement is in force for
 * is a public name. For anything else only its owner knows who signed the certificate.
 */
export function authorities({ id, directive, params }: LoadProblem, model: NginxModel): Fix[] {
  const family = String(params.family)
  if (id !== 'verify-upstream' || !directive || nameOf(directive) !== `${family}_ssl_verify`) return []
  const concerned = [...passes(model), ...streamPasses(model)].filter(
    pass => pass.family === family && model.setting(pass.handler.level, nameOf(directive)).origin === directive,
  )
  const targets = concerned.flatMap(pass => pass.targets)
  const path = publicAuthorities(model.target)
  if (!path || targets.length === 0 || !targets.every(({ reach, literal }) => reach === 'public' && !literal)) return []
  const setting = `${family}_ssl_trusted_certificate`
  const title = { en: `Trust the public authorities (${setting})`, zh: `信任公共证书机构（${setting}）` }
  return [unsafe({ title, edits: [insertAfter(directive, [`${setting} ${path};`])], changes: [setting] })]
}
