import type { Step } from '../fix.ts'
import { certificateFiles, renewalRehearsal } from './certbot.ts'
import { program } from './certificate-steps.ts'
import { formerLineage } from './former-lineage.ts'
import { rehearsed, reload, renews, syntax } from './service.ts'

/** Renews a lineage of certbot now, and makes every later renewal reach the clients. @param days that are left then */
export function renewalSteps(lineage: string, days: number): Step[] {
  const { chain } = certificateFiles(lineage)
  const former = formerLineage(lineage)
  const rehearsal: Step = {
    kind: 'command',
    id: `nginx/renewal-rehearsal:${lineage}`,
    title: { en: `Rehearse the renewal of ${lineage}`, zh: `预演 ${lineage} 的续期` },
    why: { en: 'Failed orders count against the limits of the CA', zh: '失败的申请会计入 CA 的限额' },
    needs: [program.id],
    risk: 'none',
    commands: [renewalRehearsal(lineage)],
    ...rehearsed,
  }
  const renewal: Step = {
    kind: 'command',
    id: `nginx/renew:${lineage}`,
    title: { en: `Renew ${lineage} and reload nginx with it`, zh: `续期 ${lineage} 并重新加载 nginx` },
    needs: [rehearsal.id],
    risk: 'low',
    commands: [
      former.save,
      {
        argv: [
          ...['certbot', 'renew', '-n', '--no-random-sleep-on-renew', '--cert-name', lineage],
          ...['--deploy-hook', 'systemctl reload nginx'],
        ],
        root: true,
      },
      { argv: syntax.argv, root: true },
      reload,
    ],
    renews,
    verify: [
      {
        argv: ['openssl', 'x509', '-in', chain, '-noout', '-checkend', String(days * 86_400)],
        root: true,
        says: { en: `the certificate holds for ${days} more days`, zh: `证书还有 ${days} 天以上有效期` },
      },
    ],
    undo: former.restore,
  }
  return [program, rehearsal, renewal]
}

/** Where certbot has no part in it, only the owner knows who issues. */
export const replacement = (path: string, issuer: string): Step => ({
  kind: 'decide',
  id: `nginx/replace-certificate:${path}`,
  title: { en: `Replace ${path}`, zh: `更换 ${path}` },
  needs: [],
  risk: 'none',
  question: {
    en: `Get a new certificate from its issuer (${issuer}), put it and its chain into ${path}, then reload nginx`,
    zh: `请向签发者（${issuer}）申请新证书，连同证书链写入 ${path}，然后重新加载 nginx`,
  },
})
