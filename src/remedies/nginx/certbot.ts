import type { Check, Command } from '../fix.ts'
import type { CertificateNames } from './names.ts'
import type { HttpsOptions } from './options.ts'

const files = (lineage: string): { readonly chain: string; readonly key: string } => ({
  chain: `/etc/letsencrypt/live/${lineage}/fullchain.pem`,
  key: `/etc/letsencrypt/live/${lineage}/privkey.pem`,
})

export { files as certificateFiles }

/** What certbot makes with a lineage; the last file says how it is renewed. */
export const lineageFiles = (lineage: string): readonly string[] => [
  ...Object.values(files(lineage)),
  `/etc/letsencrypt/renewal/${lineage}.conf`,
]

const root = (argv: readonly string[]): Command => ({ argv, root: true })

/**
 * Always `certonly`: the installer rewrites servers with settings of its own. With the same names it is idempotent.
 * `--deploy-hook` makes renewed certificates reach the clients.
 */
export function obtain(certificate: CertificateNames, options: HttpsOptions, rehearsal = false): Command {
  const account = options.mail === '' ? ['--register-unsafely-without-email'] : ['-m', options.mail]
  const server = options.acmeServer === '' ? [] : ['--server', options.acmeServer]
  const how = rehearsal ? ['--dry-run'] : ['--key-type', 'ecdsa', '--deploy-hook', 'systemctl reload nginx']
  return root([
    ...['certbot', 'certonly', '--webroot', '-w', options.webroot, '-n', '--agree-tos'],
    ...account,
    ...server,
    ...how,
    ...['--cert-name', certificate.lineage],
    ...certificate.names.flatMap(name => ['-d', name]),
  ])
}

export const forget = (lineage: string): Command => root(['certbot', 'delete', '-n', '--cert-name', lineage])

/** Without the flag certbot waits up to eight minutes where there is no terminal. */
export const renewalRehearsal = (lineage: string): Command =>
  root(['certbot', 'renew', '--dry-run', '--no-random-sleep-on-renew', '--cert-name', lineage])

export const covers = ({ lineage }: CertificateNames, name: string): Check => ({
  ...root(['openssl', 'x509', '-in', files(lineage).chain, '-noout', '-checkhost', name.replace(/^\*/, 'any')]),
  expect: { contains: 'does match' },
  says: { en: `the certificate covers ${name}`, zh: `证书涵盖 ${name}` },
})
