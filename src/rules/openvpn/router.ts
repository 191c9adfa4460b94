import { type OpenvpnModel, type RouterAbilities, routerAbilities } from '../../formats/openvpn/index.ts'
import type { Localized, Message } from '../../message/index.ts'
import { routerCommands } from '../../remedies/openvpn/router-commands.ts'
import { formatVersion, type Version } from '../../target/index.ts'
import { defineRule, type Fix, type Place, placeOf, type Rule, type Severity, type Step } from '../rule.ts'
import { roleLine } from './placing.ts'

/** A client whose server is a MikroTik router. */
export interface Routed {
  readonly model: OpenvpnModel
  readonly release: Version | undefined
  readonly router: RouterAbilities
}

export interface Misfit {
  readonly at?: Place | undefined
  readonly subject: string
  readonly message: Message
  readonly fixes?: readonly Fix[]
}

export interface RouterRule {
  readonly id: string
  readonly title: Localized
  readonly severity: Severity
  readonly confidence?: 'high' | 'medium'
  readonly messages: Readonly<Record<string, Localized>>
  readonly misfits: (routed: Routed) => Iterable<Misfit>
}

/** A rule about what RouterOS cannot do; silent unless the user says that the other end is such a router. */
export function routerRule({
  id,
  title,
  severity,
  confidence = 'high',
  messages,
  misfits,
}: RouterRule): Rule<OpenvpnModel> {
  return defineRule<OpenvpnModel>({
    id,
    format: 'openvpn',
    title,
    severity,
    confidence,
    tags: ['mikrotik', 'pair'],
    messages,
    defaults: {},
    *check(model, _options, { peer }) {
      const line = roleLine(model)
      if (peer?.kind !== 'mikrotik' || model.role === 'server' || !line) return
      const routed = { model, release: peer.release, router: routerAbilities(peer.release) }
      for (const { at, ...rest } of misfits(routed)) yield { at: at ?? placeOf(line.directive), ...rest }
    },
  })
}

export const releaseName = (release: Version | undefined): string =>
  `RouterOS ${release ? formatVersion(release) : '7'}`

/** What to type on the router, as a stage of the plan: it is another machine. */
export function routerStep({ model, release }: Routed): Step {
  const commands = routerCommands(model, release).join('\n')
  return {
    kind: 'decide',
    id: `openvpn/router:${model.root}`,
    title: { en: `Set up the server on ${releaseName(release)}`, zh: `在 ${releaseName(release)} 上配置服务器` },
    needs: [],
    risk: 'outage',
    question: {
      en: `Run this on the router and replace what stands in angle brackets, then go on:\n${commands}`,
      zh: `在路由器上执行以下命令（尖括号内的内容须替换），然后继续：\n${commands}`,
    },
  }
}
