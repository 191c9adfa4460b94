import type { Step } from '../fix.ts'
import { covers, lineageFiles } from './certbot.ts'
import type { CertificateNames } from './names.ts'

/** A wildcard is checked by DNS, and only the owner knows how records get there. */
export const certificateByDns = (id: string, wanted: CertificateNames, needs: readonly string[]): Step => ({
  kind: 'decide',
  id,
  title: { en: 'Obtain a wildcard certificate by DNS', zh: '通过 DNS 申请通配符证书' },
  needs,
  risk: 'none',
  makes: lineageFiles(wanted.lineage),
  verify: wanted.names.map(name => covers(wanted, name)),
  undone: {
    en: `once nothing names it: certbot delete --cert-name ${wanted.lineage}`,
    zh: `不再被引用后：certbot delete --cert-name ${wanted.lineage}`,
  },
  question: {
    en: `Use the certbot plugin of your DNS provider: certonly --cert-name ${wanted.lineage} for ${wanted.names.join(', ')}`,
    zh: `请用 DNS 服务商的 certbot 插件：certonly --cert-name ${wanted.lineage}，域名 ${wanted.names.join(', ')}`,
  },
})
