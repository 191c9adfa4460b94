import { last, type OpenvpnModel } from '../../formats/openvpn/index.ts'
import { placeOf, type Rule } from '../rule.ts'
import { setLine, unsafe } from './placing.ts'
import { releaseName, routerRule } from './router.ts'

export const rule: Rule<OpenvpnModel> = routerRule({
  id: 'openvpn/mikrotik-digest',
  title: { en: 'Digest a MikroTik router does not have', zh: 'MikroTik 路由器不具备的摘要算法' },
  severity: 'high',
  confidence: 'medium',
  messages: {
    unknown: {
      en: 'auth "{digest}" is none of what {router} offers: {offer}',
      zh: 'auth "{digest}" 不在 {router} 提供之列：{offer}',
    },
  },
  *misfits({ model, release, router }) {
    const digest = model.ciphers.digest.value
    const line = last(model, 'auth')
    if (!line || router.digests.includes(digest)) return
    const best = router.digests.includes('SHA256') ? 'SHA256' : 'SHA1'
    const title = {
      en: `Write auth ${best}, and auth=${best.toLowerCase()} on the router`,
      zh: `改为 auth ${best}，路由器上为 auth=${best.toLowerCase()}`,
    }
    yield {
      at: placeOf(line.directive),
      subject: 'auth',
      message: { id: 'unknown', params: { digest, router: releaseName(release), offer: router.digests } },
      fixes: [unsafe({ title, edits: [setLine(model, 'auth', `auth ${best}`)], changes: ['auth'] })],
    }
  },
})
