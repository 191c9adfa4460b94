import type { NginxModel } from '../../formats/nginx/model.ts'
import { byAuthority, type Pass, passes, streamPasses, widest } from './targets.ts'
import { variableTargets } from './variable-targets.ts'

/** Groups of the places that speak TLS to the same target; http{} and stream{} share nothing. */
export function tlsGroups(model: NginxModel): Pass[][] {
  const speaking = (pass: Pass): boolean => speaksTls(model, pass)
  return [...byAuthority(passes(model).filter(speaking)), ...byAuthority(streamPasses(model).filter(speaking))]
}

/** `proxy_pass $url` speaks TLS where one of the constants that the variable is given begins with `https://`. */
function speaksTls(model: NginxModel, pass: Pass): boolean {
  if (pass.tls !== undefined) return pass.tls && widest(pass.targets) !== 'unix'
  return variableTargets(model, pass).some(({ tls, reach }) => tls && reach !== 'unix')
}
