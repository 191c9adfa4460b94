import { last, type OpenvpnModel } from '../../formats/openvpn/index.ts'
import type { Rule } from '../rule.ts'
import { deletion, lineRule } from './line-rule.ts'
import { unsafe } from './placing.ts'

const changes = ['data-ciphers', 'tls-version-min', 'allow-compression']

export const rule: Rule<OpenvpnModel> = lineRule({
  id: 'openvpn/certificate-profile',
  title: { en: 'Rules of old releases', zh: '沿用旧版本的规则' },
  severity: 'medium',
  tags: ['crypto', 'certificates'],
  messages: {
    profile: {
      en: '"{text}" takes certificates with MD5 signatures and keys of any size',
      zh: '"{text}" 接受 MD5 签名以及任意长度密钥的证书',
    },
    provider: {
      en: '"{text}" brings back the broken ciphers of the legacy provider',
      zh: '"{text}" 重新启用 legacy 提供者中已破解的算法',
    },
    compat: { en: '"{text}" brings back the defaults of that release', zh: '"{text}" 恢复该旧版本的默认值' },
  },
  *faults(model) {
    const profile = last(model, 'tls-cert-profile')
    const provider = last(model, 'providers')
    const compat = last(model, 'compat-mode')
    if (profile?.params[0] === 'insecure') yield { line: profile, id: 'profile', fixes: [deletion(profile, unsafe)] }
    if (provider?.params.includes('legacy'))
      yield { line: provider, id: 'provider', fixes: [deletion(provider, unsafe)] }
    if (compat) yield { line: compat, id: 'compat', fixes: [deletion(compat, unsafe, changes)] }
  },
})
